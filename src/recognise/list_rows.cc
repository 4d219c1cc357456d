#include "recognise/list_rows.h"

#include <algorithm>

#include "model/values.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Kind = RowReading::Kind;
using Use = LabelUse::Kind;

bool is_value_column(const Column& column) {
    return column.type == ColumnType::Amount || column.type == ColumnType::Value;
}

}  // namespace

std::size_t column_of(const ListSpec& list, std::string_view id) {
    return static_cast<std::size_t>(std::ranges::find(list.columns, id) - list.columns.begin());
}

ListReader::ListReader(const Plan& plan, bool fixed_columns, std::string unit, const RepairRules& repairs,
                       std::vector<CellClaim>& claims, Form& form)
    : plan_(plan), fixed_columns_(fixed_columns), unit_(std::move(unit)), repairs_(repairs), claims_(claims), form_(form) {
    for (const Zone& zone : plan.zones())
        last_evidence_.emplace_back(zone.list ? zone.spec().columns.size() : 0);
}

void ListReader::add(const RowReading& reading) {
    if (!batch_.empty() &&
        (batch_.back()->zone != reading.zone || batch_.back()->fragment != reading.fragment))
        flush();
    batch_.push_back(&reading);
}

void ListReader::finish() {
    flush();
    emit_pending();
    if (conversions_ == 0) return;
    auto finding = Finding::of(Code::unit_converted,
                               message("原表金额单位为{0}，已按{1}换算 {2} 个金额", "{2} amounts were converted from {0} to {1}",
                                       unit_, form_.currency_unit, conversions_));
    finding.got = unit_;
    finding.expected = form_.currency_unit;
    form_.findings.push_back(std::move(finding));
}

std::string ListReader::pointer(const Zone& zone, std::string_view column) const {
    const auto& rows = form_.lists[static_cast<std::size_t>(zone.list_index)].rows;
    return list_pointer(zone.list->id, rows.size(), column);
}

void ListReader::note(Code code, const CellView& cell, const std::string& field, Message text, std::string expected,
                      double confidence) {
    auto finding = Finding::of(code, std::move(text));
    finding.at = form_.origin(cell.cell->at);
    finding.field = field;
    finding.got = cell.text;
    finding.expected = std::move(expected);
    finding.confidence = confidence;
    form_.findings.push_back(std::move(finding));
}

void ListReader::unplaced(const CellView& cell, const std::string& label) {
    claim(cell, CellClaim::Unclaimed);
    form_.unplaced.push_back({label, cell.text, cell.cell->at});
    if (form_.unplaced.size() > kMaxUnplacedNotes) return;
    note(Code::unclaimed, cell, "",
         label.empty() ? message("“{}”在模板中没有位置，已列入“未安置内容”", "“{}” has no place in the template and is listed as unplaced", cell.text)
                       : message("“{1}”的“{0}”在模板中没有位置，已列入“未安置内容”",
                                 "“{0}” of “{1}” has no place in the template and is listed as unplaced", cell.text, label));
}

// What heads the column of a cell the form has no column for: 分值, 备注. Empty where nothing does.
std::string ListReader::header_above(const CellView& cell) const {
    if (!header_) return "";
    const auto above = std::ranges::find_if(header_->cells, [&](const CellView* header) {
        const int from = header->cell->at.col;
        return from <= cell.cell->at.col && cell.cell->at.col < from + header->cell->extent.cols;
    });
    return above == header_->cells.end() ? "" : join_lines((*above)->text);
}

void ListReader::enter(const Zone& zone) {
    if (zone.list != list_) {
        header_ = nullptr;
        emit_pending();
        list_ = zone.list;
        list_index_ = zone.list_index;
        carried_.assign(list_->columns.size(), {});
    }
    ref_names_.clear();
    quotable_.clear();
    for (const Column& column : zone.spec().columns) {
        const Field* field = column.quotes.empty() ? nullptr : form_.field(column.quotes);
        if (!field) continue;
        for (const std::string& paragraph : field->value.paragraphs) quotable_ += label_key(paragraph);
        quotable_ += label_key(field->value.text);
    }
    for (const Column& column : zone.spec().columns) {
        if (column.ref.empty()) continue;
        const auto lists = lists_of(plan_.form());
        for (std::size_t i = 0; i < lists.size(); ++i) {
            if (lists[i]->id != column.ref) continue;
            const auto& names = lists[i]->sections.front().columns;
            const auto name = std::ranges::find(names, ColumnType::Name, &Column::type);
            const auto at = column_of(*lists[i], name->id);
            for (const auto& row : form_.lists[i].rows)
                if (!row[at].null()) ref_names_.insert(label_key(row[at].text));
        }
    }
    merged_columns_.assign(list_->columns.size(), false);
}

void ListReader::flush() {
    if (batch_.empty()) return;
    const Zone& zone = plan_.zones()[static_cast<std::size_t>(batch_.front()->zone)];
    enter(zone);
    inherit_header(zone);
    join_split_values(zone);
    ColumnEvidence evidence(zone.spec().columns.size());
    learn(evidence, zone);
    for (const RowReading* reading : batch_) {
        if (reading->kind == Kind::Header) {
            header_ = reading;
            for (const CellView* cell : reading->cells)
                if (claims_[static_cast<std::size_t>(cell->index)] != CellClaim::Label) unplaced(*cell, "");
            continue;
        }
        const auto alignment = align_row(reading->cells, evidence, context(zone));
        if (alignment.shift != 0)
            note(Code::structure_repaired, *reading->cells.front(), pointer(zone, ""),
                 message("这一行错位 {} 列，已按各栏内容对齐", "this row stood off by {} and was aligned by its content",
                         std::abs(alignment.shift)),
                 "", 0.95);
        read_row(*reading, zone, alignment);
    }
    batch_.clear();
}

// ---- Rows ------------------------------------------------------------------------------------

void ListReader::emit_pending() {
    if (!pending_) return;
    pending_ = false;
    std::vector<Value> row(list_->columns.size());
    for (std::size_t i = 0; i < row.size(); ++i)
        if (carried_[i].fragment >= 0) row[i] = carried_[i].value;
    form_.lists[static_cast<std::size_t>(list_index_)].rows.push_back(std::move(row));
}

// A second level that its first level does not have, after a page break that lost the first level's label.
void ListReader::infer_level1(const RowReading& reading, const Zone& zone, const CellView& level2) {
    const auto& columns = zone.spec().columns;
    const auto first = std::ranges::find(columns, 1, &Column::level);
    if (first == columns.end() || fixed_columns_ || repairs_.level == Repairs::Never) return;
    Carried& carried = carried_[column_of(*list_, first->id)];
    if (carried.fragment == reading.fragment) return;
    if (carried.fragment >= 0 && carried.term < 0) return;  // a first level of the office's own: its page says nothing of it
    if (carried.term >= 0 && plan_.level_term(zone, 2, level2.key, carried.term) >= 0) return;
    const int term = plan_.level_term(zone, 2, level2.key, -1);
    if (term < 0) return;
    const int parent = plan_.vocabulary().indicators[static_cast<std::size_t>(term)].parent;
    if (parent < 0 || parent == carried.term) return;
    carried.term = parent;
    carried.value = Value::of_text(plan_.vocabulary().indicators[static_cast<std::size_t>(parent)].label);
    carried.fragment = reading.fragment;
    carried.section = &zone.spec();
    note(Code::structure_repaired, level2, pointer(zone, first->id),
         message("换页后缺一级指标，按“{0}”补为“{1}”", "the first level is missing after a page break; “{0}” belongs to “{1}”",
                 level2.text, carried.value.text),
         carried.value.text, 0.9);
}

// Below the header of another section a first level of the one above does not go on; of a section that has only one, it is that.
void ListReader::leave_section(const RowReading& reading, const Zone& zone, Carried& carried) {
    const auto& own = zone.spec().level1;
    if (carried.term < 0 || carried.section == &zone.spec() || own.empty() || repairs_.level == Repairs::Never) return;
    if (std::ranges::find(own, plan_.vocabulary().indicators[static_cast<std::size_t>(carried.term)].label) != own.end()) return;
    carried = {};
    if (own.size() != 1) return;
    carried.value = Value::of_text(own.front());
    carried.fragment = reading.fragment;
    carried.section = &zone.spec();
    for (std::size_t i = 0; i < plan_.vocabulary().indicators.size(); ++i)
        if (const auto& term = plan_.vocabulary().indicators[i]; term.level == 1 && term.label == own.front() && term.framework == list_->framework) carried.term = static_cast<int>(i);
    const auto first = std::ranges::find(zone.spec().columns, 1, &Column::level);
    note(Code::structure_repaired, *reading.cells.front(), pointer(zone, first->id),
         message("这一段表头下缺一级指标，补为本段唯一的“{}”", "the first level is missing below this header; it was restored as “{}”, the only one of the section", own.front()),
         own.front(), 0.9);
}

void ListReader::read_groups(const RowReading& reading, const Zone& zone,
                             const std::vector<const CellView*>& by_column, std::vector<Value>& row) {
    const auto& columns = zone.spec().columns;
    bool changed = false, first_changed = false;
    int parent = -1, side = 0;
    const std::string continued = label_key(plan_.form().page.continued);
    for (std::size_t k = 0; k < columns.size(); ++k) {
        const Column& column = columns[k];
        if (column.type != ColumnType::Group) continue;
        if (column.side != side) {  // the other tree has its own groups below the first level
            side = column.side;
            changed = first_changed;
        }
        const std::size_t at = column_of(*list_, column.id);
        Carried& carried = carried_[at];
        if (const CellView* cell = by_column[k]) {
            if (cell->cell->extent.rows > 1) merged_columns_[at] = true;
            std::string text = join_lines(cell->read());
            std::string key = cell->key.empty() ? label_key(text) : cell->key;
            const std::u32string shape = plan_.noise().shape(key), mark = plan_.noise().shape(continued);
            if (!mark.empty() && shape.ends_with(mark) && shape.size() > mark.size()) {  // our own pages repeat a group label so
                key = to_utf8(to_code_points(key).substr(0, shape.size() - mark.size()));
                if (carried.fragment >= 0 && label_key(carried.value.text) == key) text = carried.value.text;
            }
            int term = -1;
            if (column.level > 0) {
                term = plan_.level_term(zone, column.level, key, column.level == 1 ? -1 : parent);
                // With a remark in brackets: 数量指标（20分）.
                const int bare = term < 0 && cell->uses ? plan_.level_term(zone, column.level, bare_label_key(text), column.level == 1 ? -1 : parent) : -1;
                if (term < 0 && bare >= 0) {
                    term = bare;
                    note(Code::label_repaired, *cell, pointer(zone, column.id),
                         message("标签“{0}”按“{1}”识别", "the label “{0}” was read as “{1}”", text, plan_.vocabulary().indicators[static_cast<std::size_t>(term)].label),
                         plan_.vocabulary().indicators[static_cast<std::size_t>(term)].label, 0.99);
                }
                if (term >= 0) text = plan_.vocabulary().indicators[static_cast<std::size_t>(term)].label;
            }
            const bool same = !changed && carried.fragment >= 0 && carried.value.text == text;
            if (!same) {
                if (column.level == 1) emit_pending();
                changed = true;
                carried.value = cell->dash ? Value() : Value::of_text(text, cell->cell->at);
                carried.term = term;
            }
            carried.fragment = reading.fragment;
            carried.section = &zone.spec();
            claim(*cell, column.level == 1 || column.level == 2 ? CellClaim::Label : CellClaim::Value);
        } else {
            if (column.level == 1) {
                const auto second = std::ranges::find(columns, 2, &Column::level);
                if (second != columns.end())
                    if (const CellView* level2 = by_column[static_cast<std::size_t>(second - columns.begin())])
                        infer_level1(reading, zone, *level2);
                leave_section(reading, zone, carried);
            }
            // Blank below a changed group, or below merged cells that end here: nothing to carry.
            const bool not_covered = fixed_columns_ && column.level == 0 && merged_columns_[at];
            // Across a page break only a repair can tell whose group this is.
            const bool lost = repairs_.level == Repairs::Never && column.level == 1 && carried.fragment >= 0 && carried.fragment != reading.fragment;
            if (changed || not_covered || lost) carried = {};
            else if (column.level == 1 && carried.fragment >= 0 && carried.fragment != reading.fragment) {
                note(Code::structure_repaired, *reading.cells.front(), pointer(zone, column.id),
                     message("换页后缺一级指标，沿用上一页的“{}”",
                             "the first level is missing after a page break; “{}” was carried over", carried.value.text),
                     carried.value.text, 0.95);
                carried.fragment = reading.fragment;
            }
        }
        if (column.level == 1) {
            parent = carried.term;
            first_changed = changed;
        }
        if (carried.fragment >= 0) row[at] = carried.value;
    }
    // Groups of other sections of the list do not reach into this one.
    for (std::size_t i = 0; i < carried_.size(); ++i)
        if (std::ranges::none_of(columns, [&](const Column& c) { return c.type == ColumnType::Group && c.id == list_->columns[i]; }))
            carried_[i] = {};
}

// Fills the name, and for a known row its group. False: the row has no place in the list (its cells are unplaced).
bool ListReader::read_name(const RowReading& reading, const Zone& zone, const std::vector<const CellView*>& by_column,
                           std::vector<Value>& row) {
    const auto& columns = zone.spec().columns;
    const auto& fixed = zone.spec().fixed;
    const auto name = static_cast<std::size_t>(std::ranges::find(columns, ColumnType::Name, &Column::type) - columns.begin());
    const std::size_t at = column_of(*list_, columns[name].id);
    const auto group = std::ranges::find_if(columns, [](const Column& c) { return c.type == ColumnType::Group && c.level == 0; });
    const bool grouped = !fixed.empty() && group != columns.end();
    const CellView* cell = by_column[name];
    const LabelUse* item = cell ? cell->use(Use::Item, reading.zone) : nullptr;
    if (!cell && grouped) {
        const CellView* label = by_column[static_cast<std::size_t>(group - columns.begin())];
        item = label ? label->use(Use::ItemGroup, reading.zone) : nullptr;
        bool figure = false;
        for (std::size_t k = 0; k < columns.size(); ++k) figure |= by_column[k] && is_value_column(columns[k]);
        if (!item || !figure) return false;
        cell = label;
        note(Code::structure_repaired, *label, pointer(zone, columns[name].id),
             message("“{0}”直接填有金额，按其“{1}”处理", "“{0}” has an amount of its own; it was read as its “{1}”", label->text,
                     plan_.vocabulary().term(fixed[static_cast<std::size_t>(item->index)].term)->label),
             "", 0.9);
    }
    if (item) {
        const FixedRow& known = fixed[static_cast<std::size_t>(item->index)];
        row[at] = Value::of_text(plan_.vocabulary().term(known.term)->label, cell->cell->at);
        claim(*cell, CellClaim::Label);
        if (grouped)
            row[column_of(*list_, group->id)] =
                known.group.empty() ? Value() : Value::of_text(plan_.vocabulary().term(known.group)->label, cell->cell->at);
        return true;
    }
    if (!cell) return columns[name].level > 0 || zone.spec().free_rows;
    if (!zone.spec().free_rows) return false;
    if (grouped && !by_column[static_cast<std::size_t>(group - columns.begin())]) row[column_of(*list_, group->id)] = {};
    if (!cell->dash) row[at] = Value::of_text(own_spelling(zone, columns[name].level, *cell), cell->cell->at);
    claim(*cell, CellClaim::Value);
    return true;
}

// A known indicator's name that differs from the vocabulary's only in what the key folds (spaces of a wrap, width,
// radicals) comes out in the vocabulary's spelling; any other name as written.
std::string ListReader::own_spelling(const Zone& zone, int level, const CellView& cell) const {
    const int term = level > 0 && !cell.key.empty() ? plan_.level_term(zone, level, cell.key, -1) : -1;
    if (term >= 0) {
        const std::string& label = plan_.vocabulary().indicators[static_cast<std::size_t>(term)].label;
        if (label_key(label) == cell.key) return label;
    }
    return join_lines(cell.read());
}

void ListReader::read_row(const RowReading& reading, const Zone& zone, const Alignment& alignment) {
    const auto& columns = zone.spec().columns;
    std::vector<const CellView*> by_column(columns.size());
    for (std::size_t i = 0; i < reading.cells.size(); ++i)
        if (const int k = alignment.column[i]; k >= 0) by_column[static_cast<std::size_t>(k)] = reading.cells[i];
    for (std::size_t i = 0; i < reading.cells.size(); ++i)
        if (alignment.column[i] < 0 && claims_[static_cast<std::size_t>(reading.cells[i]->index)] == CellClaim::Open)
            unplaced(*reading.cells[i], header_above(*reading.cells[i]));

    std::vector<Value> row(list_->columns.size());
    read_groups(reading, zone, by_column, row);
    if (!read_name(reading, zone, by_column, row)) {
        std::string label;
        for (std::size_t k = 0; k < columns.size(); ++k) {
            if (!by_column[k] || columns[k].type == ColumnType::Group) continue;
            if (columns[k].type == ColumnType::Name) label = join_lines(by_column[k]->text);
            unplaced(*by_column[k], label);
        }
        for (std::size_t k = 0; k < columns.size(); ++k)
            if (by_column[k] && columns[k].type == ColumnType::Group) claim(*by_column[k], CellClaim::Label);
        return;
    }
    std::string name;
    for (const Column& column : columns)
        if (column.type == ColumnType::Name) name = row[column_of(*list_, column.id)].text;
    bool anything = false, name_or_value = false, below_first = false;
    for (std::size_t k = 0; k < columns.size(); ++k) {
        const CellView* cell = by_column[k];
        if (!cell) continue;
        anything = true;
        name_or_value |= columns[k].type != ColumnType::Group;
        below_first |= columns[k].level != 1;
        const std::size_t at = column_of(*list_, columns[k].id);
        const std::string field = pointer(zone, columns[k].id);
        if (columns[k].type == ColumnType::Amount) row[at] = read_amount(*cell, field);
        if (columns[k].type == ColumnType::Value) {
            const auto other = std::ranges::find_if(columns, [&](const Column& c) { return c.half_of == columns[k].id || columns[k].half_of == c.id; });
            const CellView* partner = other == columns.end() ? nullptr : by_column[static_cast<std::size_t>(other - columns.begin())];
            row[at] = read_indicator(*cell, partner, field, name);
        }
        if (columns[k].type == ColumnType::Text && !cell->dash) row[at] = Value::of_text(join_lines(cell->text), cell->cell->at);
        if (columns[k].type != ColumnType::Group && columns[k].type != ColumnType::Name) claim(*cell, CellClaim::Value);
        if (cell->cell->hidden)
            note(Code::hidden_feeds_field, *cell, field, message("隐藏的单元格“{}”参与了输出", "the hidden cell “{}” feeds a field", cell->text));
    }
    if (!anything) return;
    if (alignment.ambiguous)
        for (std::size_t k = 0; k < columns.size(); ++k)
            if (by_column[k] && is_value_column(columns[k]))
                note(Code::column_guessed, *by_column[k], pointer(zone, columns[k].id),
                     message("“{0}”只有一个值，按“{1}”处理", "“{0}” is the row's only value; it was read as “{1}”",
                             by_column[k]->text, columns[k].term.empty() ? columns[k].id : plan_.vocabulary().term(columns[k].term)->label),
                     "", 0.5);
    tell_glued_name(zone, by_column, name);
    // A first level alone in its row names the rows that follow.
    pending_ = !name_or_value && !below_first;
    if (pending_) return;
    form_.lists[static_cast<std::size_t>(zone.list_index)].rows.push_back(std::move(row));
}

}  // namespace jixiao
