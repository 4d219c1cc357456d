#include "recognise/walk.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "recognise/header_match.h"
#include "recognise/unglue.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Kind = RowReading::Kind;
using Use = LabelUse::Kind;

constexpr std::size_t kMaxUnitKey = 30;   // bytes of `金额单位:人民币万元`
constexpr std::size_t kRemarkBytes = 60;  // more than the longest beginning of a note

class Walker {
public:
    Walker(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, std::vector<CellClaim>& claims)
        : grid_(grid), plan_(plan), views_(views), claims_(claims), filled_(plan.zones().size()) {}

    Walk run();

private:
    std::vector<const CellView*> visible_cells(int row) const;
    void take_block_labels(std::vector<const CellView*>& cells);
    void name_text_by_block(std::vector<const CellView*>& cells);
    void unglue_cells(std::vector<const CellView*>& cells);
    bool above_table(RowReading& reading);
    bool title_with_year(RowReading& reading);
    bool header(RowReading& reading);
    bool fields(RowReading& reading);
    bool running_head(RowReading& reading);
    void count_alone();
    bool stand_above(const RowReading& reading) const;
    bool rows(RowReading& reading);
    bool is_stray(const std::vector<const CellView*>& cells, int zone) const;
    int zone_of_row(const std::vector<const CellView*>& cells) const;
    bool inside(int zone, const Block* block) const { return stands_inside(plan_, zone, block); }
    bool is_remark(const CellView& view) const;
    void take_unit(std::vector<const CellView*>& cells, int row);
    bool fresh(const CellView& view, int row) const { return view.cell->at.row == row; }
    void claim(const CellView& view, CellClaim what) { claims_[static_cast<std::size_t>(view.index)] = what; }
    CellClaim claimed(const CellView& view) const { return claims_[static_cast<std::size_t>(view.index)]; }

    const Grid& grid_;
    const Plan& plan_;
    const std::vector<CellView>& views_;
    std::vector<CellClaim>& claims_;
    std::vector<char> filled_;     // zones of fields that were read
    int zone_ = -1;                // where the walk stands
    int last_value_column_ = -1;   // of the last row that had several values
    const Block* begun_ = nullptr; // the innermost block whose label begins in the row
    const CellView* begun_cell_ = nullptr;
    int fragment_ = 0;
    bool title_seen_ = false;
    bool below_remark_ = false;    // nothing known was read since a remark
    std::map<std::string_view, int> alone_;   // texts that have rows of their own, and how many
    std::set<std::string_view> heads_seen_;   // of them, those that were listed
    Walk out_;
};

std::vector<const CellView*> Walker::visible_cells(int row) const {
    std::vector<const CellView*> out;
    for (const Cell* cell : grid_.row(row)) {
        const auto& view = views_[static_cast<std::size_t>(cell - grid_.cells().data())];
        if (!view.text.empty()) out.push_back(&view);
    }
    return out;
}

// Leading cells that name a block: they say where the row stands, not what it is about.
void Walker::take_block_labels(std::vector<const CellView*>& cells) {
    while (!cells.empty()) {
        const CellView& first = *cells.front();
        if (claimed(first) == CellClaim::Label && first.is(Use::Block)) {  // a merged label that began above
            cells.erase(cells.begin());
            continue;
        }
        const LabelUse* best = nullptr;
        if (first.uses)
            for (const LabelUse& use : *first.uses) {
                if (use.kind != Use::Block) continue;
                const bool here = inside(zone_, use.block);
                if (!best || here || (use.zone >= zone_ && best->zone < zone_)) best = &use;
                if (here) break;
            }
        // A block label alone in its row, far from its block, with other meanings, is left to those.
        if (!best || (first.uses->size() > 1 && first.use(Use::Item, zone_) && cells.size() > 1)) return;
        if (!inside(zone_, best->block)) zone_ = best->zone;
        begun_ = best->block;
        begun_cell_ = &first;
        claim(first, CellClaim::Label);
        cells.erase(cells.begin());
    }
}

// `总体目标 | 完成……`: a block with a single text, whose own label (年度目标) was left out. The block's label stands for it.
void Walker::name_text_by_block(std::vector<const CellView*>& cells) {
    if (!begun_ || cells.size() != 1) return;
    const CellView& text = *cells.front();
    if (text.uses || text.amount || text.value || text.dash) return;
    const FieldCell* only = nullptr;
    int texts = 0;
    for (std::size_t z = 0; z < plan_.zones().size(); ++z) {
        const FieldRow* row = plan_.zones()[z].fields;
        if (!row || !inside(static_cast<int>(z), begun_)) continue;
        for (const FieldCell& cell : row->cells) {
            ++texts;
            if (!filled_[z] && cell.list.empty()) only = &cell;
        }
    }
    const Term* term = only && texts == 1 ? plan_.vocabulary().term(only->term) : nullptr;
    if (!term) return;
    out_.named.push_back({begun_cell_, term->label});
    out_.pieces.push_back(view_text(*begun_cell_->cell, begun_cell_->index, term->label, plan_));
    cells.insert(cells.begin(), &out_.pieces.back());
}

void Walker::unglue_cells(std::vector<const CellView*>& cells) {
    const auto is_value = [](const CellView* c) { return c->amount || c->value; };
    GlueContext context{&plan_, zone_, static_cast<int>(cells.size()), 0, true, last_value_column_};
    context.values = static_cast<int>(std::ranges::count_if(cells, is_value));
    if (context.values > 1) last_value_column_ = (*std::find_if(cells.rbegin(), cells.rend(), is_value))->col;
    std::vector<const CellView*> out;
    for (const CellView* cell : cells) {
        const auto pieces = unglue(*cell, context);
        context.first = false;
        if (pieces.empty()) {
            out.push_back(cell);
            continue;
        }
        std::string shown;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            CellView piece = view_text(*cell->cell, cell->index, pieces[i], plan_);
            piece.col += static_cast<int>(i);
            shown += (i == 0 ? "" : " | ") + pieces[i];
            out_.pieces.push_back(std::move(piece));
            out.push_back(&out_.pieces.back());
        }
        out_.glued.push_back({cell, std::move(shown)});
    }
    cells = std::move(out);
}

// `某表（2024年度）`, in one line or two of one cell: a title, and the line below it.
bool Walker::title_with_year(RowReading& reading) {
    const CellView& cell = *reading.cells.front();
    for (const std::string_view mark : {"\n", "（", "("}) {
        const auto at = cell.text.rfind(mark);
        if (at == std::string::npos || at == 0) continue;
        const std::string first(trimmed(std::string_view(cell.text).substr(0, at))), rest(trimmed(std::string_view(cell.text).substr(at)));
        if (!is_year(label_key(rest)) || !plan_.is_title(label_key(join_lines(first)))) continue;
        RowReading year = reading;
        out_.pieces.push_back(view_text(*cell.cell, cell.index, first, plan_));
        reading.kind = Kind::Title;
        reading.cells = {&out_.pieces.back()};
        out_.pieces.push_back(view_text(*cell.cell, cell.index, rest, plan_));
        year.kind = Kind::Year;
        year.cells = {&out_.pieces.back()};
        out_.rows.push_back(std::move(year));
        claim(cell, CellClaim::Value);
        title_seen_ = true;
        return true;
    }
    return false;
}

bool Walker::above_table(RowReading& reading) {
    const auto& cells = reading.cells;
    if (cells.size() == 1 && !cells[0]->key.empty() &&
        (is_page_number(cells[0]->key) || plan_.is_blank_subtitle(cells[0]->key))) {
        reading.kind = Kind::Repeated;
        claim(*cells[0], CellClaim::Ignored);
        return true;
    }
    if (cells.size() == 1 && plan_.is_title(label_key(join_lines(cells[0]->read())))) {
        reading.kind = title_seen_ ? Kind::Repeated : Kind::Title;
        claim(*cells[0], title_seen_ ? CellClaim::Ignored : CellClaim::Value);
        title_seen_ = true;
        return true;
    }
    if (cells.size() == 1 && !title_seen_ && title_with_year(reading)) return true;
    if (zone_ >= 0 && cells.size() != 1) return false;
    // A year, a unit, or both in one row; they stand alone in their cells.
    bool year = false, unit = false;
    for (const CellView* cell : cells) {
        if (cell->uses) return false;
        const bool tells_year = is_year(cell->key);
        const bool tells_unit = cell->key.size() <= kMaxUnitKey && !unit_in(cell->key).empty();
        if (!tells_year && !tells_unit) return false;
        year |= tells_year;
        unit |= tells_unit;
    }
    if (!year && !unit) return false;
    reading.kind = year ? Kind::Year : Kind::Unit;
    for (const CellView* cell : cells) claim(*cell, CellClaim::Value);
    return true;
}

// `填报单位：… | 单位：万元` above the table: the unit is no value of the label beside it.
void Walker::take_unit(std::vector<const CellView*>& cells, int row) {
    if (zone_ >= 0 || cells.size() < 2) return;
    const auto unit = std::ranges::find_if(cells, [&](const CellView* cell) {
        return !cell->uses && fresh(*cell, row) && cell->key.size() <= kMaxUnitKey && !unit_in(cell->key).empty();
    });
    if (unit == cells.end() || std::ranges::none_of(cells, [](const CellView* cell) { return cell->is(Use::Field); })) return;
    RowReading reading;
    reading.kind = Kind::Unit;
    reading.row = row;
    reading.fragment = fragment_;
    reading.cells = {*unit};
    claim(**unit, CellClaim::Value);
    out_.rows.push_back(std::move(reading));
    cells.erase(unit);
}

bool Walker::is_remark(const CellView& view) const {
    // A note may be a long text: its beginning tells. A character cut in two at the end does not matter.
    return plan_.is_remark(view.key.empty() ? label_key(view.text.substr(0, kRemarkBytes)) : view.key);
}

bool Walker::header(RowReading& reading) {
    std::vector<const CellView*> cells;
    for (const CellView* cell : reading.cells)
        if (fresh(*cell, reading.row)) cells.push_back(cell);
    const HeaderMatch match = match_header(cells, {plan_, zone_, begun_});
    if (match.zone < 0) return false;
    reading.kind = Kind::Header;
    below_remark_ = false;
    reading.zone = zone_ = match.zone;
    reading.cells = cells;
    for (const CellView* cell : cells) {
        const bool known = cell->use(Use::Header, match.zone) || cell->use(Use::Sign, match.zone) || cell->use(Use::Unit, match.zone);
        claim(*cell, known ? CellClaim::Label : CellClaim::Open);
    }
    ++out_.headers_seen;
    return true;
}

bool Walker::fields(RowReading& reading) {
    const auto first = std::ranges::find_if(reading.cells, [&](const CellView* c) { return fresh(*c, reading.row); });
    if (first == reading.cells.end()) return false;
    const CellView& label = **first;
    int zone = -1;
    const bool in_list = zone_ >= 0 && plan_.zones()[static_cast<std::size_t>(zone_)].list;
    if (label.uses)
        for (const LabelUse& use : *label.uses) {
            if (use.kind != Use::Field && use.kind != Use::Caption) continue;
            const bool open = !filled_[static_cast<std::size_t>(use.zone)];
            // A row of a list may be named like an amount that was read.
            if (in_list && !open && plan_.zones()[static_cast<std::size_t>(use.zone)].cell_list[static_cast<std::size_t>(use.index)] >= 0) continue;
            // The block it stands in tells which of two like labels it is.
            const bool nearer = begun_ && inside(use.zone, begun_) && !inside(zone, begun_);
            if (zone < 0 || nearer || (open && filled_[static_cast<std::size_t>(zone)])) zone = use.zone;
        }
    if (zone < 0) {
        // `单位名称：某某局` in one cell.
        const auto colon = std::min(label.text.find("："), label.text.find(':'));
        if (colon == std::string::npos || colon == 0) return false;
        const auto* uses = plan_.find(label_key(label.text.substr(0, colon)));
        if (!uses) return false;
        for (const LabelUse& use : *uses)
            if (use.kind == Use::Field && !filled_[static_cast<std::size_t>(use.zone)]) zone = use.zone;
        if (zone < 0) return false;
    }
    reading.kind = Kind::Fields;
    below_remark_ = false;
    reading.zone = zone_ = zone;
    filled_[static_cast<std::size_t>(zone)] = 1;
    std::erase_if(reading.cells, [&](const CellView* c) { return !fresh(*c, reading.row); });
    return true;
}

// Two labels or more, or one of a row that prints them so, without a value among them: their values stand below.
bool Walker::stand_above(const RowReading& reading) const {
    if (reading.kind != Kind::Fields || reading.zone != zone_) return false;
    const FieldRow& row = *plan_.zones()[static_cast<std::size_t>(zone_)].fields;
    const auto is_label = [&](const CellView* cell) { return cell->use(Use::Field, zone_) != nullptr; };
    return std::ranges::all_of(reading.cells, is_label) && (row.above || reading.cells.size() > 1);
}

// The section whose row this is, told by a label that only it has; else the section the walk stands in; else -1.
int Walker::zone_of_row(const std::vector<const CellView*>& cells) const {
    const bool in_section = zone_ >= 0 && plan_.zones()[static_cast<std::size_t>(zone_)].list;
    const CellView& first = *cells.front();
    if (first.uses && !(in_section && first.use(Use::Item, zone_)))
        for (const LabelUse& use : *first.uses) {
            if (use.kind == Use::Level) {
                const auto& term = plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)];
                const int list = plan_.zones()[static_cast<std::size_t>(use.zone)].list_index;
                if (term.level != 1) continue;
                const int zone = plan_.zone_of_level1(list, term.label);
                const bool same_list = in_section && plan_.zones()[static_cast<std::size_t>(zone_)].list_index == list;
                if (zone >= 0 && (same_list || zone > zone_) && cells.size() > 1) return zone;
            }
        }
    if (first.uses && !(in_section && first.use(Use::Item, zone_)))
        for (const CellView* cell : cells) {
            if (!cell->uses) break;
            for (const LabelUse& use : *cell->uses)
                if ((use.kind == Use::Item || use.kind == Use::ItemGroup) && use.zone > zone_) return use.zone;
        }
    return in_section ? zone_ : -1;
}

// A line of text, or two, at the left edge of a list that keeps the first levels of its tree there, and neither a label nor a
// value among them: a running head, a note or a signature. Below a remark the same wherever it stands.
bool Walker::is_stray(const std::vector<const CellView*>& cells, int zone) const {
    constexpr std::size_t kMost = 2;
    const auto known = [](const CellView* c) { return c->uses || c->amount || c->value || c->dash; };
    if (std::ranges::any_of(cells, known)) return false;
    if (below_remark_) return true;
    const auto& columns = plan_.zones()[static_cast<std::size_t>(zone)].spec().columns;
    return cells.size() <= kMost && cells.front()->cell->at.col == 0 && cells.front()->cell->extent.rows == 1 && columns.front().level == 1;
}

bool Walker::rows(RowReading& reading) {
    if (reading.cells.empty()) return false;
    if (is_remark(*reading.cells.front())) {
        below_remark_ = true;
        return false;
    }
    const int zone = zone_of_row(reading.cells);
    if (zone < 0 || is_stray(reading.cells, zone)) return false;
    below_remark_ = false;
    reading.kind = Kind::Rows;
    reading.entered_without_header = zone != zone_;
    reading.zone = zone_ = zone;
    return true;
}

// A running head stands alone in its row several times, where no label or value does: first it is listed, then left out.
bool Walker::running_head(RowReading& reading) {
    const CellView& cell = *reading.cells.front();
    if (cell.uses || cell.amount || cell.value || cell.dash || cell.cell->at.col != 0) return false;
    const auto found = alone_.find(cell.text);
    if (found == alone_.end() || found->second < 2) return false;
    const bool again = !heads_seen_.insert(cell.text).second;
    reading.kind = again ? Kind::Repeated : Kind::Loose;
    claim(cell, again ? CellClaim::Ignored : CellClaim::Open);
    return true;
}

void Walker::count_alone() {
    std::map<int, int> in_row;
    for (const CellView& view : views_)
        if (!view.text.empty()) ++in_row[view.cell->at.row];
    for (const CellView& view : views_)
        if (!view.text.empty() && in_row[view.cell->at.row] == 1 && view.cell->at.col == 0) ++alone_[view.text];
}

Walk Walker::run() {
    bool blank = false, annex = false;
    if (!grid_.fixed_columns) count_alone();
    for (int row = 0; row < grid_.rows(); ++row) {
        auto cells = visible_cells(row);
        if (cells.empty()) {
            blank = true;
            continue;
        }
        if (blank) ++fragment_;
        blank = false;
        if (std::ranges::none_of(cells, [&](const CellView* c) { return fresh(*c, row); })) continue;
        RowReading reading;
        reading.row = row;
        reading.fragment = fragment_;
        for (int expected = 0; const CellView* cell : cells) {
            reading.gaps |= cell->cell->at.col > expected;
            expected = cell->cell->at.col + cell->cell->extent.cols;
        }
        if (cells.size() == 1 && plan_.is_annex(cells.front()->key)) {
            claim(*cells.front(), CellClaim::Label);
            annex = true;
            continue;
        }
        if (annex) {
            std::erase_if(cells, [&](const CellView* c) { return !fresh(*c, row); });
            reading.kind = Kind::Annex;
            reading.cells = std::move(cells);
            out_.rows.push_back(std::move(reading));
            continue;
        }
        if (!grid_.fixed_columns) unglue_cells(cells);
        take_unit(cells, row);
        if (cells.empty()) continue;
        reading.cells = std::move(cells);
        const bool several = reading.cells.size() > 1;
        const bool furniture = !several && (above_table(reading) || running_head(reading));
        if (!furniture) {
            begun_ = nullptr;
            take_block_labels(reading.cells);
            if (reading.cells.empty()) continue;
            name_text_by_block(reading.cells);
            const bool known = (several && above_table(reading)) || header(reading) || fields(reading) || rows(reading);
            if (!known) {
                std::erase_if(reading.cells, [&](const CellView* c) { return !fresh(*c, row); });
                if (reading.cells.empty()) continue;
                const bool remark = is_remark(*reading.cells.front());
                const bool in_field = !remark && zone_ >= 0 && plan_.zones()[static_cast<std::size_t>(zone_)].fields;
                const bool below = in_field && !out_.rows.empty() && stand_above(out_.rows.back());
                reading.kind = below ? Kind::Below : in_field && reading.cells.size() == 1 ? Kind::Continued : Kind::Loose;
                reading.zone = in_field ? zone_ : -1;
            }
        }
        out_.rows.push_back(std::move(reading));
    }
    return std::move(out_);
}

}  // namespace

Walk walk_rows(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, std::vector<CellClaim>& claims) {
    return Walker(grid, plan, views, claims).run();
}

}  // namespace jixiao
