#include "importers/xlsx_formula.h"

#include <algorithm>
#include <map>

#include "base/decimal.h"
#include "text/characters.h"

namespace jixiao {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
// What may stand beside a reference only when the whole is a name: letters of any script, digits, _ and dots.
bool is_name(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '\\' || (c & 0x80) != 0;
}

struct Literal {
    std::string_view number;
    int percents = 0;
};

std::optional<Literal> read_literal(std::string_view formula) {
    const auto first = formula.find_first_not_of(' ');
    if (first == formula.npos) return std::nullopt;
    formula = formula.substr(first, formula.find_last_not_of(' ') - first + 1);
    Literal literal;
    std::size_t i = formula[0] == '+' || formula[0] == '-' ? 1 : 0;
    const std::size_t digits = i;
    std::size_t count = 0;
    for (bool point = false; i < formula.size() && (is_digit(formula[i]) || (formula[i] == '.' && !point)); ++i) {
        point = point || formula[i] == '.';
        count += is_digit(formula[i]);
    }
    if (count == 0 || formula[digits] == '.') return std::nullopt;
    literal.number = formula.substr(0, i);
    for (; i < formula.size() && formula[i] == '%'; ++i) ++literal.percents;
    if (i != formula.size()) return std::nullopt;
    return literal;
}

// A reference inside a formula: [$]letters[$]digits.
struct Reference {
    bool col_fixed = false, row_fixed = false;
    Place at;
    std::size_t size = 0;
};

std::optional<Reference> reference_at(std::string_view text) {
    Reference out;
    std::size_t i = 0;
    if (i < text.size() && text[i] == '$') out.col_fixed = true, ++i;
    const std::size_t letters = i;
    while (i < text.size() && is_letter(text[i])) ++i;
    if (i == letters || i - letters > 3) return std::nullopt;
    const std::size_t letters_end = i;
    if (i < text.size() && text[i] == '$') out.row_fixed = true, ++i;
    const std::size_t digits = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i == digits || (i < text.size() && (is_name(text[i]) || text[i] == '(' || text[i] == '!')))
        return std::nullopt;
    const std::string plain =
        std::string(text.substr(letters, letters_end - letters)) + std::string(text.substr(digits, i - digits));
    const auto at = read_place(plain);
    if (!at) return std::nullopt;
    out.at = *at;
    out.size = i;
    return out;
}

// The end of a quoted text or sheet name that begins at `at`; a doubled quote stands for one.
std::size_t quoted_end(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] != quote) continue;
        if (i + 1 == text.size() || text[i + 1] != quote) return i + 1;
        ++i;
    }
    return text.size();
}

}  // namespace

bool is_literal_formula(std::string_view formula) {
    return read_literal(formula).has_value();
}

std::string literal_value(std::string_view formula) {
    constexpr int kMaxPercents = 2;  // Decimal::shifted moves by four places at most
    const auto literal = read_literal(formula);
    if (!literal || literal->percents > kMaxPercents) return {};
    std::string number(literal->number.substr(literal->number.starts_with('+') ? 1 : 0));
    if (number.ends_with('.')) number.pop_back();
    const auto value = Decimal::parse(number);
    if (!value || value->scale() + 2 * literal->percents > Decimal::kMaxScale) return {};
    return value->shifted(-2 * literal->percents).trimmed().str();
}

std::string shifted_formula(std::string_view formula, int rows, int cols) {
    std::string out;
    for (std::size_t i = 0; i < formula.size();) {
        const char c = formula[i];
        std::size_t end = i + 1;
        if (c == '"' || c == '\'') {
            end = quoted_end(formula, i);
        } else if (const auto reference = reference_at(formula.substr(i))) {
            const Place to{reference->at.row + (reference->row_fixed ? 0 : rows),
                           reference->at.col + (reference->col_fixed ? 0 : cols)};
            if (to.row < 0 || to.col < 0 || to.row >= Grid::kMaxRows || to.col >= Grid::kMaxCols) {
                out += "#REF!";
            } else {
                out += (reference->col_fixed ? "$" : "") + column_letters(to.col) +
                       (reference->row_fixed ? "$" : "") + std::to_string(to.row + 1);
            }
            i += reference->size;
            continue;
        } else if (is_name(c)) {
            while (end < formula.size() && is_name(formula[end])) ++end;
        }
        out += formula.substr(i, end - i);
        i = end;
    }
    return out;
}

bool expand_shared_formulas(SheetData& sheet, MemoryBudget& budget) {
    std::map<int, std::size_t> masters;
    for (std::size_t i = 0; i < sheet.formulas.size(); ++i)
        if (sheet.formulas[i].shared >= 0 && !sheet.formulas[i].text.empty())
            masters.emplace(sheet.formulas[i].shared, i);
    for (auto& formula : sheet.formulas) {
        if (formula.shared < 0 || !formula.text.empty()) continue;
        const auto found = masters.find(formula.shared);
        if (found == masters.end()) continue;
        const StoredFormula& master = sheet.formulas[found->second];
        formula.text = shifted_formula(master.text, formula.at.row - master.at.row, formula.at.col - master.at.col);
        formula.text.shrink_to_fit();  // it grew by doubling
        if (!budget.take(formula.text.size())) return false;
    }
    return true;
}

}  // namespace jixiao
