#include "recognise/cells.h"

#include <algorithm>

#include "model/values.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

// The longest label of the vocabulary has 25 characters; three bytes each, and room for spaces and line breaks.
constexpr std::size_t kMaxLabelBytes = 180;

bool is_numeral(char32_t c) {
    return (c >= U'0' && c <= U'9') || std::u32string_view(U"一二三四五六七八九十百").find(c) != std::u32string_view::npos;
}

bool ascii_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool CellView::is(LabelUse::Kind kind) const {
    return uses && std::ranges::any_of(*uses, [&](const LabelUse& u) { return u.kind == kind; });
}

const LabelUse* CellView::use(LabelUse::Kind kind, int zone) const {
    if (!uses) return nullptr;
    for (const LabelUse& u : *uses)
        if (u.kind == kind && u.zone == zone) return &u;
    return nullptr;
}

std::string join_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        if (!out.empty() && !line.empty() && ascii_word(out.back()) && ascii_word(line.front())) out += ' ';
        out += line;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

bool begins_paragraph(std::string_view line) {
    const auto text = to_code_points(line.substr(0, 24));  // the longest mark, （二十一）, has 15 bytes
    std::size_t at = 0;
    if (text.empty()) return false;
    if (text[0] >= U'①' && text[0] <= U'⑳') return true;
    const bool open = text[0] == U'(' || text[0] == U'（';
    if (open) ++at;
    const std::size_t first = at;
    while (at < text.size() && is_numeral(text[at])) ++at;
    if (at == first || at - first > 3 || at == text.size()) return false;
    if (open) return text[at] == U')' || text[at] == U'）';
    if (text[at] == U'、' || text[at] == U'．') return true;
    // `4.` begins a paragraph, `17.56` does not.
    return text[at] == U'.' && text[first] <= U'9' && (at + 1 == text.size() || text[at + 1] < U'0' || text[at + 1] > U'9');
}

std::vector<std::string> paragraphs_of(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (const auto line = trimmed(text.substr(0, end)); !line.empty()) out.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

bool is_date(std::string_view text) {
    bool digit = false, mark = false;
    for (const char32_t c : to_code_points(text)) {
        digit = digit || (c >= U'0' && c <= U'9');
        const bool own = std::u32string_view(U".-—~～至年月日底前末初止").find(c) != std::u32string_view::npos;
        mark = mark || own;
        if (!own && !(c >= U'0' && c <= U'9')) return false;
    }
    return digit && mark;
}

CellView view_text(const Cell& cell, int index, std::string text, const Plan& plan) {
    CellView view;
    view.index = index;
    view.col = cell.at.col;
    view.cell = &cell;
    view.text = std::move(text);
    if (view.text.empty() || view.text.size() > kMaxLabelBytes) return view;
    view.key = label_key(view.text);
    view.uses = plan.find(view.key);
    // Marks and pinyin in the key are for repair_labels, which says what it left out.
    if (!view.uses && without_marks(view.key) == view.key) view.uses = plan.find(bare_label_key(view.text));
    const ParsedAmount amount = parse_amount(view.text);
    view.amount = amount.amount.number.has_value();
    view.dash = amount.dash;
    if (!view.dash) {
        view.value = looks_like_indicator_value(view.text, plan.vocabulary());
        view.quantitative = view.value && parse_indicator(view.text, plan.vocabulary()).value.number.has_value();
    }
    return view;
}

std::vector<CellView> view_cells(const Grid& grid, const Plan& plan) {
    std::vector<CellView> out;
    out.reserve(grid.cells().size());
    for (const Cell& cell : grid.cells())
        out.push_back(view_text(cell, static_cast<int>(out.size()), std::string(trimmed(cell.shown)), plan));
    return out;
}

}  // namespace jixiao
