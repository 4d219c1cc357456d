// A list: sections with their headers, fixed rows, groups merged over the rows they cover.
#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "layout/draft.h"

namespace jixiao {
namespace {

// A column of a section, where it stands and which column of the Form's list it shows.
struct Place {
    const Column* spec = nullptr;
    int source = -1;  // column of the Form's list; -1: it has none
    int col = 0, span = 1;
    bool group = false;
};

struct Row {
    int source = -1;  // row of the Form's list; -1: nothing was read
    const FixedRow* fixed = nullptr;
};

// Rows of the Form, one after the other, that share a section.
struct Stretch {
    std::size_t section = 0;
    std::vector<int> rows;
};

class ListComposer {
public:
    ListComposer(Draft& draft, const ListSpec& spec, int left);
    Result<void> run();

private:
    std::size_t section_of(int row, std::size_t previous) const;
    bool can_show(const Section& section, int row) const;
    std::vector<Stretch> stretches() const;
    Result<std::vector<Place>> places(const Section& section) const;
    std::vector<Row> rows_of(const Section& section, const std::vector<int>& sources, bool with_fixed) const;
    std::vector<int> header(const Section& section, const std::vector<Place>& places, int number);
    void body(const Section& section, const std::vector<Place>& places, const std::vector<Row>& rows,
              const std::vector<int>& headers, int number);
    Result<void> stretch(const Section& section, const std::vector<int>& sources, bool with_fixed);

    const Value* value(int row, int column) const;
    std::string group_text(const Row& row, const std::vector<Place>& places, std::size_t k) const;
    int claim(const Row& row, const Place& place, SheetCell& cell);

    Draft& draft_;
    const ListSpec& spec_;
    const List* list_ = nullptr;
    std::size_t index_ = 0;  // of the list in the Form
    int left_ = 0;
    int first_row_ = -1, last_row_ = -1;
    std::map<std::string, std::string> last_groups_;   // of the row composed last, by column
};

ListComposer::ListComposer(Draft& draft, const ListSpec& spec, int left) : draft_(draft), spec_(spec), left_(left) {
    const auto found = std::ranges::find(draft.form.lists, spec.id, &List::id);
    if (found == draft.form.lists.end()) return;
    list_ = &*found;
    index_ = static_cast<std::size_t>(found - draft.form.lists.begin());
}

// ---- Which rows go where
// ---------------------------------------------------------------------------------------------

const Value* ListComposer::value(int row, int column) const {
    if (!list_ || row < 0 || column < 0) return nullptr;
    const Value& found = list_->rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    return found.null() ? nullptr : &found;
}

bool ListComposer::can_show(const Section& section, int row) const {
    for (int c = 0; c < static_cast<int>(list_->columns.size()); ++c) {
        if (value(row, c) && std::ranges::find(section.columns, list_->columns[static_cast<std::size_t>(c)],
                                               &Column::id) == section.columns.end()) {
            return false;
        }
    }
    return true;
}

// By its first level; else beside the row before it, if all its values have a column there; else where they do.
std::size_t ListComposer::section_of(int row, std::size_t previous) const {
    const auto& sections = spec_.sections;
    if (sections.size() == 1) return 0;
    std::string first_level;
    for (const Section& section : sections) {
        const auto level1 = std::ranges::find(section.columns, 1, &Column::level);
        if (level1 == section.columns.end()) continue;
        if (const Value* found = value(row, list_->column(level1->id))) first_level = plain_text(*found);
        break;
    }
    std::optional<std::size_t> named, any, able;
    for (std::size_t s = 0; s < sections.size(); ++s) {
        const bool fits = can_show(sections[s], row);
        if (std::ranges::find(sections[s].level1, first_level) != sections[s].level1.end()) {
            if (fits) return s;
            if (!named) named = s;
        }
        if (fits && !any && (sections[s].level1.empty() || std::ranges::find(sections[s].also, first_level) != sections[s].also.end())) any = s;
        if (fits && (!able || s == previous)) able = s;
    }
    if (named) return *named;
    if (any) return *any;
    return able.value_or(previous);
}

std::vector<Stretch> ListComposer::stretches() const {
    std::vector<Stretch> all;
    std::size_t previous = 0;
    const std::size_t rows = list_ ? list_->rows.size() : 0;
    for (std::size_t r = 0; r < rows; ++r) {
        const std::size_t section = section_of(static_cast<int>(r), previous);
        if (all.empty() || all.back().section != section) all.push_back({section, {}});
        all.back().rows.push_back(static_cast<int>(r));
        previous = section;
    }
    // A section nothing was read for keeps its header and an open row, in the template's place.
    std::size_t next = 0;
    for (std::size_t s = 0; s < spec_.sections.size(); ++s) {
        const auto read = std::ranges::find(all, s, &Stretch::section);
        if (read != all.end()) {
            next = std::max(next, static_cast<std::size_t>(read - all.begin()) + 1);
        } else {
            all.insert(all.begin() + static_cast<std::ptrdiff_t>(next++), {s, {}});
        }
    }
    return all;
}

Result<std::vector<Place>> ListComposer::places(const Section& section) const {
    std::vector<Place> places;
    int col = left_;
    for (const Column& column : section.columns) {
        places.push_back(
            {&column, list_ ? list_->column(column.id) : -1, col, column.span, column.type == ColumnType::Group});
        col += column.span;
    }
    if (col != draft_.columns() || places.empty()) {
        return std::unexpected(draft_.misfit(message("模板 {} 中列表 {} 的列与表格不符",
                                                     "template {}: the columns of list {} do not fill the table",
                                                     draft_.spec.id, spec_.id)));
    }
    return places;
}

// Fixed rows in their order, each with the Form's row of that name and group; then all other rows.
std::vector<Row> ListComposer::rows_of(const Section& section, const std::vector<int>& sources,
                                       bool with_fixed) const {
    std::vector<Row> rows;
    std::vector<bool> used(sources.size());
    const auto text_at = [&](int row, ColumnType type) {
        const auto column = std::ranges::find(section.columns, type, &Column::type);
        const Value* found = column == section.columns.end() ? nullptr : value(row, list_->column(column->id));
        return found ? plain_text(*found) : std::string();
    };
    if (with_fixed) {
        for (const FixedRow& fixed : section.fixed) {
            const std::string name = draft_.label({}, fixed.term);
            const std::string group = fixed.group.empty() ? std::string() : draft_.label({}, fixed.group);
            int found = -1;
            for (std::size_t i = 0; i < sources.size(); ++i) {
                if (used[i] || text_at(sources[i], ColumnType::Name) != name) continue;
                const std::string read = text_at(sources[i], ColumnType::Group);
                if (read != group && !read.empty()) continue;
                if (read == group || found < 0) found = static_cast<int>(i);
                if (read == group) break;
            }
            if (found >= 0) used[static_cast<std::size_t>(found)] = true;
            rows.push_back({found >= 0 ? sources[static_cast<std::size_t>(found)] : -1, &fixed});
        }
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!used[i]) rows.push_back({sources[i], nullptr});
    }
    if (rows.empty()) rows.push_back({});
    return rows;
}

// ---- Cells
// -----------------------------------------------------------------------------------------------------------

// Puts the Form's value into the cell and marks it shown; its column in the Form's list, -1 where there is none.
int ListComposer::claim(const Row& row, const Place& place, SheetCell& cell) {
    if (row.source < 0 || place.source < 0) return -1;
    const auto r = static_cast<std::size_t>(row.source), c = static_cast<std::size_t>(place.source);
    put_value(cell, list_->rows[r][c], draft_.vocabulary);
    cell.field = list_pointer(spec_.id, r, list_->columns[c]);
    draft_.show(index_, r, c);
    return place.source;
}

std::vector<int> ListComposer::header(const Section& section, const std::vector<Place>& places, int number) {
    std::vector<int> headers;
    const auto add_row = [&] {
        const int row = draft_.add_row();
        SheetRow& added = draft_.sheet.rows.back();
        added.header_of = number;
        added.section = number;
        return row;
    };
    if (!section.heading_term.empty()) {
        const int row = add_row();
        const int heading =
            draft_.add_cell(row, left_, draft_.columns() - left_, CellRole::Header, draft_.style("header"));
        draft_.cell(heading).paragraphs = lines_of(draft_.label({}, section.heading_term));
        headers.push_back(heading);
    }
    if (!section.header) return headers;
    const int row = add_row();
    for (std::size_t k = 0; k < places.size();) {
        const auto title = [&](std::size_t i) {
            const Column& column = *places[i].spec;
            return column.term.empty() && column.print.empty() ? std::string()
                                                               : draft_.label(column.print, column.term);
        };
        const std::string text = title(k);
        int span = places[k].span;
        const int col = places[k].col;
        ++k;
        while (text.empty() && k < places.size() && title(k).empty()) span += places[k++].span;  // one open corner
        const int cell = draft_.add_cell(row, col, span, text.empty() ? CellRole::Blank : CellRole::Header,
                                         draft_.style("header"));
        draft_.cell(cell).paragraphs = lines_of(text);
        if (!text.empty()) headers.push_back(cell);
    }
    return headers;
}

std::string ListComposer::group_text(const Row& row, const std::vector<Place>& places, std::size_t k) const {
    if (const Value* read = value(row.source, places[k].source)) return plain_text(*read);
    const bool last_group = k + 1 < places.size() && !places[k + 1].group;
    if (row.fixed && last_group && !row.fixed->group.empty()) return draft_.label({}, row.fixed->group);
    return {};
}

std::string_view style_name(const Column& column) {
    if (!column.style.empty()) return column.style;
    switch (column.type) {
        case ColumnType::Group: return "group";
        case ColumnType::Amount: return "amount";
        case ColumnType::Value: return "value";
        case ColumnType::Name:
        case ColumnType::Text: break;
    }
    return "text";
}

void ListComposer::body(const Section& section, const std::vector<Place>& places, const std::vector<Row>& rows,
                        const std::vector<int>& headers, int number) {
    const std::size_t n = rows.size(), width = places.size();
    std::vector<std::string> groups(n * width);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < width; ++k) {
            if (places[k].group) groups[i * width + k] = group_text(rows[i], places, k);
        }
    }
    // Row i continues group k of the row above: same text, inside the same groups to its left.
    const auto continues = [&](std::size_t i, std::size_t k) {
        if (i == 0 || groups[i * width + k].empty()) return false;
        for (std::size_t j = 0; j <= k; ++j) {
            // Of two trees side by side each has its own groups below the first level.
            if (places[j].spec->side != places[k].spec->side && places[j].spec->level != 1) continue;
            if (places[j].group && groups[i * width + j] != groups[(i - 1) * width + j]) return false;
        }
        return true;
    };
    // A blank below a group's label reads as the group going on. Where an indicator is of none after one that is, a dash says so.
    const auto ends = [&](std::size_t i, std::size_t k) {
        const auto above = [&](std::size_t j) {
            const auto last = last_groups_.find(places[j].spec->id);
            return i > 0 ? groups[(i - 1) * width + j] : last == last_groups_.end() ? std::string() : last->second;
        };
        if (spec_.framework.empty() || rows[i].source < 0 || !groups[i * width + k].empty() || above(k).empty()) return false;
        bool says_something = false;
        for (std::size_t j = 0; j < width; ++j) {
            const bool own = places[j].spec->side == places[k].spec->side;
            if (!places[j].group) says_something = says_something || (own && value(rows[i].source, places[j].source));
            else if (j < k && (own || places[j].spec->level == 1) && groups[i * width + j] != above(j)) return false;
        }
        return says_something;
    };
    // In a list that is no indicator tree, a row outside any group takes the group's columns for its name.
    const auto name = std::ranges::find(section.columns, ColumnType::Name, &Column::type);
    const std::size_t name_at = static_cast<std::size_t>(name - section.columns.begin());
    const auto name_start = [&](std::size_t i) {
        std::size_t start = name_at;
        if (!spec_.framework.empty() || name == section.columns.end()) return start;
        while (start > 0 && places[start - 1].group && groups[i * width + start - 1].empty()) --start;
        return start;
    };

    std::vector<int> open(width, -1);  // the cell of the group that covers the row
    for (std::size_t i = 0; i < n; ++i) {
        const int row = draft_.add_row();
        draft_.sheet.rows.back().section = number;
        if (first_row_ < 0) first_row_ = row;
        last_row_ = row;
        const std::size_t start = name_start(i);
        int own_name = -1;
        for (std::size_t k = 0; k < width; ++k) {
            const Place& place = places[k];
            if (place.group && continues(i, k)) {
                ++draft_.cell(open[k]).rows;
                if (rows[i].source >= 0 && place.source >= 0) {
                    const auto r = static_cast<std::size_t>(rows[i].source),
                               c = static_cast<std::size_t>(place.source);
                    draft_.show(index_, r, c);
                    draft_.shared.push_back({index_, r, c, open[k]});
                }
                continue;
            }
            if (place.group && k >= start && k < name_at) continue;  // the name covers it
            const bool is_name = k == name_at;
            const int col = is_name ? places[start].col : place.col;
            const int span = place.col + place.span - col;
            CellRole role = CellRole::Value;
            if (place.group) role = !groups[i * width + k].empty() ? CellRole::Group : ends(i, k) ? CellRole::Value : CellRole::Blank;
            if (is_name && rows[i].fixed) role = CellRole::Label;
            const int index = draft_.add_cell(row, col, span, role, draft_.style(style_name(*place.spec)));
            SheetCell& cell = draft_.cell(index);
            claim(rows[i], place, cell);
            if (place.group) {
                open[k] = index;
                if (cell.paragraphs.empty()) cell.paragraphs = lines_of(role == CellRole::Value ? "—" : groups[i * width + k]);
                continue;
            }
            if (is_name && rows[i].fixed) {
                own_name = index;
                if (cell.paragraphs.empty()) cell.paragraphs = lines_of(draft_.label({}, rows[i].fixed->term));
                continue;
            }
            for (const int header : headers) {
                const SheetCell& above = draft_.cell(header);
                if (above.col < col + span && col < above.col + above.cols) cell.headers.push_back(header);
            }
            for (std::size_t g = 0; g < width; ++g) {
                if (places[g].group && open[g] >= 0 && !groups[i * width + g].empty())
                    cell.headers.push_back(open[g]);
            }
            if (own_name >= 0) cell.headers.push_back(own_name);
            if (place.spec->type == ColumnType::Amount) {
                std::string item;
                if (rows[i].fixed) item = draft_.label({}, rows[i].fixed->term);
                if (!rows[i].fixed && name != section.columns.end()) {
                    if (const Value* read = value(rows[i].source, places[name_at].source)) item = plain_text(*read);
                }
                draft_.amounts.push_back({spec_.id, std::move(item), place.spec->id, index});
            }
        }
    }
    last_groups_.clear();
    for (std::size_t k = 0; n > 0 && k < width; ++k)
        if (places[k].group) last_groups_[places[k].spec->id] = groups[(n - 1) * width + k];
}

Result<void> ListComposer::stretch(const Section& section, const std::vector<int>& sources, bool with_fixed) {
    auto placed = places(section);
    if (!placed) return std::unexpected(std::move(placed.error()));
    const int number = draft_.sections++;
    const std::vector<int> headers = header(section, *placed, number);
    const int top = draft_.rows();
    body(section, *placed, rows_of(section, sources, with_fixed), headers, number);
    for (const Place& place : *placed) {
        const ColumnType type = place.spec->type;
        if (type != ColumnType::Amount && type != ColumnType::Value) continue;
        draft_.validated.push_back({top, place.col, draft_.rows() - top, place.span, type == ColumnType::Amount});
    }
    return {};
}

Result<void> ListComposer::run() {
    std::vector<bool> printed(spec_.sections.size());
    for (const Stretch& part : stretches()) {
        if (auto done = stretch(spec_.sections[part.section], part.rows, !printed[part.section]); !done) return done;
        printed[part.section] = true;
    }
    if (first_row_ >= 0) {
        draft_.names.push_back({spec_.id, first_row_, left_, last_row_ - first_row_ + 1, draft_.columns() - left_});
    }
    return {};
}

}  // namespace

Result<void> compose_list(Draft& draft, const ListSpec& spec, int col) {
    return ListComposer(draft, spec, col).run();
}

}  // namespace jixiao
