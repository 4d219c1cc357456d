// Numbers that belong to a person and stand unmasked in a text meant for publication.
#include <algorithm>

#include "check/review.h"
#include "model/value_text.h"
#include "text/characters.h"

namespace jixiao {
namespace {

int digit(char c) {
    return c - '0';
}

// GB 11643-1999: 17 digits and a check character of ISO 7064 MOD 11-2, a date of birth at 7..14.
bool is_id_card(std::string_view number) {
    static constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr std::string_view kCheck = "10X98765432";
    if (number.size() != 18) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) {
        if (number[i] == 'X') return false;
        sum += digit(number[i]) * kWeights[i];
    }
    const auto part = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (const char c : number.substr(from, count)) value = value * 10 + digit(c);
        return value;
    };
    const int year = part(6, 4), month = part(10, 2), day = part(12, 2);
    const bool dated = year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return dated && number[17] == kCheck[static_cast<std::size_t>(sum % 11)];
}

// ISO/IEC 7812-1 annex B.
bool is_luhn(std::string_view number) {
    int sum = 0;
    bool twice = false;
    for (std::size_t i = number.size(); i-- > 0; twice = !twice) {
        const int value = digit(number[i]) * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0 && number.find_first_not_of('0') != number.npos;
}

bool fits(const PrivateNumber& kind, std::string_view number) {
    const int length = static_cast<int>(number.size());
    if (length < kind.least || length > kind.most) return false;
    if (number.ends_with('X') && kind.check != DigitCheck::IdCard) return false;
    const auto begins = [&](const std::string& prefix) { return number.starts_with(prefix); };
    if (!kind.prefixes.empty() && std::ranges::none_of(kind.prefixes, begins)) return false;
    switch (kind.check) {
        case DigitCheck::None: return true;
        case DigitCheck::IdCard: return is_id_card(number);
        case DigitCheck::Luhn: return is_luhn(number);
    }
    return false;
}

bool is_letter(char32_t c) {
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

// Runs of digits that stand alone; single blanks and hyphens inside, as people group them, are left out. The last
// character may be the X of an identity card.
std::vector<std::string> digit_runs(std::string_view text) {
    const std::u32string folded = fold(text).text;
    std::vector<std::string> out;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (!is_ascii_digit(folded[i])) continue;
        const bool alone_before =
            i == 0 || !(is_letter(folded[i - 1]) || folded[i - 1] == U'*' || folded[i - 1] == U'.');
        std::string grouped;
        std::vector<std::string> groups(1);
        std::size_t end = i;
        for (; end < folded.size(); ++end) {
            const char32_t c = folded[end];
            const bool separator =
                (c == U' ' || c == U'-') && end + 1 < folded.size() && is_ascii_digit(folded[end + 1]);
            if (is_ascii_digit(c))
                groups.back().push_back(static_cast<char>(c));
            else if (separator)
                groups.emplace_back();
            else
                break;
        }
        bool alone_behind = end == folded.size() || !(is_letter(folded[end]) || folded[end] == U'*');
        if (end < folded.size() && (folded[end] == U'X' || folded[end] == U'x') &&
            (end + 1 == folded.size() || !is_letter(folded[end + 1]))) {
            groups.back().push_back('X');
            alone_behind = true;
        }
        i = end;
        if (!alone_before || !alone_behind) continue;
        for (const std::string& group : groups) grouped += group;
        if (groups.size() > 1)
            for (const std::string& group : groups) out.push_back(group);
        out.push_back(grouped);
    }
    return out;
}

// 138****5678: a report must not spread what it complains of.
std::string masked(std::string_view number) {
    const std::size_t shown = number.size() >= 11 ? 7 : 2;  // three before, four behind; of short ones the first two
    const auto hidden = std::string(number.size() - shown, '*');
    return shown == 2 ? std::string(number.substr(0, 2)) + hidden
                      : std::string(number.substr(0, 3)) + hidden + std::string(number.substr(number.size() - 4));
}

void review_text(Review& review, std::string_view text, const std::string& pointer, Place place) {
    std::vector<std::string> reported;
    for (const std::string& number : digit_runs(text))
        for (const PrivateNumber& kind : review.rules.private_numbers) {
            if (!fits(kind, number) || std::ranges::find(reported, number) != reported.end()) continue;
            reported.push_back(number);
            Finding& finding = review.add(
                Code::private_number,
                message("未遮盖的{0}：{1}。", "an unmasked {2}: {1}.", kind.name.zh, masked(number), kind.name.en),
                pointer, place);
            finding.rule = kind.id;
            finding.got = masked(number);
            finding.fix = masked(number);
            break;
        }
}

}  // namespace

void review_private_numbers(Review& review) {
    const Form& form = review.form;
    review_text(review, form.title, "/title", form.title_place);
    const auto value_texts = [&](const Value& value, const std::string& pointer) {
        if (value.type == Value::Type::Text) review_text(review, value.text, pointer, value.place);
        if (value.type == Value::Type::Indicator) review_text(review, value.indicator.raw, pointer, value.place);
        if (value.type == Value::Type::Amount && !value.amount.number)
            review_text(review, value.amount.written, pointer, value.place);
        for (std::size_t i = 0; i < value.paragraphs.size(); ++i)
            review_text(review, value.paragraphs[i], pointer + "/" + std::to_string(i), value.place);
    };
    for (const Field& field : form.fields) value_texts(field.value, field_pointer(field.id));
    for (const List& list : form.lists)
        for (std::size_t row = 0; row < list.rows.size(); ++row)
            for (std::size_t c = 0; c < list.columns.size() && c < list.rows[row].size(); ++c) {
                const bool carried = row > 0 && c < list.rows[row - 1].size() &&
                                     list.rows[row][c].type == Value::Type::Text &&
                                     same_meaning(list.rows[row][c], list.rows[row - 1][c]);
                if (!carried) value_texts(list.rows[row][c], list_pointer(list.id, row, list.columns[c]));
            }
    for (std::size_t i = 0; i < form.unplaced.size(); ++i)
        review_text(review, form.unplaced[i].text, "/unplaced/" + std::to_string(i) + "/text",
                    form.unplaced[i].place);
}

}  // namespace jixiao
