#include "recognise/build.h"

#include <algorithm>
#include <map>
#include <optional>

#include "model/blank.h"
#include "model/sides.h"
#include "model/values.h"
#include "recognise/align.h"
#include "recognise/list_rows.h"
#include "recognise/tell_structure.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Kind = RowReading::Kind;
using Use = LabelUse::Kind;

class Builder {
public:
    Builder(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, const RepairRules& repairs,
            std::vector<CellClaim>& claims, Form& form)
        : grid_(grid), plan_(plan), views_(views), repairs_(repairs), claims_(claims), form_(form) {}

    void run(const Walk& walk);

private:
    void heading(const RowReading& reading);
    void fields(const RowReading& reading);
    std::optional<std::pair<int, int>> labelled(const CellView& cell, int zone, bool after_label) const;
    bool inline_field(const CellView& cell, int zone);
    void below(const RowReading& labels, const RowReading& reading);
    void put(const Zone& zone, int index, std::vector<const CellView*> values);
    void put_field(const Zone& zone, int index, std::vector<const CellView*> values);
    void put_amount(const Zone& zone, int index, const std::vector<const CellView*>& values);
    void continued(const RowReading& reading);
    void annex(const RowReading& reading);
    void loose(const CellView& cell);
    void claim_rest();
    std::string declared_unit(const Walk& walk) const;
    void claim(const CellView& cell, CellClaim what) { claims_[static_cast<std::size_t>(cell.index)] = what; }

    const Grid& grid_;
    const Plan& plan_;
    const std::vector<CellView>& views_;
    const RepairRules& repairs_;
    std::vector<CellClaim>& claims_;
    Form& form_;
    ListReader* lists_ = nullptr;
    std::vector<std::vector<char>> seen_;  // of each zone: labels of its row that were read
    std::map<std::string, int> label_columns_;  // where the labels of a list's column stand, by "list column"
    int open_field_ = -1;   // the field whose text may go on in the next row
};

void Builder::heading(const RowReading& reading) {
    for (const CellView* cell : reading.cells) {
        if (reading.kind == Kind::Title) {
            form_.title = join_lines(cell->read());
            // Its fixed words come out as the template spells them, the region as written.
            if (auto spelled = plan_.repaired_title(form_.title)) form_.title = std::move(*spelled);
            form_.title_place = cell->cell->at;
        }
        // A line of its own says it better than a title that names a project.
        if (const int year = year_in(cell->key); year != 0 && (form_.year == 0 || (reading.kind == Kind::Year && form_.year_place == form_.title_place))) {
            form_.year = year;
            form_.year_place = cell->cell->at;
        }
    }
}

void Builder::put_field(const Zone& zone, int index, std::vector<const CellView*> values) {
    const FieldCell& spec = zone.fields->cells[static_cast<std::size_t>(index)];
    const int at = zone.field_index[static_cast<std::size_t>(index)];
    Field& field = form_.fields[static_cast<std::size_t>(at)];
    open_field_ = at;
    // A hidden helper cell beside the value is no part of it.
    const auto hidden = [](const CellView* value) { return value->cell->hidden; };
    if (!std::ranges::all_of(values, hidden)) {
        for (const CellView* value : values)
            if (hidden(value)) loose(*value);
        std::erase_if(values, hidden);
    }
    if (values.empty()) return;
    // Where borders are known a short text has one cell: what follows is a label that no form has, and its value (项目编码 | 5000…).
    if (spec.type == FieldType::Text && !grid_.page_lines) {
        const auto other = [&](const CellView* value) { return value->index != values.front()->index; };
        for (const CellView* value : values)
            if (other(value)) loose(*value);
        std::erase_if(values, other);
    }
    const Place place = values.front()->cell->at;
    if (hidden(values.front()) && !grid_.hidden) {
        auto note = Finding::of(Code::hidden_feeds_field, message("隐藏的单元格“{}”参与了输出", "the hidden cell “{}” feeds a field",
                                                                  values.front()->text));
        note.at = form_.origin(place);
        note.field = field_pointer(field.id);
        note.got = values.front()->text;
        form_.findings.push_back(std::move(note));
    }
    std::string text;
    for (const CellView* value : values) {
        if (!text.empty() && spec.type == FieldType::Paragraphs) text += '\n';
        text += value->text;
    }
    Value value;
    switch (spec.type) {
        case FieldType::Text:
            if (!(values.size() == 1 && values.front()->dash)) value = Value::of_text(join_lines(text), place);
            break;
        case FieldType::Paragraphs:
            if (!(values.size() == 1 && values.front()->dash)) value = Value::of_paragraphs(paragraphs_of(text), place);
            break;
        case FieldType::Amount:
            value = lists_->amount(*values.front(), field_pointer(field.id));
            for (std::size_t i = 1; i < values.size(); ++i) loose(*values[i]);
            values.resize(1);
            break;
    }
    if (spec.type != FieldType::Amount && values.size() == 1 && values.front()->dash) {
        auto note = Finding::of(Code::dash_blank, message("“{0}”只有一道横线，按空白处理", "“{0}” holds a lone dash and was read as blank",
                                                          plan_.vocabulary().term(spec.term)->label));
        note.at = form_.origin(place);
        note.field = field_pointer(field.id);
        note.got = values.front()->text;
        form_.findings.push_back(std::move(note));
    }
    for (const CellView* cell : values) claim(*cell, CellClaim::Value);
    if (field.value.null()) {
        field.value = std::move(value);
        return;
    }
    if (same_meaning(field.value, value)) {  // repeated on a new page
        for (const CellView* cell : values) claim(*cell, CellClaim::Ignored);
        return;
    }
    if (field.long_text && value.type == Value::Type::Paragraphs) {  // goes on after a page break, its label repeated
        field.value.paragraphs.insert(field.value.paragraphs.end(), value.paragraphs.begin(), value.paragraphs.end());
        return;
    }
    auto finding = Finding::of(Code::duplicate_field,
                               message("“{0}”出现两次，采用第一次的内容", "“{0}” occurs twice; the first is used",
                                       plan_.vocabulary().term(spec.term)->label));
    finding.at = form_.origin(place);
    finding.field = field_pointer(field.id);
    finding.got = text;
    form_.findings.push_back(std::move(finding));
    form_.unplaced.push_back({plan_.vocabulary().term(spec.term)->label, text, place});
    for (const CellView* cell : values) claim(*cell, CellClaim::Unclaimed);
}

// The amount of a list that stands beside its own label. The row is made by the first of its labels.
void Builder::put_amount(const Zone& zone, int index, const std::vector<const CellView*>& values) {
    const FieldCell& spec = zone.fields->cells[static_cast<std::size_t>(index)];
    const auto list_index = static_cast<std::size_t>(zone.cell_list[static_cast<std::size_t>(index)]);
    const ListSpec& list_spec = plan_.form().cell_lists[list_index];
    const Section& section = list_spec.sections.front();
    const FixedRow& fixed = section.fixed[static_cast<std::size_t>(spec.fixed)];
    List& list = form_.lists[list_index];
    const auto name = column_of(list_spec, std::ranges::find(section.columns, ColumnType::Name, &Column::type)->id);
    const auto group = std::ranges::find(section.columns, ColumnType::Group, &Column::type);
    const std::string& label = plan_.vocabulary().term(fixed.term)->label;
    const std::string group_label = fixed.group.empty() ? "" : plan_.vocabulary().term(fixed.group)->label;
    const auto is_row = [&](const std::vector<Value>& row) {
        return row[name].text == label && (group == section.columns.end() || row[column_of(list_spec, group->id)].text == group_label);
    };
    auto row = std::ranges::find_if(list.rows, is_row);
    if (row == list.rows.end()) {
        std::vector<Value> fresh(list.columns.size());
        fresh[name] = Value::of_text(label);
        if (group != section.columns.end()) fresh[column_of(list_spec, group->id)] = Value::of_text(group_label);
        list.rows.push_back(std::move(fresh));
        row = list.rows.end() - 1;
    }
    if (values.empty()) return;
    const auto at = column_of(list_spec, spec.column);
    const std::string pointer = list_pointer(list.id, static_cast<std::size_t>(row - list.rows.begin()), spec.column);
    Value value = lists_->amount(*values.front(), pointer);
    claim(*values.front(), CellClaim::Value);
    for (std::size_t i = 1; i < values.size(); ++i) loose(*values[i]);
    if ((*row)[at].null()) {
        (*row)[at] = std::move(value);
    } else if (!same_meaning((*row)[at], value)) {
        auto finding = Finding::of(Code::duplicate_field, message("“{0}”出现两次，采用第一次的内容", "“{0}” occurs twice; the first is used", label));
        finding.at = form_.origin(values.front()->cell->at);
        finding.field = pointer;
        finding.got = values.front()->text;
        form_.findings.push_back(std::move(finding));
        form_.unplaced.push_back({label, values.front()->text, values.front()->cell->at});
        claim(*values.front(), CellClaim::Unclaimed);
    }
}

void Builder::put(const Zone& zone, int index, std::vector<const CellView*> values) {
    const FieldCell& spec = zone.fields->cells[static_cast<std::size_t>(index)];
    if (spec.is_field()) return put_field(zone, index, std::move(values));
    if (!spec.caption) return put_amount(zone, index, values);
    for (const CellView* value : values) loose(*value);
}

// The field or amount that a cell labels: of the row's own first, that is not read yet; of another row where the cell can
// hardly be a value.
std::optional<std::pair<int, int>> Builder::labelled(const CellView& cell, int zone, bool after_label) const {
    constexpr std::size_t kNoValue = 12;  // bytes: four Chinese characters that are a label by chance are no value
    if (!cell.uses) return std::nullopt;
    const auto open = [&](int z, int index) { return !seen_[static_cast<std::size_t>(z)][static_cast<std::size_t>(index)]; };
    // Of several amounts that a label may name, the one whose column stood here in rows before; else the first.
    const auto best = [&](bool in_row) {
        std::optional<std::pair<int, int>> out;
        for (const LabelUse& use : *cell.uses) {
            if ((use.kind != Use::Field && use.kind != Use::Caption) || (use.zone == zone) != in_row || !open(use.zone, use.index)) continue;
            const FieldCell& spec = plan_.zones()[static_cast<std::size_t>(use.zone)].fields->cells[static_cast<std::size_t>(use.index)];
            const auto place = label_columns_.find(spec.list + " " + spec.column);
            const bool here = !spec.list.empty() && place != label_columns_.end() && place->second == cell.col;
            if (!out || here) out = std::pair(use.zone, use.index);
            if (here) break;
        }
        return out;
    };
    if (const auto own = best(true)) return own;
    if (after_label && cell.key.size() < kNoValue) return std::nullopt;
    return best(false);
}

void Builder::fields(const RowReading& reading) {
    std::optional<std::pair<int, int>> current;
    std::vector<const CellView*> values;
    const auto zone_at = [&](int zone) -> const Zone& { return plan_.zones()[static_cast<std::size_t>(zone)]; };
    const auto finish = [&] {
        if (current) put(zone_at(current->first), current->second, values);
        values.clear();
    };
    // A row that stands a second time, on a new page, is read again: its values are compared.
    auto& own = seen_[static_cast<std::size_t>(reading.zone)];
    if (std::ranges::all_of(own, [](char c) { return c != 0; })) std::ranges::fill(own, 0);
    for (const CellView* cell : reading.cells) {
        if (const auto label = labelled(*cell, reading.zone, current && values.empty())) {
            finish();
            current = label;
            seen_[static_cast<std::size_t>(label->first)][static_cast<std::size_t>(label->second)] = 1;
            claim(*cell, CellClaim::Label);
            // One name for one amount of its row tells where the column's labels stand.
            const FieldCell& spec = zone_at(label->first).fields->cells[static_cast<std::size_t>(label->second)];
            const auto uses = std::ranges::count_if(*cell->uses, [&](const LabelUse& u) { return u.kind == Use::Field && u.zone == label->first; });
            if (uses == 1 && !spec.list.empty()) label_columns_[spec.list + " " + spec.column] = cell->col;
            continue;
        }
        if (!current) {  // `label：value` in one cell
            if (!inline_field(*cell, reading.zone)) loose(*cell);
            continue;
        }
        values.push_back(cell);
    }
    finish();
}

// `单位名称：某某局` in one cell.
bool Builder::inline_field(const CellView& cell, int zone) {
    const auto full = cell.text.find("："), half = cell.text.find(':');
    const auto colon = std::min(full, half);
    const auto* uses = colon == std::string::npos ? nullptr : plan_.find(label_key(cell.text.substr(0, colon)));
    if (!uses) return false;
    const auto use = std::ranges::find_if(*uses, [&](const LabelUse& u) { return u.kind == Use::Field && u.zone == zone; });
    if (use == uses->end()) return false;
    CellView value = cell;
    value.text = std::string(trimmed(std::string_view(cell.text).substr(colon + (colon == full ? 3 : 1))));
    const Zone& own = plan_.zones()[static_cast<std::size_t>(zone)];
    seen_[static_cast<std::size_t>(zone)][static_cast<std::size_t>(use->index)] = 1;
    if (value.text.empty()) {
        claim(cell, CellClaim::Label);
        put(own, use->index, {});
        if (own.field_index[static_cast<std::size_t>(use->index)] >= 0) open_field_ = own.field_index[static_cast<std::size_t>(use->index)];
    } else {
        value.amount = parse_amount(value.text).amount.number.has_value();
        put(own, use->index, {&value});
        claim(cell, CellClaim::Value);
    }
    return true;
}

// Values below their labels: each belongs to the label above it; where none stands there, to the next in order.
void Builder::below(const RowReading& labels, const RowReading& reading) {
    const Zone& zone = plan_.zones()[static_cast<std::size_t>(labels.zone)];
    std::vector<std::pair<const CellView*, int>> heads;
    std::vector<char> used(zone.fields->cells.size());
    for (const CellView* cell : labels.cells)
        for (const LabelUse& use : *cell->uses)
            if (use.kind == Use::Field && use.zone == labels.zone && !used[static_cast<std::size_t>(use.index)]) {
                used[static_cast<std::size_t>(use.index)] = 1;
                heads.emplace_back(cell, use.index);
                break;
            }
    const auto over = [](const CellView& head, const CellView& value) {
        return head.col < value.col + value.cell->extent.cols && value.col < head.col + head.cell->extent.cols;
    };
    std::size_t next = 0;
    for (const CellView* cell : reading.cells) {
        std::size_t at = next;
        for (std::size_t h = next; h < heads.size(); ++h)
            if (over(*heads[h].first, *cell)) {
                at = h;
                break;
            }
        if (at >= heads.size()) {
            loose(*cell);
            continue;
        }
        put(zone, heads[at].second, {cell});
        next = at + 1;
    }
}

void Builder::continued(const RowReading& reading) {
    // A block of one field names it well enough.
    const Zone& zone = plan_.zones()[static_cast<std::size_t>(reading.zone)];
    if (open_field_ < 0 && zone.fields->cells.size() == 1 && !zone.blocks.empty() && zone.blocks.back()->children.size() == 1 &&
        zone.fields->cells.front().is_field() && form_.fields[static_cast<std::size_t>(zone.field_index.front())].value.null())
        return put_field(zone, 0, reading.cells);
    if (open_field_ < 0) return loose(*reading.cells.front());
    Field& field = form_.fields[static_cast<std::size_t>(open_field_)];
    const CellView& cell = *reading.cells.front();
    if (field.value.null() || !field.long_text) {
        if (!field.value.null()) return loose(cell);
        field.value = field.long_text ? Value::of_paragraphs(paragraphs_of(cell.text), cell.cell->at)
                                      : Value::of_text(join_lines(cell.text), cell.cell->at);
    } else {
        const auto more = paragraphs_of(cell.text);
        auto& paragraphs = field.value.paragraphs;
        paragraphs.insert(paragraphs.end(), more.begin(), more.end());
    }
    claim(cell, CellClaim::Value);
    auto note = Finding::of(Code::structure_repaired, message("这一行没有标签，接在上一栏的文字之后",
                                                              "a row without a label was read as the text above going on"));
    note.at = form_.origin(cell.cell->at);
    note.field = field_pointer(field.id);
    note.got = cell.text;
    form_.findings.push_back(std::move(note));
}

// Listed as unplaced by whoever wrote it; it is no news.
void Builder::annex(const RowReading& reading) {
    const bool labelled_row = reading.cells.size() > 1;
    Unplaced item;
    if (labelled_row) item.label = join_lines(reading.cells.front()->text);
    for (std::size_t i = labelled_row ? 1 : 0; i < reading.cells.size(); ++i) item.text += (item.text.empty() ? "" : "\n") + reading.cells[i]->text;
    item.place = reading.cells.back()->cell->at;
    for (const CellView* cell : reading.cells) claim(*cell, CellClaim::Unclaimed);
    form_.unplaced.push_back(std::move(item));
}

void Builder::loose(const CellView& cell) {
    claim(cell, CellClaim::Unclaimed);
    if (form_.unplaced.size() >= kMaxUnplacedNotes) {
        form_.unplaced.push_back({"", cell.text, cell.cell->at});
        return;
    }
    auto finding = Finding::of(Code::unclaimed, message("“{}”在模板中没有位置，已列入“未安置内容”",
                                                        "“{}” has no place in the template and is listed as unplaced", cell.text));
    finding.at = form_.origin(cell.cell->at);
    finding.got = cell.text;
    form_.findings.push_back(std::move(finding));
    form_.unplaced.push_back({"", cell.text, cell.cell->at});
}

// The unit the source declares for its amounts; the template's where it declares none.
std::string Builder::declared_unit(const Walk& walk) const {
    for (const RowReading& reading : walk.rows)
        if (reading.kind == Kind::Unit || reading.kind == Kind::Year)
            for (const CellView* cell : reading.cells)
                if (auto unit = unit_in(cell->key); !unit.empty()) return unit;
    for (const CellView& view : views_)
        if (view.uses)
            if (auto unit = unit_in(view.text); !unit.empty() && without_marks(view.text) == view.text) return unit;
    return plan_.form().unit;
}

void Builder::claim_rest() {
    for (const CellView& view : views_)
        if (!view.text.empty() && claims_[static_cast<std::size_t>(view.index)] == CellClaim::Open) loose(view);
}

void Builder::run(const Walk& walk) {
    Source source = std::move(form_.source);
    form_ = empty_form(plan_.form());
    form_.source = std::move(source);
    for (const Zone& zone : plan_.zones()) seen_.emplace_back(zone.fields ? zone.fields->cells.size() : 0);
    ListReader lists(plan_, grid_.fixed_columns, declared_unit(walk), repairs_, claims_, form_);
    lists_ = &lists;
    if (std::ranges::any_of(walk.rows, [](const RowReading& r) { return r.kind == Kind::Rows && r.gaps; })) lists.trust_places();
    const RowReading* previous = nullptr;
    for (const RowReading& reading : walk.rows) {
        const bool keeps_field = reading.kind == Kind::Continued || reading.kind == Kind::Fields || reading.kind == Kind::Repeated;
        if (!keeps_field && reading.kind != Kind::Below) open_field_ = -1;
        switch (reading.kind) {
            case Kind::Title:
            case Kind::Year:
            case Kind::Unit: heading(reading); break;
            case Kind::Fields: fields(reading); break;
            case Kind::Below: below(*previous, reading); break;
            case Kind::Continued: continued(reading); break;
            case Kind::Header:
            case Kind::Rows: lists.add(reading); break;
            case Kind::Annex: annex(reading); break;
            case Kind::Repeated: break;
            case Kind::Loose:
                for (const CellView* cell : reading.cells) loose(*cell);
                break;
        }
        previous = &reading;
    }
    lists.finish();
    split_sides(plan_.form(), form_);
    claim_rest();
    tell_structure(walk, form_);
    if (form_.unplaced.size() > kMaxUnplacedNotes) {
        auto finding = Finding::of(Code::unclaimed, message("还有 {} 处文字在模板中没有位置，都已列入“未安置内容”",
                                                            "{} more texts have no place in the template; all are listed as unplaced",
                                                            form_.unplaced.size() - kMaxUnplacedNotes));
        finding.at = form_.origin({});
        form_.findings.push_back(std::move(finding));
    }
    if (form_.title.empty()) {
        auto finding = Finding::of(Code::title_missing, message("没有找到表名", "no title was found"));
        finding.at = form_.origin({});
        finding.field = "/title";
        form_.findings.push_back(std::move(finding));
    }
}

}  // namespace

void build_form(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, const Walk& walk,
                const RepairRules& repairs, std::vector<CellClaim>& claims, Form& form) {
    Builder(grid, plan, views, repairs, claims, form).run(walk);
}

void sort_by_place(Findings& findings) {
    std::ranges::stable_sort(findings, {}, [](const Finding& f) {
        return f.at ? std::pair(f.at->place.row, f.at->place.col) : std::pair(-1, -1);
    });
}

}  // namespace jixiao
