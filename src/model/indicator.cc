// Indicator values. The grammar is
//     value  = comparator? number (range number)? unit? bound-word? remark? weight?
// where a comparator is a sign or a word before the number, a bound-word (以上, 以内) one behind it. What does not
// fit is a qualitative word or a text, never half a number.
#include <algorithm>
#include <array>

#include "model/comparing_words.h"
#include "model/value_text.h"
#include "model/values.h"
#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::size_t kShortText = 8;     // code points: 较为显著, 有所提升; a sentence is longer
constexpr std::size_t kLongestUnit = 10;  // 万千瓦时/平方公里

bool known_as_written(const std::vector<Term>& terms, std::string_view text) {
    return std::ranges::any_of(terms, [&](const Term& term) {
        return term.label == text || std::ranges::find(term.spellings, text) != term.spellings.end();
    });
}

// A word as written, or with its radicals and traditional characters put plain.
bool known_term(const std::vector<Term>& terms, std::string_view text) {
    if (known_as_written(terms, text)) return true;
    std::string plain;
    bool changed = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at), simple = plain_ideograph(c);
        if (simple != c && !changed) plain = text.substr(0, begin), changed = true;
        if (changed) append_utf8(plain, simple);
    }
    return changed && known_as_written(terms, plain);
}

// A year.month (2023.07), which is no decimal fraction of anything counted.
bool is_year_month(const Decimal& number) {
    const std::string text = number.str();
    if (text.size() != 7 || text[4] != '.' || !(text.starts_with("19") || text.starts_with("20"))) return false;
    const int month = (text[5] - '0') * 10 + (text[6] - '0');
    return month >= 1 && month <= 12;
}

bool is_year(const Decimal& number) {
    return number.scale() == 0 && number >= Decimal(1949) && number <= Decimal(2100);
}

struct Signed {
    Decimal number;
    std::size_t end;
};

std::optional<Signed> scan_signed(std::u32string_view text, std::size_t pos) {
    const bool minus = pos < text.size() && text[pos] == U'-';
    const auto scanned = scan_number(text, pos + (minus ? 1 : 0));
    if (!scanned) return std::nullopt;
    return Signed{minus ? Decimal() - scanned->value : scanned->value, scanned->end};
}

// Where a unit beginning at `pos` ends: the first character no unit holds, or the end of the text.
std::size_t scan_unit(std::u32string_view text, std::size_t pos) {
    constexpr std::u32string_view kStops = U",，、;；。:：?？!！“”\"'()~-—≥≤=><*《》 ";
    std::size_t end = pos;
    while (end < text.size() && kStops.find(text[end]) == kStops.npos) {
        // m2, km2: one digit behind a Latin letter is part of the unit.
        if (is_ascii_digit(text[end])) {
            const bool exponent = end > pos && text[end - 1] < 0x80 && !is_ascii_digit(text[end - 1]) &&
                                  text[end - 1] != U'/' && text[end - 1] != U'%' && text[end - 1] != U'.';
            if (!exponent) break;
        }
        ++end;
    }
    return end;
}

// The end of a bracketed remark at `pos`, `pos` itself where there is none.
std::size_t scan_brackets(std::u32string_view text, std::size_t pos) {
    if (pos >= text.size() || text[pos] != U'(') return pos;
    const auto close = text.find(U')', pos);
    return close == text.npos ? pos : close + 1;
}

class Parser {
public:
    Parser(std::string_view shown, const Vocabulary& vocabulary) : folded_(fold(shown)), vocabulary_(vocabulary) {
        out_.value.raw = shown;
    }

    ParsedIndicator parse() && {
        read();
        return std::move(out_);
    }

private:
    void read() {
        if (text().empty() || is_lone_dash(folded_)) {
            out_.blank = true;
            out_.dash = !text().empty();
            return;
        }
        const auto whole = folded_.written(0, text().size());
        if (known_term(vocabulary_.qualitative, whole)) {
            out_.value.kind = ValueKind::Qualitative;
            out_.known_word = true;
            return;
        }
        if (suspect() || signed_value() || worded_value()) return;
        words();
    }

    std::u32string_view text() const { return folded_.text; }

    void quantitative(Comparator comparator) {
        out_.value.kind = ValueKind::Quantitative;
        out_.value.comparator = comparator;
    }

    // 乏90%, 三280次: a character where a comparator belongs. Only directly before a digit: 三公经费 is a word.
    bool suspect() {
        if (text().size() < 2 || !is_suspect(text()[0]) || !is_ascii_digit(text()[1])) return false;
        Parser rest(folded_.written(1, text().size()), vocabulary_);
        if (!rest.number_at(0, false)) return false;
        quantitative(Comparator::None);
        out_.suspect = folded_.written(0, 1);
        out_.proposal = folded_.written(1, text().size());
        return true;
    }

    bool signed_value() {
        std::size_t end = 0;
        while (end < text().size() && (is_sign(text()[end]) || text()[end] == U' ')) ++end;
        if (end == 0) return false;
        const auto comparator = sign_comparator(text().substr(0, end));
        if (!comparator) return false;
        quantitative(*comparator);
        if (number_at(end, true) || split_number(*comparator) || filler(end)) return true;
        // ≥Ⅲ类, =健全: a comparator and words.
        out_.value = {out_.value.raw, ValueKind::Text, *comparator, {}, {}, ""};
        if (known_term(vocabulary_.qualitative, folded_.written(end, text().size())))
            out_.value.kind = ValueKind::Qualitative;
        if (std::ranges::any_of(text(), is_ascii_digit)) out_.value.comparator = Comparator::None;
        return true;
    }

    // A number with a word for its comparator, or with none at all.
    bool worded_value() {
        std::size_t pos = 0;
        Comparator comparator = Comparator::None;
        bool word_seen = false;
        for (const ComparingWord& word : kBefore)
            if (text().starts_with(word.text)) {
                pos = skip_blanks(text(), word.text.size());
                comparator = word.comparator;
                word_seen = true;
                break;
            }
        const IndicatorValue before = out_.value;
        quantitative(comparator);
        if (number_at(pos, word_seen)) return true;
        out_.value = before;
        if (pos < text().size() && is_ascii_digit(text()[pos]) && split_number(comparator)) return true;
        return false;
    }

    // number (range number)? unit? … up to the end of the text. `compared`: a comparator stands before it.
    bool number_at(std::size_t pos, bool compared) {
        auto first = scan_signed(text(), pos);
        if (!first) return false;
        std::size_t end = first->end;
        std::optional<Decimal> second;
        std::string unit;
        const std::size_t unit_end = scan_unit(text(), skip_blanks(text(), end));
        if (const auto range = range_end(end, unit_end)) {
            second = range->number;
            end = range->end;
            const bool dates = (is_year_month(first->number) && is_year_month(*second)) ||
                               (is_year(first->number) && is_year(*second));
            if (dates) return false;
        }
        Comparator behind = Comparator::None;
        std::string weight;
        if (!tail(end, unit, behind, weight, compared)) return false;
        const bool bound = compared || behind != Comparator::None;
        if (!bound && !second && is_date(first->number, unit)) return false;
        if (out_.value.comparator == Comparator::None) out_.value.comparator = behind;
        out_.value.kind = ValueKind::Quantitative;
        out_.value.number = first->number;
        out_.value.number2 = second;
        out_.value.unit = std::move(unit);
        out_.weight = std::move(weight);
        return true;
    }

    // 2024年, 2023.07, 12月: a date, unless something compares it.
    static bool is_date(const Decimal& number, const std::string& unit) {
        if (is_year_month(number) && unit.empty()) return true;
        if (unit.starts_with("年")) return is_year(number) || unit.size() > std::string_view("年").size();
        return unit.starts_with("月") || unit.starts_with("号") || (unit.starts_with("日") && unit != "日");
    }

    // The second number of 10-20家, 10%-20%, 3家至5家.
    std::optional<Signed> range_end(std::size_t end, std::size_t unit_end) const {
        const auto second_at = [&](std::size_t pos) -> std::optional<Signed> {
            pos = skip_blanks(text(), pos);
            const std::size_t start = pos;
            while (pos < text().size() && (is_dash(text()[pos]) || text()[pos] == U'~') && text()[pos] != U'/') ++pos;
            if (pos == start && pos < text().size() && (text()[pos] == U'至' || text()[pos] == U'到')) ++pos;
            if (pos == start) return std::nullopt;
            const auto scanned = scan_number(text(), skip_blanks(text(), pos));
            if (!scanned) return std::nullopt;
            return Signed{scanned->value, scanned->end};
        };
        if (auto plain = second_at(end)) return plain;
        // With the unit after both numbers; 至 and 到 look like a part of the first unit.
        const std::size_t begin = skip_blanks(text(), end);
        std::size_t first_end = unit_end;
        for (std::size_t i = begin; i < unit_end; ++i)
            if (text()[i] == U'至' || text()[i] == U'到') first_end = i;
        if (auto with_unit = second_at(first_end)) {
            const std::size_t again = skip_blanks(text(), with_unit->end);
            const auto unit = text().substr(begin, first_end - begin);
            if (!unit.empty() && text().substr(again).starts_with(unit)) return with_unit;
        }
        return std::nullopt;
    }

    // unit? bound-word? remark? weight?, and nothing else before the end.
    bool tail(std::size_t pos, std::string& unit, Comparator& behind, std::string& weight, bool compared) {
        pos = skip_blanks(text(), pos);
        std::size_t end = scan_unit(text(), pos);
        if (end > pos && text()[pos] == U'.') return false;   // 97. 3 is a number cut in two
        // 95％(含)以上: what follows a remark may be a bound-word.
        if (end == pos) {
            const std::size_t close = scan_brackets(text(), pos);
            if (close != pos && bracketed_unit(pos, close)) {
                unit = folded_.written(pos, close);
                return after_unit(close, behind, weight);
            }
            return after_unit(pos, behind, weight);
        }
        std::size_t unit_end = end;
        bool has_word = false;
        for (const ComparingWord& word : kBehind)
            if (const auto whole = text().substr(pos, end - pos); whole.ends_with(word.text)) {
                unit_end = end - word.text.size();
                behind = word.comparator;
                has_word = true;
                break;
            }
        if (unit_end - pos > kLongestUnit || (!has_word && !compared && unlikely_unit(pos, unit_end))) {
            if (!compared) return false;
            unit_end = known_unit_end(pos, unit_end);
            if (unit_end == pos) return false;
            unit = folded_.written(pos, unit_end);
            return true;  // ≥95%的受访群众表示满意: the figure and its unit, the words stay in raw
        }
        unit = folded_.written(pos, unit_end);
        return after_unit(end, behind, weight);
    }

    bool after_unit(std::size_t pos, Comparator& behind, std::string& weight) const {
        pos = skip_blanks(text(), pos);
        for (bool more = true; more;) {
            more = false;
            if (const std::size_t close = scan_brackets(text(), pos); close != pos) {
                pos = skip_blanks(text(), close);
                more = true;
            }
            for (const ComparingWord& word : kBehind)
                if (text().substr(pos).starts_with(word.text)) {
                    if (behind == Comparator::None) behind = word.comparator;
                    pos = skip_blanks(text(), pos + word.text.size());
                    more = true;
                    break;
                }
        }
        while (pos < text().size() && (text()[pos] == U'。' || text()[pos] == U';')) ++pos;
        if (pos == text().size()) return true;
        // =100% 22.5: a weight, set off by a blank, behind a unit.
        if (text()[pos - 1] != U' ' || is_ascii_digit(text()[text().find_last_not_of(U' ', pos - 1)])) return false;
        const auto number = scan_number(text(), pos);
        if (!number) return false;
        const bool plain = number->end == text().size() || text().substr(number->end) == U"分";
        if (plain) weight = folded_.written(pos, text().size());
        return plain;
    }

    // (%), (元/亩) behind a number are its unit; (计划标准) is a remark.
    bool bracketed_unit(std::size_t open, std::size_t close) const {
        const auto inner = text().substr(open + 1, close - open - 2);
        if (inner.empty() || std::ranges::any_of(inner, is_ascii_digit)) return false;
        return inner.size() <= 2 || inner.find(U'/') != inner.npos || inner.find(U'%') != inner.npos ||
               known_term(vocabulary_.units, folded_.written(open + 1, close - 1));
    }

    // Behind a bare number a long run of words is a sentence, not a unit.
    bool unlikely_unit(std::size_t pos, std::size_t end) const {
        const auto unit = text().substr(pos, end - pos);
        if (unit.ends_with(U"前") || unit.ends_with(U"底") || unit.ends_with(U"后")) return true;
        return unit.size() > 4 && unit.find(U'/') == unit.npos && unit.find(U'每') == unit.npos &&
               !known_term(vocabulary_.units, folded_.written(pos, end));
    }

    std::size_t known_unit_end(std::size_t pos, std::size_t end) const {
        for (std::size_t stop = std::min(end, pos + kLongestUnit); stop > pos; --stop)
            if (known_term(vocabulary_.units, folded_.written(pos, stop))) return stop;
        return text()[pos] == U'%' ? pos + 1 : pos;
    }

    // ≥968.191 8家: a number broken by wrapping. Nothing is joined; what it may be is proposed, unless the second
    // part has decimals of its own (=100 22.5).
    bool split_number(Comparator comparator) {
        std::u32string joined;
        bool decimals_behind = false, joined_any = false;
        for (std::size_t i = 0; i < text().size(); ++i) {
            const std::size_t next = skip_blanks(text(), i);
            const auto of_number = [&](char32_t c) { return is_ascii_digit(c) || c == U'.'; };
            const bool inside = next != i && i > 0 && next < text().size() && of_number(text()[i - 1]) &&
                                of_number(text()[next]) && (is_ascii_digit(text()[i - 1]) || is_ascii_digit(text()[next]));
            if (inside) {
                joined_any = true;
                i = next;
            }
            // Decimals of its own: 22.5, not .5.
            if (joined_any && !inside && text()[i] == U'.') decimals_behind = true;
            joined.push_back(text()[i]);
        }
        if (!joined_any) return false;
        const Parser whole = Parser(to_utf8(joined), vocabulary_).tried();
        if (!whole.out_.value.number) return false;
        quantitative(comparator);
        out_.value.unit = whole.out_.value.unit;
        // A weight (=100 22.5) has no unit of its own; what has one is the rest of the number.
        if (!decimals_behind || !whole.out_.value.unit.empty()) out_.proposal = to_utf8(joined);
        return true;
    }

    Parser tried() && {
        read();
        return std::move(*this);
    }

    // ≥**人次, ≥XX, ≥: a stub that was never filled in.
    bool filler(std::size_t pos) {
        std::size_t end = pos;
        while (end < text().size() && (is_filler(text()[end]) || text()[end] == U' ')) ++end;
        const std::size_t unit_end = scan_unit(text(), end);
        if (unit_end != text().size() || (end == pos && unit_end != pos)) return false;
        out_.value.unit = folded_.written(end, unit_end);
        return true;
    }

    void words() {
        const auto has = [&](auto question) { return std::ranges::any_of(text(), question); };
        for (const ComparingWord& word : kBefore)
            if (word.binds && text().starts_with(word.text) && !has(is_ascii_digit)) {
                out_.value.comparator = word.comparator;  // 不低于上年度水平
                return;
            }
        const bool shown_as_word = text().size() <= kShortText && !has(is_ascii_digit) && !has(is_sign);
        if (shown_as_word && !has(is_filler)) out_.value.kind = ValueKind::Qualitative;
    }

    Folded folded_;
    const Vocabulary& vocabulary_;
    ParsedIndicator out_;
};

}  // namespace

ParsedIndicator parse_indicator(std::string_view shown, const Vocabulary& vocabulary) {
    return Parser(shown, vocabulary).parse();
}

IndicatorLook look_of_indicator(std::string_view shown, const Vocabulary& vocabulary) {
    // Most cells of a form are names: ideographs, among which no number or comparator hides, and the grammar need not be asked.
    const bool words = std::ranges::all_of(shown, [](char byte) {
        const auto c = static_cast<unsigned char>(byte);
        return (c >= 0x80 && c <= 0xBF) || (c >= 0xE4 && c <= 0xE9);
    });
    if (words && !shown.empty()) return {known_term(vocabulary.qualitative, shown), false};
    const ParsedIndicator read = parse_indicator(shown, vocabulary);
    const bool value = read.value.kind == ValueKind::Quantitative || read.known_word;
    return {value, value && read.value.number.has_value()};
}

}  // namespace jixiao
