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
    // 目标2：, 任务3：
    constexpr std::size_t kLongestWord = 4;
    std::size_t word = 0;
    while (word < text.size() && word < kLongestWord && is_ideograph(text[word]) && !is_numeral(text[word])) ++word;
    std::size_t digit = word;
    while (digit < text.size() && text[digit] >= U'0' && text[digit] <= U'9') ++digit;
    if (word > 1 && digit > word && digit - word < 3 && digit < text.size() && (text[digit] == U'：' || text[digit] == U':')) return true;
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

namespace {

// False where a text begins with an ideograph of the common blocks (E4 to E9 in UTF-8): neither an amount nor a dash does, and
// most cells of a form are names.
bool may_be_amount(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    return first < 0xE4 || first > 0xE9;
}

CellView read_text(const Cell& cell, int index, std::string text, const Vocabulary& vocabulary) {
    CellView view;
    view.index = index;
    view.col = cell.at.col;
    view.cell = &cell;
    view.text = std::move(text);
    if (view.text.empty() || view.text.size() > kMaxLabelBytes) return view;
    view.key = label_key(view.text);
    if (may_be_amount(view.text)) {
        const ParsedAmount amount = parse_amount(view.text);
        view.amount = amount.amount.number.has_value();
        view.dash = amount.dash;
    }
    if (!view.dash) {
        const IndicatorLook look = look_of_indicator(view.text, vocabulary);
        view.value = look.value;
        view.quantitative = look.number;
    }
    return view;
}

std::string second_key(const CellView& view) {
    // Only brackets and colons make a bare key another one.
    if (view.key.empty() || (view.key.find_first_of("([") == std::string::npos && !view.key.ends_with(':'))) return {};
    // Marks and pinyin in the key are for repair_labels, which says what it left out.
    if (without_marks(view.key) != view.key) return {};
    return bare_label_key(view.text);
}

}  // namespace

CellView view_text(const Cell& cell, int index, std::string text, const Plan& plan) {
    CellView view = read_text(cell, index, std::move(text), plan.vocabulary());
    if (view.key.empty()) return view;
    view.uses = plan.find(view.key);
    if (view.uses) return view;
    if (const std::string bare = second_key(view); !bare.empty()) view.uses = plan.find(bare);
    return view;
}

CellTexts read_cells(const Grid& grid, const Vocabulary& vocabulary) {
    CellTexts out;
    out.views.reserve(grid.cells().size());
    out.bare.reserve(grid.cells().size());
    for (const Cell& cell : grid.cells()) {
        out.views.push_back(read_text(cell, static_cast<int>(out.views.size()), std::string(trimmed(cell.shown)), vocabulary));
        out.bare.push_back(second_key(out.views.back()));
    }
    return out;
}

const std::vector<LabelUse>* uses_of(const CellTexts& cells, std::size_t index, const Plan& plan) {
    const std::string& key = cells.views[index].key;
    if (key.empty()) return nullptr;
    const auto* uses = plan.find(key);
    return uses || cells.bare[index].empty() ? uses : plan.find(cells.bare[index]);
}

std::vector<CellView> view_cells(const Grid& grid, const Plan& plan) { return view_cells(read_cells(grid, plan.vocabulary()), plan); }

std::vector<CellView> view_cells(CellTexts cells, const Plan& plan) {
    for (std::size_t i = 0; i < cells.views.size(); ++i) cells.views[i].uses = uses_of(cells, i, plan);
    return std::move(cells.views);
}

}  // namespace jixiao
