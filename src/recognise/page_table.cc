#include "recognise/page_table.h"

#include <algorithm>

#include "recognise/page_table_reader.h"
#include "recognise/walk.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kRemarkBytes = 60;   // more than the longest beginning of a note
constexpr double kHeaderGap = 2.2;         // lines of nothing where a header was lost

bool only_headers(const PageLine& line) {
    return std::ranges::all_of(line.pieces, [](const Piece& p) { return p.is(Use::Header) || p.is(Use::Block); }) &&
           std::ranges::any_of(line.pieces, [](const Piece& p) { return p.is(Use::Header); });
}

}  // namespace

// Neighbouring lines of header labels are one header, when its labels wrap.
void PageTableReader::find_headers() {
    int current = before_.zone;
    for (std::size_t i = 0; i < page_.lines.size(); ++i) {
        if (!only_headers(page_.lines[i])) continue;
        std::vector<const Piece*> pieces;
        const auto add = [&](const PageLine& line) {
            for (const Piece& piece : line.pieces)
                if (piece.is(Use::Header)) pieces.push_back(&piece);
        };
        add(page_.lines[i]);
        std::size_t last = i;
        while (last + 1 < page_.lines.size() && page_.lines[last + 1].y - page_.lines[last].y < 1.3 && only_headers(page_.lines[last + 1])) {
            const auto more = pieces.size();
            add(page_.lines[last + 1]);
            const bool apart = std::ranges::all_of(pieces.begin() + static_cast<std::ptrdiff_t>(more), pieces.end(), [&](const Piece* piece) {
                return std::ranges::none_of(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(more),
                                            [&](const Piece* other) { return piece->left < other->right && other->left < piece->right; });
            });
            if (!apart) {
                pieces.resize(more);
                break;
            }
            ++last;
        }
        std::ranges::sort(pieces, {}, &Piece::left);
        const int zone = header_zone(plan_, pieces, current);
        if (zone < 0) continue;
        PageHeader header;
        header.zone = current = zone;
        header.y = (page_.lines[i].y + page_.lines[last].y) / 2;
        header.labels.resize(plan_.zones()[static_cast<std::size_t>(zone)].spec().columns.size());
        for (const Piece* piece : pieces) {
            const auto use = std::ranges::find_if(*piece->uses, [&](const LabelUse& u) {
                return u.kind == Use::Header && u.zone == zone && !header.labels[static_cast<std::size_t>(u.index)];
            });
            if (use != piece->uses->end()) header.labels[static_cast<std::size_t>(use->index)] = piece;
        }
        headers_.push_back(std::move(header));
        header_lines_.push_back(i);
        i = last;
    }
    add_lost_headers();
}

// First levels stand in the first column; 满意度 elsewhere is the last line of a name.
bool PageTableReader::at_left(const Piece& piece) const {
    constexpr double kFirstColumn = 0.25;   // of the page's width, at most
    double left = piece.left, right = piece.right;
    for (const PageLine& line : page_.lines) {
        left = std::min(left, line.pieces.front().left);
        right = std::max(right, line.pieces.back().right);
    }
    return piece.left - left < kFirstColumn * (right - left);
}

// The section a line begins when its header was lost: one whose fixed rows or first levels stand on it; else -1.
int PageTableReader::zone_begun(const PageLine& line, int current) const {
    const auto& zones = plan_.zones();
    for (const Piece& piece : line.pieces) {
        if (!piece.uses || piece.figure()) break;   // behind a name nothing begins a section
        const auto here = [&](const LabelUse& use) { return use.kind != Use::Level && use.zone == current; };
        if (std::ranges::any_of(*piece.uses, here)) return -1;
        for (const LabelUse& use : *piece.uses) {
            if (use.kind == Use::Item && use.zone > current) return use.zone;
            if (use.kind != Use::Level) continue;
            const auto& term = plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)];
            if (term.level != 1 || !at_left(piece)) continue;
            const int zone = plan_.zone_of_level1(zones[static_cast<std::size_t>(use.zone)].list_index, term.label);
            if (zone > current) return zone;
        }
    }
    return -1;
}

// A label of a first level may stand in the middle of its rows: the labels it has below it tell where they begin.
std::size_t PageTableReader::first_line_of(std::size_t line, std::size_t after) const {
    std::vector<int> own;
    for (const Piece& piece : page_.lines[line].pieces)
        if (piece.uses)
            for (const LabelUse& use : *piece.uses)
                if (use.kind == Use::Level && plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)].level == 1) own.push_back(use.index);
    std::size_t first = line;
    for (std::size_t i = line; i-- > after;)
        for (const Piece& piece : page_.lines[i].pieces)
            if (piece.uses)
                for (const LabelUse& use : *piece.uses)
                    if (use.kind == Use::Level && std::ranges::find(own, plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)].parent) != own.end())
                        first = i;
    // Where the header stood there may be nothing now.
    for (std::size_t i = first; i >= after && i > 0; --i)
        if (page_.lines[i].y - page_.lines[i - 1].y > kHeaderGap) return i;
    return first;
}

// Sections that begin without a header get one without labels.
void PageTableReader::add_lost_headers() {
    int current = before_.zone;
    std::size_t header = 0, landmark = 0;
    for (std::size_t i = 0; i < page_.lines.size(); ++i) {
        if (header < header_lines_.size() && header_lines_[header] == i) {
            current = headers_[header++].zone;
            landmark = i + 1;
            continue;
        }
        if (page_.lines[i].pieces.empty() || only_headers(page_.lines[i])) continue;
        if (const int field = field_zone(page_.lines[i].pieces.front()); field >= 0 && field > current) {
            current = field;
            landmark = i + 1;
            continue;
        }
        const int zone = zone_begun(page_.lines[i], current);
        if (zone < 0 || (header < header_lines_.size() && headers_[header].zone == zone && header_lines_[header] < i + 3)) continue;
        PageHeader lost;
        lost.zone = current = zone;
        const std::size_t first = first_line_of(i, landmark);
        lost.y = page_.lines[first].y - 0.5;
        lost.labels.resize(plan_.zones()[static_cast<std::size_t>(zone)].spec().columns.size());
        headers_.insert(headers_.begin() + static_cast<std::ptrdiff_t>(header), std::move(lost));
        header_lines_.insert(header_lines_.begin() + static_cast<std::ptrdiff_t>(header), first);
        ++header;
        landmark = i + 1;
    }
}

bool PageTableReader::is_lost(const PageHeader& header) {
    return std::ranges::none_of(header.labels, [](const Piece* label) { return label != nullptr; });
}

int PageTableReader::field_zone(const Piece& piece) const {
    if (piece.uses)
        for (const LabelUse& use : *piece.uses)
            if (use.kind == Use::Field || use.kind == Use::Caption) return use.zone;
    return -1;
}

// Columns are learned from the lines between a header and the next landmark.
void PageTableReader::learn_columns() {
    const auto& lines = page_.lines;
    const auto until = [&](std::size_t from, std::size_t next_header, int list_zone) {
        std::size_t end = from;
        while (end < std::min(next_header, lines.size()) && !ends_list(lines[end].pieces.front(), list_zone)) ++end;
        // The text of a field below the list begins above its label: the last figures or groups end the list.
        const auto figures = [&](const PageLine& line) {
            return std::ranges::any_of(line.pieces, [](const Piece& p) { return p.figure(); }) || std::ranges::any_of(line.pieces, [&](const Piece& p) { return known_level(p, plan_) > 0; });
        };
        std::size_t last = end;
        while (last > from && !figures(lines[last - 1])) --last;
        return std::span(lines).subspan(from, (last > from ? last : end) - from);
    };
    const auto next_header = [&](std::size_t instance) { return instance < header_lines_.size() ? header_lines_[instance] : lines.size(); };
    std::shared_ptr<const PageColumns> first;
    if (before_.zone >= 0 && plan_.zones()[static_cast<std::size_t>(before_.zone)].list)
        first = std::make_shared<PageColumns>(plan_, before_.zone, nullptr, until(0, next_header(0), before_.zone), before_.columns.get());
    columns_.push_back(first && first->known() ? first : nullptr);
    for (std::size_t i = 0; i < headers_.size(); ++i) {
        const auto own = until(header_lines_[i], next_header(i + 1), headers_[i].zone);
        if (!is_lost(headers_[i])) {
            columns_.push_back(std::make_shared<PageColumns>(plan_, headers_[i].zone, &headers_[i], own, nullptr));
            continue;
        }
        // A section of the same columns stands above or below; else the rows tell.
        const auto& wanted = plan_.zones()[static_cast<std::size_t>(headers_[i].zone)].spec().columns;
        std::shared_ptr<const PageColumns> like;
        for (std::size_t k = 0; k < headers_.size() && !like; ++k) {
            if (is_lost(headers_[k])) continue;
            const auto& columns = plan_.zones()[static_cast<std::size_t>(headers_[k].zone)].spec().columns;
            if (!std::ranges::equal(wanted, columns, {}, &Column::id, &Column::id)) continue;
            like = std::make_shared<PageColumns>(plan_, headers_[k].zone, &headers_[k], until(header_lines_[k], next_header(k + 1), headers_[k].zone), nullptr);
        }
        auto made = std::make_shared<PageColumns>(plan_, headers_[i].zone, nullptr, own, like.get());
        columns_.push_back(made->known() ? std::move(made) : nullptr);
    }
}

// Labels that say where a row stands leave their lines: blocks, groups, fields.
void PageTableReader::take_labels() {
    groups_.resize(columns_.size());
    std::size_t header = 0;
    int instance = 0;
    bool field_seen = false, below_remark = false;
    for (std::size_t i = 0; i < page_.lines.size(); ++i) {
        const PageLine& line = page_.lines[i];
        if (header < header_lines_.size() && header_lines_[header] == i && is_lost(headers_[header])) {
            instance = static_cast<int>(header) + 1;
            field_seen = false;
            marks_.push_back({TableRow::Kind::Header, headers_[header].y, body_.size(), instance, nullptr, headers_[header].zone});
            body_.push_back({headers_[header].y, instance, static_cast<int>(marks_.size()) - 1, {}});
            ++header;
        }
        PageBodyLine body{line.y, instance, -1, {}};
        for (const Piece& piece : line.pieces) body.pieces.push_back(&piece);
        // A signature or a note, and the lines of the note.
        const Piece& front = line.pieces.front();
        const bool remark = !front.uses && plan_.is_remark(front.key.empty() ? label_key(front.text.substr(0, kRemarkBytes)) : front.key);
        const bool text = below_remark && line.pieces.size() == 1 && !front.uses && !front.figure();
        below_remark = (remark || text) && instance > 0;
        if (below_remark) {
            body.single = static_cast<int>(marks_.size());
            marks_.push_back({TableRow::Kind::Single, line.y, body_.size(), instance, nullptr, -1});
            body_.push_back(std::move(body));
            continue;
        }
        const auto settle_blocks = [&] {
            std::erase_if(body.pieces, [&](const Piece* piece) {
                if (!piece->is(Use::Block) || piece->is(Use::Header)) return false;
                for (const CellView* cell : piece->cells) out_.settled.emplace_back(cell->index, CellClaim::Label);
                return true;
            });
        };
        if (header < header_lines_.size() && header_lines_[header] <= i &&
            std::ranges::all_of(line.pieces, [](const Piece& p) { return p.is(Use::Header) || p.is(Use::Block); }) && only_headers(line)) {
            const PageHeader& own = headers_[header];
            const bool begins = header_lines_[header] == i;
            if (begins) {
                settle_blocks();
                instance = static_cast<int>(header) + 1;
                field_seen = false;
                body.instance = instance;
                body.single = static_cast<int>(marks_.size());
                marks_.push_back({TableRow::Kind::Header, line.y, body_.size(), instance, nullptr, own.zone});
                body_.push_back(std::move(body));
            } else {
                settle_blocks();
            }
            const bool more = i + 1 < page_.lines.size() && only_headers(page_.lines[i + 1]) && std::ranges::any_of(page_.lines[i + 1].pieces, [&](const Piece& p) {
                return std::ranges::find(own.labels, &p) != own.labels.end();
            });
            if (!more) ++header;
            continue;
        }
        const PageColumns* columns = columns_[static_cast<std::size_t>(instance)].get();
        const bool list = columns && !field_seen;
        if (list) cut_pieces(body.pieces, *columns);
        const bool figures = list && std::ranges::any_of(body.pieces, [&](const Piece* p) { return columns->is_value(columns->column(*p)) && p->figure(); });
        std::size_t at = 0;
        while (at < body.pieces.size()) {
            const Piece& piece = *body.pieces[at];
            const bool last = at + 1 == body.pieces.size();
            const int column = list ? columns->column(piece) : -1;
            bool taken = false;
            if (piece.is(Use::Block) && !(figures && last)) {
                for (const CellView* cell : piece.cells) out_.settled.emplace_back(cell->index, CellClaim::Label);
                taken = true;
            } else if (piece.is(Use::ItemGroup) && !(figures && at + 1 < body.pieces.size() && columns->is_value(columns->column(*body.pieces[at + 1])))) {
                for (const CellView* cell : piece.cells) out_.settled.emplace_back(cell->index, CellClaim::Label);
                taken = true;
            } else if ((list ? ends_list(piece, columns->zone()) : field_zone(piece) >= 0) && !figures && at == 0 && !followers_.contains(&piece)) {
                marks_.push_back({TableRow::Kind::Field, piece.y, 0, 0, &piece, zone_of_label(piece)});
                field_seen = true;
                taken = true;
            } else if (list && !plan_.zones()[static_cast<std::size_t>(columns->zone())].list->framework.empty() && columns->is_group(column) &&
                       (columns->beyond(piece) < 1.5 || known_level(piece, plan_) > 0)) {
                auto& groups = groups_[static_cast<std::size_t>(instance)];
                auto found = std::ranges::find(groups, column, &GroupPieces::column);
                if (found == groups.end()) {
                    const Zone& zone = plan_.zones()[static_cast<std::size_t>(columns->zone())];
                    const auto& specs = zone.spec().columns;
                    const Column& spec = specs[static_cast<std::size_t>(column)];
                    groups.push_back({column, spec.level, {}, spec.side, {}});
                    for (std::size_t k = 0; !zone.list->sides.empty() && k < specs.size(); ++k)
                        if (specs[k].side == spec.side && specs[k].type != ColumnType::Group) groups.back().own.push_back(static_cast<int>(k));
                    found = groups.end() - 1;
                }
                found->pieces.push_back(&piece);
                taken = true;
            }
            if (taken) body.pieces.erase(body.pieces.begin() + static_cast<std::ptrdiff_t>(at));
            else ++at;
        }
        if (body.pieces.empty()) continue;
        if (body.pieces.size() == 1) {
            const Piece& piece = *body.pieces.front();
            if (plan_.is_title(label_key(piece.text)) || is_year(piece.key) || (!unit_in(piece.key).empty() && !piece.uses)) {
                body.single = static_cast<int>(marks_.size());
                marks_.push_back({TableRow::Kind::Single, line.y, body_.size(), instance, nullptr, -1});
            }
        }
        body_.push_back(std::move(body));
    }
}

// Cells that stand one blank apart are cut where a column ends.
void PageTableReader::cut_pieces(std::vector<const Piece*>& pieces, const PageColumns& columns) {
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const auto at = columns.cut(*pieces[p]);
        if (at == std::string::npos) continue;
        auto [left, right] = cut_piece(*pieces[p], at, plan_, cut_);
        cut_.pieces.push_back(std::move(left));
        pieces[p] = &cut_.pieces.back();
        cut_.pieces.push_back(std::move(right));
        pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(p) + 1, &cut_.pieces.back());
    }
}

// Puts the group labels of each section beside its rows.
void PageTableReader::groups() {
    LastGroups last = before_.groups;
    for (std::size_t instance = 0; instance < groups_.size(); ++instance) {
        // Below a header of another section nothing goes on.
        if (instance > 0 && headers_[instance - 1].zone != (instance < 2 ? before_.zone : headers_[instance - 2].zone)) last.clear();
        if (groups_[instance].empty()) continue;
        // Below a header that is repeated the groups above it go on.
        const int before = instance < 2 ? before_.zone : headers_[instance - 2].zone;
        const bool continued = instance == 0 || headers_[instance - 1].zone == before;
        std::vector<TableRow> own;
        std::size_t at = out_.rows.size();
        for (std::size_t r = 0; r < out_.rows.size();) {
            TableRow& row = out_.rows[r];
            const bool here = row.instance == static_cast<int>(instance);
            if (here && row.kind == TableRow::Kind::Header) at = r + 1;
            if (!here || row.kind != TableRow::Kind::Row) {
                ++r;
                continue;
            }
            if (at == out_.rows.size() || own.empty()) at = r;
            own.push_back(std::move(row));
            out_.rows.erase(out_.rows.begin() + static_cast<std::ptrdiff_t>(r));
        }
        if (at == out_.rows.size() && instance == 0) at = 0;
        std::vector<std::pair<int, const Piece*>> repeated;
        out_.cost += place_groups(own, groups_[instance], {plan_, page_, upright_, continued, doubts_, instance + 1 == groups_.size() ? &cut_ : nullptr, continued ? &last : nullptr},
                                  [&](int column, std::string_view key) { return known(*columns_[instance], column, key); }, repeated);
        for (const auto& [column, piece] : repeated) {
            out_.repeated.insert(column);
            if (!piece) continue;
            for (const CellView* cell : piece->cells) out_.settled.emplace_back(cell->index, CellClaim::Label);
        }
        for (const TableRow& row : own)
            for (const TableRow::Entry& entry : row.cells) {
                if (!columns_[instance]->is_group(entry.column)) continue;
                std::string& key = last[entry.column];
                key.clear();
                for (const Piece* piece : entry.pieces) key += piece->key;
            }
        for (TableRow& row : own) row.instance = static_cast<int>(instance);
        out_.rows.insert(out_.rows.begin() + static_cast<std::ptrdiff_t>(std::min(at, out_.rows.size())), std::make_move_iterator(own.begin()),
                         std::make_move_iterator(own.end()));
    }
    last_groups_ = std::move(last);
}

// What earlier rows say of a group: names of the list it refers to, and the text it is quoted from.
Known PageTableReader::known(const PageColumns& columns, int column, std::string_view key) const {
    const Column& spec = plan_.zones()[static_cast<std::size_t>(columns.zone())].spec().columns[static_cast<std::size_t>(column)];
    if (!spec.ref.empty() && known_->has_name(spec.ref, std::string(key))) return Known::Whole;
    return spec.quotes.empty() ? Known::Not : known_->quoted(spec.quotes, key);
}

void PageTableReader::remember() {
    for (const TableRow& row : out_.rows) {
        if (row.kind == TableRow::Kind::Row && !row.name.empty()) {
            const auto& columns = columns_[static_cast<std::size_t>(row.instance)];
            if (columns) known_->add_name(plan_.zones()[static_cast<std::size_t>(columns->zone())].list->id, row.name);
        } else if (row.kind == TableRow::Kind::Field || row.kind == TableRow::Kind::Continued) {
            std::string text, id = last_field_;
            for (const TableRow::Entry& entry : row.cells)
                for (const Piece* piece : entry.pieces) {
                    if (entry.column == 0) id = field_id(*piece);
                    else text += piece->text;
                }
            last_field_ = id;
            known_->add_text(id, text);
        }
    }
}

std::string PageTableReader::field_id(const Piece& label) const {
    for (const LabelUse& use : *label.uses)
        if (use.kind == Use::Field || use.kind == Use::Caption) return plan_.zones()[static_cast<std::size_t>(use.zone)].fields->cells[static_cast<std::size_t>(use.index)].id;
    return "";
}

PageTable PageTableReader::run() {
    known_ = std::make_shared<KnownTexts>(before_.known ? *before_.known : KnownTexts());
    last_field_ = before_.field;
    last_shape_ = before_.shape;
    find_headers();
    find_followers();
    learn_columns();
    take_labels();
    divide_lines();
    remember();
    groups();
    out_.state = before_;
    out_.state.known = known_;
    out_.state.field = last_field_;
    out_.state.shape = last_shape_;
    out_.state.groups = last_groups_;
    for (const PageLandmark& mark : marks_) {
        if (mark.kind == TableRow::Kind::Single) continue;
        out_.state.zone = mark.zone;
        out_.state.columns = mark.kind == TableRow::Kind::Header ? columns_[static_cast<std::size_t>(mark.instance)] : nullptr;
    }
    if (marks_.empty() && columns_[0]) out_.state.columns = columns_[0];
    return std::move(out_);
}

PageTable read_table(const PageText& page, const Plan& plan, Upright upright, const PageState& before, CutPieces& cut, bool doubts) {
    return PageTableReader(page, plan, upright, before, cut, doubts).run();
}

}  // namespace jixiao
