#include "paper.h"

#include <algorithm>

namespace jixiao::noise {
namespace {

std::vector<std::string> lines_of(const Value& value) {
    switch (value.type) {
        case Value::Type::Null: return {};
        case Value::Type::Text: return {value.text};
        case Value::Type::Paragraphs: return value.paragraphs;
        case Value::Type::Amount: return {value.amount.written};
        case Value::Type::Indicator: return {value.indicator.raw};
    }
    return {};
}

class Printer {
public:
    Printer(const MadeForm& made, const Vocabulary& vocabulary) : made_(made), vocabulary_(vocabulary) {
        paper_.columns = static_cast<int>(made.form_template->columns.size());
        paper_.widths = made.form_template->columns;
        paper_.title = made.form.title;
        paper_.subtitle = std::to_string(made.form.year) + "年度";
    }
    Paper print() {
        lists_ = static_cast<int>(made_.form_template->cell_lists.size());
        nodes(made_.form_template->body, 0);
        paper_.sort();
        return std::move(paper_);
    }

private:
    std::string print_of(const std::string& term, const std::string& print) const {
        if (!print.empty()) return print;
        const Term* found = vocabulary_.term(term);
        return found ? found->label : "";
    }
    void put(PaperCell cell) {
        if (!cell.lines.empty()) paper_.cells.push_back(std::move(cell));
    }
    void nodes(const std::vector<Node>& parts, int left);
    void fields(const FieldRow& row, int left);
    void amount(const FieldCell& cell, int row, int col);
    void list(const ListSpec& spec, int left);
    void trees(const ListSpec& spec, int left);
    void headers(const Section& part, int left);
    void section(const ListSpec& spec, std::size_t list, int number, const std::vector<int>& rows, int left);

    const MadeForm& made_;
    const Vocabulary& vocabulary_;
    Paper paper_;
    int lists_ = 0;
};

void Printer::nodes(const std::vector<Node>& parts, int left) {
    for (const Node& node : parts) {
        if (const auto* row = std::get_if<FieldRow>(&node.part)) {
            fields(*row, left);
        } else if (const auto* block = std::get_if<Block>(&node.part)) {
            const int first = paper_.rows;
            nodes(block->children, left + block->span);
            put({first, left, paper_.rows - first, block->span, Ink::Label, {print_of(block->term, block->print)}, {}});
        } else {
            list(std::get<ListSpec>(node.part), left);
        }
    }
}

// Labels with their values; the values below them where the template wants that.
void Printer::fields(const FieldRow& row, int left) {
    int col = left;
    const int below = row.above ? 1 : 0;
    for (const FieldCell& cell : row.cells) {
        const int label_span = row.above || cell.caption ? cell.value_span : cell.label_span;
        put({paper_.rows, col, 1, label_span, cell.caption ? Ink::Header : Ink::Label, {print_of(cell.term, cell.print)}, {}});
        col += cell.label_span;
        const Ink ink = cell.type == FieldType::Paragraphs ? Ink::Long : cell.type == FieldType::Amount ? Ink::Amount : Ink::Text;
        if (cell.is_field()) {
            const auto& all = made_.form.fields;
            const auto field = std::ranges::find(all, cell.id, &Field::id);
            put({paper_.rows + below, col, 1, cell.value_span, ink, lines_of(field->value), {{-1, 0, static_cast<int>(field - all.begin())}}});
        } else if (!cell.caption) {
            amount(cell, paper_.rows + below, col);
        }
        col += cell.value_span;
    }
    paper_.rows += 1 + below;
}

// The amount of a list that stands beside its own label.
void Printer::amount(const FieldCell& cell, int at_row, int col) {
    const auto& specs = made_.form_template->cell_lists;
    const auto index = static_cast<std::size_t>(std::ranges::find(specs, cell.list, &ListSpec::id) - specs.begin());
    const Section& part = specs[index].sections.front();
    const FixedRow& fixed = part.fixed[static_cast<std::size_t>(cell.fixed)];
    const List& list = made_.form.lists[index];
    const auto name = static_cast<std::size_t>(list.column(std::ranges::find(part.columns, ColumnType::Name, &Column::type)->id));
    const int column = list.column(cell.column);
    for (std::size_t r = 0; r < list.rows.size(); ++r)
        if (list.rows[r][name].text == vocabulary_.term(fixed.term)->label)
            put({at_row, col, 1, cell.value_span, Ink::Amount, lines_of(list.rows[r][static_cast<std::size_t>(column)]),
                 {{static_cast<int>(index), static_cast<int>(r), column}}});
}

void Printer::headers(const Section& part, int left) {
    for (const Column& column : part.columns) {
        if (!column.term.empty()) put({paper_.rows, left, 1, column.span, Ink::Header, {print_of(column.term, column.print)}, {}});
        left += column.span;
    }
    paper_.header_rows.push_back(paper_.rows++);
}

// Two trees side by side: below each first level the rows of both, each from its top.
void Printer::trees(const ListSpec& spec, int left) {
    const Section& part = spec.sections.front();
    headers(part, left);
    const int base = lists_;
    lists_ += static_cast<int>(spec.sides.size());
    const auto list_at = [&](std::size_t side) -> const List& { return made_.form.lists[static_cast<std::size_t>(base) + side]; };
    const auto first_of = [&](std::size_t side, std::size_t row) -> const std::string& {
        return list_at(side).rows[row][static_cast<std::size_t>(list_at(side).column(part.columns.front().field))].text;
    };
    for (const IndicatorTerm& term : vocabulary_.indicators) {
        if (term.level != 1 || term.framework != spec.framework) continue;
        std::size_t height = 0;
        PaperCell shared{paper_.rows, left, 0, part.columns.front().span, Ink::Group, {term.label}, {}};
        for (std::size_t s = 0; s < spec.sides.size(); ++s) {
            std::vector<std::size_t> rows;
            for (std::size_t r = 0; r < list_at(s).rows.size(); ++r)
                if (first_of(s, r) == term.label) rows.push_back(r);
            height = std::max(height, rows.size());
            int col = left;
            for (const Column& column : part.columns) {
                const int at = list_at(s).column(column.field);
                const auto shown = [&](std::size_t i) { return Shown{base + static_cast<int>(s), static_cast<int>(rows[i]), at}; };
                if (column.level == 1)
                    for (std::size_t i = 0; i < rows.size(); ++i) shared.shows.push_back(shown(i));
                for (std::size_t i = 0; column.level != 1 && column.side == static_cast<int>(s) && i < rows.size();) {
                    const auto value = [&](std::size_t k) -> const Value& { return list_at(s).rows[rows[k]][static_cast<std::size_t>(at)]; };
                    std::size_t end = i + 1;
                    while (column.type == ColumnType::Group && end < rows.size() && same_meaning(value(i), value(end))) ++end;
                    const Ink ink = column.type == ColumnType::Group ? Ink::Group : column.type == ColumnType::Value ? Ink::Value : Ink::Name;
                    PaperCell cell{paper_.rows + static_cast<int>(i), col, static_cast<int>(end - i), column.span, ink, lines_of(value(i)), {}};
                    for (std::size_t k = i; k < end; ++k) cell.shows.push_back(shown(k));
                    put(std::move(cell));
                    i = end;
                }
                col += column.span;
            }
        }
        if (height == 0) continue;
        shared.rows = static_cast<int>(height);
        put(std::move(shared));
        paper_.rows += static_cast<int>(height);
    }
}

void Printer::list(const ListSpec& spec, int left) {
    if (!spec.sides.empty()) return trees(spec, left);
    const auto index = static_cast<std::size_t>(lists_++);
    for (int s = 0; s < static_cast<int>(spec.sections.size()); ++s) {
        std::vector<int> rows;
        for (std::size_t r = 0; r < made_.sections[index].size(); ++r)
            if (made_.sections[index][r] == s) rows.push_back(static_cast<int>(r));
        section(spec, index, s, rows, left);
    }
}

void Printer::section(const ListSpec& spec, std::size_t list, int number, const std::vector<int>& rows, int left) {
    const Section& part = spec.sections[static_cast<std::size_t>(number)];
    const List& source = made_.form.lists[list];
    if (!part.heading_term.empty()) {
        put({paper_.rows, left, 1, paper_.columns - left, Ink::Header, {print_of(part.heading_term, "")}, {}});
        paper_.header_rows.push_back(paper_.rows++);
    }
    if (part.header) headers(part, left);
    const int first = paper_.rows;
    // Groups span the rows that share them and all groups before them.
    const auto value = [&](int row, const Column& column) -> const Value& {
        static const Value none;
        const int at = source.column(column.id);
        return at < 0 ? none : source.rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(at)];
    };
    std::vector<bool> breaks(rows.size(), false);  // a group before this column changes here
    int col = left;
    for (std::size_t c = 0; c < part.columns.size(); ++c) {
        const Column& column = part.columns[c];
        for (std::size_t i = 0; i < rows.size();) {
            std::size_t end = i + 1;
            const Value& shown = value(rows[i], column);
            int cols = column.span, at = col;
            if (column.type == ColumnType::Group) {
                while (end < rows.size() && !breaks[end] && !shown.null() && same_meaning(shown, value(rows[end], column))) ++end;
                if (end < rows.size()) breaks[end] = true;
            } else if (column.type == ColumnType::Name && c > 0 && part.columns[c - 1].type == ColumnType::Group &&
                       part.columns[c - 1].term.empty() && value(rows[i], part.columns[c - 1]).null()) {
                at -= part.columns[c - 1].span;  // a label without a group spans the group's column
                cols += part.columns[c - 1].span;
            }
            const Ink ink = column.type == ColumnType::Group    ? Ink::Group
                            : column.type == ColumnType::Name   ? Ink::Name
                            : column.type == ColumnType::Amount ? Ink::Amount
                            : column.type == ColumnType::Value  ? Ink::Value
                                                                : Ink::Text;
            PaperCell cell{first + static_cast<int>(i), at, static_cast<int>(end - i), cols, ink, lines_of(shown), {}};
            for (std::size_t k = i; k < end; ++k)
                cell.shows.push_back({static_cast<int>(list), rows[k], source.column(column.id)});
            put(std::move(cell));
            i = end;
        }
        col += column.span;
    }
    paper_.rows += static_cast<int>(rows.size());
}

}  // namespace

void Paper::sort() {
    std::ranges::stable_sort(cells, {}, [](const PaperCell& cell) { return std::pair(cell.row, cell.col); });
}

Paper print_form(const MadeForm& made, const Vocabulary& vocabulary) { return Printer(made, vocabulary).print(); }

std::string joined(const std::vector<std::string>& lines, std::string_view between) {
    std::string out;
    for (const std::string& line : lines) {
        if (!out.empty()) out += between;
        out += line;
    }
    return out;
}

std::map<Shown, std::string> written_texts(const Paper& paper) {
    std::map<Shown, std::string> out = {{kTitle, paper.title}};
    for (const PaperCell& cell : paper.cells)
        for (const Shown& shown : cell.shows) out[shown] = joined(cell.lines);
    return out;
}

}  // namespace jixiao::noise
