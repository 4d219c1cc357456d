// Columns of a list: what headers and complete rows teach, and values split over several columns.
#include <algorithm>

#include "model/values.h"
#include "recognise/list_rows.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Kind = RowReading::Kind;
using Use = LabelUse::Kind;

}  // namespace

// A header teaches its columns, unless the rows below have more cells than it has labels: then its last ones fell off
// and the others stand shifted. `widest`: cells of the widest row.
bool ListReader::learn_header(const RowReading& header, const Zone& zone, std::size_t widest, ColumnEvidence& evidence) {
    const auto& columns = zone.spec().columns;
    std::vector<const CellView*> by_column(columns.size());
    for (const CellView* cell : header.cells) {
        if (!cell->uses) continue;
        // One label may head two columns: the first of them that is still free.
        const auto use = std::ranges::find_if(*cell->uses, [&](const LabelUse& u) {
            return u.kind == Use::Header && u.zone == header.zone && !by_column[static_cast<std::size_t>(u.index)];
        });
        if (use != cell->uses->end()) by_column[static_cast<std::size_t>(use->index)] = cell;
    }
    std::string missing;
    for (std::size_t k = 0; k < columns.size(); ++k)
        if (!by_column[k] && !columns[k].term.empty())
            missing += (missing.empty() ? "" : "、") + plan_.vocabulary().term(columns[k].term)->label;
    // A row that begins left of the first label says so, too, where the last label is missing: it says by how much.
    int moved = 0;
    if (!missing.empty() && !fixed_columns_ && by_column.front() && !by_column.back() && !columns.back().term.empty())
        for (const RowReading* reading : batch_)
            if (reading->kind == Kind::Rows && !reading->cells.empty()) moved = std::max(moved, by_column.front()->col - reading->cells.front()->col);
    const bool lost = moved > 0 || (!missing.empty() && !fixed_columns_ && widest > header.cells.size() && widest <= columns.size());
    if (lost)
        note(Code::structure_repaired, *header.cells.front(), "",
             message("表头缺“{}”，按下方各行的列数补回", "the header lacks “{}”; it was restored from the cells of the rows below",
                     missing));
    if (moved > 0) {
        int next = 0;
        for (std::size_t k = 0; k < columns.size(); ++k) {
            const int at = by_column[k] ? by_column[k]->col - moved : next;
            next = at + (by_column[k] ? by_column[k]->cell->extent.cols : 1);
            evidence.see_header(k, at, next - 1);
        }
    } else if (!lost)
        for (std::size_t k = 0; k < columns.size(); ++k)
            if (by_column[k]) {
                const Cell& cell = *by_column[k]->cell;
                evidence.see_header(k, by_column[k]->col, by_column[k]->col + cell.extent.cols - 1);
            }
    return !lost;
}

AlignContext ListReader::context(const Zone& zone) const {
    AlignContext out;
    out.plan = &plan_;
    out.zone = &zone;
    out.zone_index = static_cast<int>(&zone - plan_.zones().data());
    out.names = &ref_names_;
    out.quotable = quotable_.empty() ? nullptr : &quotable_;
    out.fixed_columns = fixed_columns_;
    out.positions_tell = positions_tell_;
    for (std::size_t k = 0; k < zone.spec().columns.size(); ++k) {
        const Column& column = zone.spec().columns[k];
        if (column.level == 1) out.level1 = carried_[column_of(*zone.list, column.id)].term;
        if (column.level == 2) out.level2 = carried_[column_of(*zone.list, column.id)].term;
    }
    return out;
}

// One header may serve several sections of a list: rows of a section without its own stand below the last one, where its
// labels are this section's too.
void ListReader::inherit_header(const Zone& zone) {
    for (const RowReading* reading : batch_)
        if (reading->kind == Kind::Header) last_header_ = reading;
    const bool own = std::ranges::any_of(batch_, [](const RowReading* r) { return r->kind == Kind::Header; });
    if (own || !last_header_ || (last_header_->fragment != batch_.front()->fragment && !fixed_columns_)) return;
    if (plan_.zones()[static_cast<std::size_t>(last_header_->zone)].list != zone.list) return;
    RowReading header = *last_header_;
    header.zone = batch_.front()->zone;
    for (const CellView* cell : header.cells)
        if (!cell->use(Use::Header, header.zone) && !cell->use(Use::Sign, header.zone) && !cell->use(Use::Unit, header.zone)) return;
    joined_rows_.push_back(std::move(header));
    batch_.insert(batch_.begin(), &joined_rows_.back());
}

// Sign, figure and unit in three columns become the value as it is printed in one: ≥ | 95 | % -> ≥95%.
void ListReader::join_split_values(const Zone& zone) {
    const CellView *sign_header = nullptr, *unit_header = nullptr, *value_header = nullptr;
    for (const RowReading* reading : batch_) {
        if (reading->kind != Kind::Header) continue;
        sign_header = unit_header = value_header = nullptr;
        for (const CellView* cell : reading->cells) {
            if (cell->use(Use::Sign, reading->zone)) sign_header = cell;
            if (cell->use(Use::Unit, reading->zone)) unit_header = cell;
            if (const LabelUse* use = cell->use(Use::Header, reading->zone))
                if (!zone.spec().columns[static_cast<std::size_t>(use->index)].sign_term.empty()) value_header = cell;
        }
        break;
    }
    if (!value_header || (!sign_header && !unit_header)) return;
    const auto below = [](const CellView* cell, const CellView* header) {
        if (!header) return false;
        const int first = header->col, last = first + header->cell->extent.cols - 1;
        return cell->col <= last && cell->col + cell->cell->extent.cols - 1 >= first;
    };
    for (const RowReading*& reading : batch_) {
        if (reading->kind != Kind::Rows) continue;
        const CellView *sign = nullptr, *unit = nullptr, *value = nullptr;
        for (const CellView* cell : reading->cells) {
            if (below(cell, value_header)) value = cell;
            else if (below(cell, sign_header)) sign = cell;
            else if (below(cell, unit_header)) unit = cell;
        }
        if (!value || (!sign && !unit)) continue;
        CellView joined = *value;
        // A sign that is no comparator (定性) says nothing that the value does not; a unit beside a word neither.
        const bool figure = parse_indicator(value->text, plan_.vocabulary()).value.number.has_value();
        if (figure) joined.text = (sign && !sign->dash ? sign->text : "") + value->text + (unit && !unit->dash ? unit->text : "");
        const auto parsed = parse_indicator(joined.text, plan_.vocabulary());
        if (figure && sign && !sign->dash && parsed.value.comparator == Comparator::None) continue;  // left to be seen
        joined.key = label_key(joined.text);
        joined.value = true;
        joined.quantitative = figure;
        joined.amount = joined.dash = false;
        joined.uses = nullptr;
        for (const CellView* cell : {sign, unit})
            if (cell) claim(*cell, CellClaim::Value);
        joined_cells_.push_back(std::move(joined));
        RowReading row = *reading;
        std::erase_if(row.cells, [&](const CellView* cell) { return cell == sign || cell == unit; });
        std::ranges::replace(row.cells, value, static_cast<const CellView*>(&joined_cells_.back()));
        joined_rows_.push_back(std::move(row));
        reading = &joined_rows_.back();
    }
    note(Code::structure_repaired, *value_header, "",
         message("原表把符号、数值、单位分列，已合写成一个指标值", "sign, figure and unit stood in columns of their own and were put together"));
}

// Rows without any header, as wide as the whole form, of a section with as many columns, have a cell a column.
void ListReader::stand_in_order(ColumnEvidence& evidence, const Zone& zone) const {
    if (!last_evidence_[static_cast<std::size_t>(batch_.front()->zone)].empty()) return;
    int last = -1;
    for (const RowReading* reading : batch_)
        for (const CellView* cell : reading->cells) last = std::max(last, cell->col);
    const auto width = static_cast<std::size_t>(last + 1);
    if (width != zone.spec().columns.size() || width != plan_.form().columns.size()) return;
    for (int k = 0; k <= last; ++k) evidence.see_place(static_cast<std::size_t>(k), k);
}

void ListReader::learn(ColumnEvidence& evidence, const Zone& zone) {
    std::size_t widest = 0;
    for (const RowReading* reading : batch_)
        if (reading->kind == Kind::Rows) widest = std::max(widest, reading->cells.size());
    for (const RowReading* reading : batch_)
        if (reading->kind == Kind::Header) learn_header(*reading, zone, widest, evidence);
    if (evidence.empty()) stand_in_order(evidence, zone);
    if (evidence.empty() && fixed_columns_) evidence = last_evidence_[static_cast<std::size_t>(batch_.front()->zone)];

    // A text whose rows never leave a cell blank has lost its blanks.
    positions_tell_ = places_tell_ || std::ranges::any_of(batch_, &RowReading::gaps);
    const auto& columns = zone.spec().columns;
    const ColumnEvidence header_only = evidence;
    for (const RowReading* reading : batch_) {
        if (reading->kind != Kind::Rows) continue;
        const auto alignment = align_row(reading->cells, header_only, context(zone));
        if (!alignment.complete) continue;
        const bool in_place = alignment.shift == 0 || header_only.empty();
        const int name_col = reading->cells[static_cast<std::size_t>(alignment.name_cell)]->col;
        const bool whole = reading->cells.size() == columns.size();
        for (std::size_t i = 0; i < reading->cells.size(); ++i) {
            const int k = alignment.column[i];
            if (k < 0) continue;
            const Column& column = columns[static_cast<std::size_t>(k)];
            const CellView& cell = *reading->cells[i];
            // A group cell of a row with other blanks may be any of the groups: it teaches only where it is known.
            if (column.type == ColumnType::Group && !whole && !cell.is(Use::Level) && !cell.is(Use::ItemGroup)) continue;
            evidence.see_distance(static_cast<std::size_t>(k), cell.col, name_col);
            if (in_place) evidence.see_place(static_cast<std::size_t>(k), cell.col);
        }
    }
    auto& last = last_evidence_[static_cast<std::size_t>(batch_.front()->zone)];
    if (evidence.empty()) evidence = last;
    else last = evidence;
}

}  // namespace jixiao
