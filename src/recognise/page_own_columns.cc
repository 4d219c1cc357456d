#include "recognise/page_own_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "model/values.h"
#include "recognise/page_columns.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kLeastHeaders = 3;   // 一级指标, 二级指标, 三级指标: fewer may be a row of fields
constexpr std::size_t kLongestLabel = 36;  // bytes of an unknown header: twelve Chinese characters
constexpr double kStep = 0.5, kFar = 0.02;
constexpr double kReach = 2;               // characters a piece may reach out of its column
constexpr double kWide = 0.4;              // of the page: running text, which says nothing of columns

struct OwnColumn {
    enum class Kind { Foreign, Sign, Value, Unit };
    Kind kind = Kind::Foreign;
    std::string label;
    double left = 0, right = 0;

    bool holds(const Piece& piece) const {
        const double middle = (piece.left + piece.right) / 2;
        return middle >= left && middle < right && piece.left > left - kReach && piece.right < right + kReach;
    }
};

class OwnColumns {
public:
    OwnColumns(PagesRead& read, const Plan& plan) : read_(read), plan_(plan) {}

    void run() {
        for (PageText& page : read_.pages) {
            auto& lines = page.lines;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                cut_header(lines[i]);
                if (const int zone = header_of(lines[i]); zone >= 0) begin(lines, i, zone);
                else if (ends_list(lines[i])) columns_.clear();
                else if (!columns_.empty()) take(lines, i);
            }
            std::erase_if(lines, [](const PageLine& line) { return line.pieces.empty(); });
        }
    }

private:
    bool own_header(std::string_view text) const {
        const auto* uses = plan_.find(label_key(text));
        return uses && std::ranges::any_of(*uses, [](const LabelUse& use) { return use.kind == Use::Header || use.kind == Use::Sign || use.kind == Use::Unit; });
    }

    // `计量单位 权重`: one blank between a known label and another one.
    void cut_header(PageLine& line) {
        if (std::ranges::count_if(line.pieces, [](const Piece& p) { return p.is(Use::Header); }) < static_cast<std::ptrdiff_t>(kLeastHeaders) - 1) return;
        for (std::size_t p = 0; p < line.pieces.size(); ++p) {
            const Piece& piece = line.pieces[p];
            if (piece.uses || piece.cells.size() != 1 || piece.text.size() > 3 * kLongestLabel) continue;
            for (auto at = piece.text.find(' '); at != std::string::npos; at = piece.text.find(' ', at + 1)) {
                if (!own_header(std::string_view(piece.text).substr(0, at)) && !own_header(std::string_view(piece.text).substr(at + 1))) continue;
                auto [left, right] = cut_piece(piece, at, plan_, read_.cut);
                line.pieces[p] = std::move(left);
                line.pieces.insert(line.pieces.begin() + static_cast<std::ptrdiff_t>(p) + 1, std::move(right));
                break;
            }
        }
    }

    // The list whose header a line is, with or without columns of the office's own; -1 for other lines.
    int header_of(const PageLine& line) const {
        std::vector<const Piece*> known;
        std::size_t others = 0;
        for (const Piece& piece : line.pieces) {
            if (piece.is(Use::Header)) known.push_back(&piece);
            else if (piece.is(Use::Block) || piece.is(Use::Sign) || piece.is(Use::Unit)) continue;
            else if (piece.uses || piece.figure() || piece.text.size() > kLongestLabel) return -1;
            else ++others;
        }
        if (known.size() < kLeastHeaders || others >= known.size()) return -1;
        return header_zone(plan_, known, -1);
    }

    // A field below the list; a block's label (绩效指标) stands beside it.
    static bool ends_list(const PageLine& line) {
        const auto& front = line.pieces.front();
        return front.is(Use::Field) && !front.is(Use::Level) && !front.is(Use::Item);
    }

    OwnColumn::Kind kind_of(const Piece& piece, int zone) const {
        if (piece.is(Use::Sign)) return OwnColumn::Kind::Sign;
        if (piece.is(Use::Unit)) return OwnColumn::Kind::Unit;
        const auto& columns = plan_.zones()[static_cast<std::size_t>(zone)].spec().columns;
        for (const LabelUse& use : *piece.uses)
            if (use.kind == Use::Header && use.zone == zone && !columns[static_cast<std::size_t>(use.index)].sign_term.empty()) return OwnColumn::Kind::Value;
        return OwnColumn::Kind::Foreign;
    }

    // True where every column of the section has its label: else an unknown one may be that, misread or called otherwise.
    bool is_whole(const std::vector<Piece>& pieces, int zone) const {
        const auto& columns = plan_.zones()[static_cast<std::size_t>(zone)].spec().columns;
        for (std::size_t k = 0; k < columns.size(); ++k) {
            const auto heads = [&](const LabelUse& use) { return use.kind == Use::Header && use.zone == zone && use.index == static_cast<int>(k); };
            if (!columns[k].term.empty() && std::ranges::none_of(pieces, [&](const Piece& piece) { return piece.uses && std::ranges::any_of(*piece.uses, heads); })) return false;
        }
        return true;
    }

    // `全年 | 指标值`: a wide blank inside a known label.
    bool is_broken(const std::vector<Piece>& pieces) const {
        for (std::size_t p = 0; p + 1 < pieces.size(); ++p)
            if ((!pieces[p].uses || !pieces[p + 1].uses) && own_header(pieces[p].text + pieces[p + 1].text)) return true;
        return false;
    }

    void begin(std::vector<PageLine>& lines, std::size_t header, int zone) {
        columns_.clear();
        std::vector<Piece>& pieces = lines[header].pieces;
        if (!is_whole(pieces, zone) || is_broken(pieces)) return;
        std::size_t end = header + 1;
        while (end < lines.size() && !ends_list(lines[end]) && header_of(lines[end]) < 0) ++end;
        const auto below = std::span(lines).subspan(header + 1, end - header - 1);
        bool apart = false;
        for (std::size_t p = 0; p < pieces.size(); ++p) {
            if (pieces[p].is(Use::Block)) continue;
            const auto kind = pieces[p].uses ? kind_of(pieces[p], zone) : OwnColumn::Kind::Foreign;
            if (pieces[p].uses && kind == OwnColumn::Kind::Foreign) continue;
            apart = apart || kind == OwnColumn::Kind::Sign || kind == OwnColumn::Kind::Unit;
            const Piece *before = p > 0 ? &pieces[p - 1] : nullptr, *after = p + 1 < pieces.size() ? &pieces[p + 1] : nullptr;
            columns_.push_back({kind, pieces[p].text, before ? edge(*before, pieces[p], below) : -std::numeric_limits<double>::infinity(),
                                after ? edge(pieces[p], *after, below) : std::numeric_limits<double>::infinity()});
        }
        if (!apart) std::erase_if(columns_, [](const OwnColumn& column) { return column.kind == OwnColumn::Kind::Value; });
        std::erase_if(pieces, [&](const Piece& piece) {
            const bool foreign = !piece.uses;
            if (!foreign && (!apart || (!piece.is(Use::Sign) && !piece.is(Use::Unit)))) return false;
            for (const CellView* cell : piece.cells) {
                if (foreign) read_.foreign.push_back({cell->index, "", cell->text});
                else read_.settled.emplace_back(cell->index, CellClaim::Label);
            }
            return true;
        });
        if (apart && !read_.joined)
            for (const Piece& piece : pieces)
                if (piece.uses && kind_of(piece, zone) == OwnColumn::Kind::Value) read_.joined = piece.cells.front()->index;
    }

    // Where a column ends and the next begins: where the fewest pieces below are cut.
    static double edge(const Piece& left, const Piece& right, std::span<const PageLine> lines) {
        double from = std::numeric_limits<double>::max(), to = 0;
        for (const PageLine& line : lines)
            for (const Piece& piece : line.pieces) from = std::min(from, piece.left), to = std::max(to, piece.right);
        const double width = to - from, wish = (left.right + right.left) / 2;
        double best = wish, least = std::numeric_limits<double>::max();
        for (double x = (left.left + left.right) / 2; x <= (right.left + right.right) / 2; x += kStep) {
            double cost = kFar * std::abs(x - wish);
            for (const PageLine& line : lines)
                for (const Piece& piece : line.pieces) cost += piece.left < x - 0.25 && piece.right > x + 0.25 && piece.right - piece.left < kWide * width;
            if (cost < least - 1e-9) best = x, least = cost;
        }
        return best;
    }

    // `90 10`: figure and weight, one blank between them, cut where the weight's column begins.
    void cut_at_edges(PageLine& line) {
        for (const OwnColumn& column : columns_)
            for (std::size_t p = 0; p < line.pieces.size(); ++p) {
                const Piece& piece = line.pieces[p];
                for (const double x : {column.left, column.right}) {
                    if (piece.uses || piece.cells.size() != 1 || !(piece.left < x - 0.25 && piece.right > x + 0.25)) continue;
                    const double width = std::max(1, display_width(piece.text));
                    std::size_t best = std::string::npos;
                    double least = kReach;
                    for (auto at = piece.text.find(' '); at != std::string::npos; at = piece.text.find(' ', at + 1)) {
                        const double there = piece.left + (piece.right - piece.left) * (display_width(piece.text.substr(0, at)) + 0.5) / width;
                        if (std::abs(there - x) < least) best = at, least = std::abs(there - x);
                    }
                    if (best == std::string::npos) continue;
                    auto [left, right] = cut_piece(piece, best, plan_, read_.cut);
                    line.pieces[p] = std::move(left);
                    line.pieces.insert(line.pieces.begin() + static_cast<std::ptrdiff_t>(p) + 1, std::move(right));
                    break;
                }
            }
    }

    void take(std::vector<PageLine>& lines, std::size_t at) {
        PageLine& line = lines[at];
        cut_at_edges(line);
        const Piece *sign = nullptr, *unit = nullptr;
        Piece* value = nullptr;
        for (Piece& piece : line.pieces)
            for (const OwnColumn& column : columns_) {
                if (!column.holds(piece) || piece.is(Use::Level) || piece.is(Use::Item)) continue;
                if (column.kind == OwnColumn::Kind::Sign) sign = &piece;
                if (column.kind == OwnColumn::Kind::Unit) unit = &piece;
                if (column.kind == OwnColumn::Kind::Value) value = &piece;
            }
        if (value && (sign || unit) && !join(*value, sign, unit)) sign = nullptr;   // it is left to be seen
        std::erase_if(line.pieces, [&](const Piece& piece) {
            if (&piece == value || piece.is(Use::Level) || piece.is(Use::Item)) return false;
            if (value && (&piece == sign || &piece == unit)) {
                for (const CellView* cell : piece.cells) read_.settled.emplace_back(cell->index, CellClaim::Value);
                return true;
            }
            const auto own = std::ranges::find_if(columns_, [&](const OwnColumn& column) { return column.kind != OwnColumn::Kind::Value && column.holds(piece); });
            if (own == columns_.end()) return false;
            for (const CellView* cell : piece.cells) read_.foreign.push_back({cell->index, own->label, cell->text});
            return true;
        });
    }

    // Beside a word a sign (定性) says nothing that the value does not, and a unit neither. False for a sign beside a figure that is no
    // comparator: the figure has its unit alone.
    bool join(Piece& value, const Piece* sign, const Piece* unit) {
        const Vocabulary& vocabulary = plan_.vocabulary();
        const auto written = [](const Piece* piece) { return piece && !piece->cells.back()->dash ? piece->text : std::string(); };
        if (!parse_indicator(value.text, vocabulary).value.number) return true;
        const bool comparator = parse_indicator(written(sign) + value.text, vocabulary).value.comparator != Comparator::None;
        read_.cut.views.push_back(part_view(*value.cells.front(), (comparator ? written(sign) : "") + value.text + written(unit), plan_));
        value.cells = {&read_.cut.views.back()};
        value.text = read_.cut.views.back().text;
        value.key = read_.cut.views.back().key;
        value.uses = nullptr;
        return comparator || written(sign).empty();
    }

    PagesRead& read_;
    const Plan& plan_;
    std::vector<OwnColumn> columns_;
};

// The field of one short text whose label a line begins with.
bool begins_with_text_label(const PageLine& line, const Plan& plan) {
    const Piece& front = line.pieces.front();
    return front.uses && std::ranges::any_of(*front.uses, [&](const LabelUse& use) {
        if (use.kind != Use::Field) return false;
        const FieldCell& cell = plan.zones()[static_cast<std::size_t>(use.zone)].fields->cells[static_cast<std::size_t>(use.index)];
        return cell.is_field() && cell.type == FieldType::Text;
    });
}

bool is_words(std::string_view text) { return std::ranges::all_of(to_code_points(text), is_ideograph); }

constexpr double kNext = 1.3;   // lines from one of a text to its next

// True where a text stands above or below a line, between two of its pieces: it wraps, centred beside its label.
bool text_between(const std::vector<PageLine>& lines, std::size_t at, const Piece& left, const Piece& right) {
    for (const std::size_t k : {at - 1, at + 1})
        if (k < lines.size() && std::abs(lines[k].y - lines[at].y) <= kNext)
            for (const Piece& piece : lines[k].pieces)
                if (!piece.uses && piece.right > left.right && piece.left < right.left) return true;
    return false;
}

// The piece of a line that may be a label of the office's own: behind the field's text, its own text behind it; 0: none.
std::size_t own_label(const std::vector<PageLine>& lines, std::size_t at, const Plan& plan) {
    constexpr double kApart = 2;               // characters between cells, at least
    constexpr std::size_t kLongest = 24;       // bytes: eight characters
    const auto& pieces = lines[at].pieces;
    if (pieces.size() < 3 || pieces.size() > 4 || !begins_with_text_label(lines[at], plan)) return 0;
    for (std::size_t p = 1; p < pieces.size(); ++p)
        if (pieces[p].uses || pieces[p].left - pieces[p - 1].right < kApart) return 0;
    const std::size_t found = pieces.size() - 2;
    if (found == 1 && !text_between(lines, at, pieces[0], pieces[1])) return 0;
    const Piece& label = pieces[found];
    return label.text.size() <= kLongest && label.text.size() >= 6 && is_words(label.text) ? found : 0;
}

}  // namespace

void take_out_own_fields(PagesRead& read, const Plan& plan) {
    for (PageText& page : read.pages) {
        for (std::size_t i = 0; i < page.lines.size(); ++i) {
            const std::size_t at = own_label(page.lines, i, plan);
            if (at == 0) continue;
            const std::string label = page.lines[i].pieces[at].text;
            const double left = page.lines[i].pieces[at].left, edge = at > 1 ? page.lines[i].pieces[at - 1].right : left;
            for (const CellView* cell : page.lines[i].pieces[at].cells) read.foreign.push_back({cell->index, "", cell->text});
            const auto take = [&](PageLine& line, std::size_t from) {
                for (std::size_t p = from; p < line.pieces.size(); ++p)
                    for (const CellView* cell : line.pieces[p].cells) read.foreign.push_back({cell->index, label, cell->text});
                line.pieces.resize(from);
            };
            take(page.lines[i], at + 1);
            page.lines[i].pieces.resize(at);
            // Further lines of it, above and below.
            for (const std::size_t k : {i - 1, i + 1}) {
                if (k >= page.lines.size() || std::abs(page.lines[k].y - page.lines[i].y) > kNext) continue;
                auto& pieces = page.lines[k].pieces;
                const bool labelled = std::ranges::any_of(pieces, [](const Piece& piece) { return piece.uses != nullptr; });
                const auto first = std::ranges::find_if(pieces, [&](const Piece& piece) { return piece.left >= std::max(left, edge); });
                if (!labelled && first != pieces.end()) take(page.lines[k], static_cast<std::size_t>(first - pieces.begin()));
            }
        }
        std::erase_if(page.lines, [](const PageLine& line) { return line.pieces.empty(); });
    }
}

void take_out_own_columns(PagesRead& read, const Plan& plan) { OwnColumns(read, plan).run(); }

}  // namespace jixiao
