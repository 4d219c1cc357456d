#include "importers/number_format_code.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace jixiao {
namespace {

using Kind = FormatToken::Kind;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
    return out;
}

// Bytes of the UTF-8 character that begins here.
std::size_t character_size(std::string_view text) {
    const auto c = static_cast<unsigned char>(text[0]);
    const std::size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return std::min(size, text.size());
}

bool starts_with_word(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && lower(text.substr(0, word.size())) == word;
}

// The locale of a [$…-1E000804]: Chinese is primary language 04 (MS-LCID 2.2); the highest byte chooses numerals,
// in threes for Japanese, simplified and traditional Chinese from 1B on.
struct FormatLocale {
    bool chinese = false;
    Numerals numerals = Numerals::Arabic;
};

FormatLocale read_locale(std::string_view name) {
    if (lower(name).starts_with("zh")) return {true};
    std::uint32_t id = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id, 16);
    if (error != std::errc() || end != name.data() + name.size()) return {};
    constexpr std::uint32_t kPrimary = 0x3FF, kChinese = 0x04, kFirstNumerals = 0x1B, kLastNumerals = 0x23;
    constexpr std::array<Numerals, 3> kKinds{Numerals::Chinese, Numerals::Formal, Numerals::Fullwidth};
    FormatLocale locale{(id & kPrimary) == kChinese};
    const std::uint32_t numerals = id >> 24;
    if (numerals >= kFirstNumerals && numerals <= kLastNumerals)
        locale.numerals = kKinds[(numerals - kFirstNumerals) % 3];
    return locale;
}

class SectionReader {
public:
    explicit SectionReader(std::string_view text) : text_(text) {}

    FormatSection read() {
        while (!text_.empty()) next();
        if (has_date())
            finish_date();
        else
            finish_number();
        return std::move(section_);
    }

private:
    void push(Kind kind, std::string_view text = {}, int width = 1) {
        section_.tokens.push_back({kind, std::string(text), width});
    }

    std::string_view take(std::size_t size) {
        const std::string_view taken = text_.substr(0, size);
        text_.remove_prefix(taken.size());
        return taken;
    }

    int take_run() {
        const char letter = lower(text_[0]);
        std::size_t size = 0;
        while (size < text_.size() && lower(text_[size]) == letter) ++size;
        take(size);
        return static_cast<int>(size);
    }

    void next() {
        const char c = text_[0];
        if (c == '"') return quoted();
        if (c == '\\' || c == '!' || c == '_' || c == '*') return escaped(c);
        if (c == '[') return bracket();
        if (word("general", Kind::General) || word("standard", Kind::General) || word("g/通用格式", Kind::General))
            return;
        if (word("am/pm", Kind::HalfDay) || word("a/p", Kind::HalfDay) || word("上午/下午", Kind::HalfDay)) return;
        switch (c) {
            case '0':
            case '#':
            case '?': return push(Kind::Digit, take(1));
            case '.': return push(Kind::Point, take(1));
            case ',': return push(Kind::Comma, take(1));
            case '%': return push(Kind::Percent, take(1));
            case '/': return push(Kind::Slash, take(1));
            case '@': return push(Kind::Text, take(1));
            default: break;
        }
        switch (lower(c)) {
            case 'e': return exponent_or_year();
            case 'y': return push(Kind::Year, {}, take_run());
            case 'm': return push(Kind::Month, {}, take_run());
            case 'd': return day();
            case 'h': return push(Kind::Hour, {}, take_run());
            case 's': return push(Kind::Second, {}, take_run());
            case 'a': return chinese_weekday();
            case 'g': take_run(); return;  // the era; Chinese dates have none
            default: return push(Kind::Literal, take(character_size(text_)));
        }
    }

    bool word(std::string_view spelled, Kind kind) {
        if (!starts_with_word(text_, spelled)) return false;
        push(kind, take(spelled.size()));
        return true;
    }

    void quoted() {
        take(1);
        push(Kind::Literal, take(std::min(text_.find('"'), text_.size())));
        take(1);
    }

    // `\c` and `!c` are the character itself, `_c` a blank as wide as it, `*c` fills the cell with it.
    void escaped(char how) {
        take(1);
        if (text_.empty()) return;
        const std::string_view character = take(character_size(text_));
        if (how == '_')
            push(Kind::Pad);
        else if (how != '*')
            push(Kind::Literal, character);
    }

    void bracket() {
        const std::size_t close = text_.find(']');
        if (close == text_.npos) return push(Kind::Literal, take(1));
        const std::string_view inside = take(close + 1).substr(1, close - 1);
        if (inside.empty()) return;
        if (inside[0] == '$') return locale(inside.substr(1));
        if (inside[0] == '<' || inside[0] == '>' || inside[0] == '=') return condition(inside);
        const std::string name = lower(inside);
        const bool one_letter = name.find_first_not_of(name[0]) == name.npos;
        const int width = static_cast<int>(name.size());
        if (one_letter && name[0] == 'h') return push(Kind::ElapsedHours, {}, width);
        if (one_letter && name[0] == 'm') return push(Kind::ElapsedMinutes, {}, width);
        if (one_letter && name[0] == 's') return push(Kind::ElapsedSeconds, {}, width);
        if (name == "dbnum1") section_.numerals = Numerals::Chinese;
        if (name == "dbnum2") section_.numerals = Numerals::Formal;
        if (name == "dbnum3") section_.numerals = Numerals::Fullwidth;
        // What is left are colours and their numbers: seen, but not text.
    }

    // [$¥-804]: a currency sign, then a locale; F800 and F400 stand for the system's long date and time.
    void locale(std::string_view inside) {
        const std::size_t dash = inside.find('-');
        const std::string_view sign = inside.substr(0, dash);
        const std::string_view name = dash == inside.npos ? std::string_view() : inside.substr(dash + 1);
        if (!sign.empty()) push(Kind::Literal, sign);
        const FormatLocale read = read_locale(name);
        section_.chinese = section_.chinese || read.chinese;
        if (read.numerals != Numerals::Arabic) section_.numerals = read.numerals;
        const std::string id = lower(name);
        if (id == "f800" || id == "x-sysdate") text_ = "yyyy\"年\"m\"月\"d\"日\"";
        if (id == "f400" || id == "x-systime") text_ = "h:mm:ss";
    }

    void condition(std::string_view inside) {
        using Op = FormatCondition::Op;
        static constexpr std::array<std::pair<std::string_view, Op>, 6> kOps{{{"<=", Op::LessEqual},
                                                                              {"<>", Op::NotEqual},
                                                                              {">=", Op::GreaterEqual},
                                                                              {"<", Op::Less},
                                                                              {">", Op::Greater},
                                                                              {"=", Op::Equal}}};
        for (const auto& [spelled, op] : kOps) {
            if (!inside.starts_with(spelled)) continue;
            const std::string_view number = inside.substr(spelled.size());
            FormatCondition read{op, 0};
            const auto parsed = std::from_chars(number.data(), number.data() + number.size(), read.limit);
            if (parsed.ec == std::errc() && parsed.ptr == number.data() + number.size()) section_.condition = read;
            return;
        }
    }

    void exponent_or_year() {
        const bool sign = text_.size() > 1 && (text_[1] == '+' || text_[1] == '-');
        const bool digits =
            std::ranges::any_of(section_.tokens, [](const FormatToken& t) { return t.kind == Kind::Digit; });
        if (sign && digits) return push(Kind::Exponent, take(2).substr(1));
        take_run();
        push(Kind::Year, {}, 4);  // the year of the era, which in China is the year
    }

    void day() {
        const int width = take_run();
        push(width < 3 ? Kind::Day : Kind::Weekday, {}, width);
    }

    void chinese_weekday() {
        const char letter = text_[0];
        const int width = take_run();
        if (width >= 3) return push(Kind::ChineseWeekday, {}, width);
        push(Kind::Literal, std::string(static_cast<std::size_t>(width), letter));
    }

    bool has_date() const {
        return std::ranges::any_of(section_.tokens, [](const FormatToken& t) { return t.is_date(); });
    }

    static void make_literal(FormatToken& token) {
        if (token.kind == Kind::Exponent) token.text = "E" + token.text;
        token.kind = Kind::Literal;
    }

    void finish_date() {
        section_.kind = SectionKind::Date;
        auto& tokens = section_.tokens;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            // `ss.000`: decimals of the second, not a number beside it.
            const bool after_second =
                i > 0 && (tokens[i - 1].kind == Kind::Second || tokens[i - 1].kind == Kind::ElapsedSeconds);
            std::size_t zeros = i + 1;
            while (zeros < tokens.size() && tokens[zeros].kind == Kind::Digit && tokens[zeros].text == "0") ++zeros;
            if (tokens[i].kind == Kind::Point && after_second && zeros > i + 1) {
                tokens[i] = {Kind::SubSecond, ".", static_cast<int>(zeros - i - 1)};
                tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                             tokens.begin() + static_cast<std::ptrdiff_t>(zeros));
            } else if (!tokens[i].is_date() && tokens[i].kind != Kind::Pad) {
                make_literal(tokens[i]);
            }
        }
        // 18.8.31: m right after h, or right before s, is the minute.
        FormatToken* before = nullptr;
        for (auto& token : tokens) {
            if (!token.is_date() || token.kind == Kind::HalfDay) continue;
            const bool short_month = token.kind == Kind::Month && token.width <= 2;
            if (short_month && before && (before->kind == Kind::Hour || before->kind == Kind::ElapsedHours))
                token.kind = Kind::Minute;
            if ((token.kind == Kind::Second || token.kind == Kind::ElapsedSeconds) && before &&
                before->kind == Kind::Month && before->width <= 2)
                before->kind = Kind::Minute;
            before = &token;
        }
    }

    void finish_number() {
        auto& tokens = section_.tokens;
        const auto count = [&](Kind kind) { return std::ranges::count(tokens, kind, &FormatToken::kind); };
        const bool digits = count(Kind::Digit) > 0;
        if (!digits) {
            if (count(Kind::Text) > 0)
                section_.kind = SectionKind::Text;
            else if (count(Kind::General) > 0)
                section_.kind = SectionKind::General;
            for (auto& token : tokens)
                if (token.kind == Kind::Point || token.kind == Kind::Comma || token.kind == Kind::Slash)
                    make_literal(token);
            section_.percents = static_cast<int>(count(Kind::Percent));
            return;
        }
        section_.percents = static_cast<int>(count(Kind::Percent));
        classify_commas();
        if (count(Kind::Exponent) > 0)
            section_.kind = SectionKind::Scientific;
        else if (is_fraction())
            section_.kind = SectionKind::Fraction;
        bool point_seen = false, exponent_seen = false;
        for (auto& token : tokens) {
            const bool again = (token.kind == Kind::Point && (point_seen || exponent_seen)) ||
                               (token.kind == Kind::Exponent && exponent_seen);
            point_seen = point_seen || token.kind == Kind::Point;
            exponent_seen = exponent_seen || token.kind == Kind::Exponent;
            if (again || (token.kind == Kind::Slash && section_.kind != SectionKind::Fraction)) make_literal(token);
        }
    }

    bool is_fraction() const {
        const auto& tokens = section_.tokens;
        for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
            if (tokens[i].kind != Kind::Slash || tokens[i - 1].kind != Kind::Digit) continue;
            const FormatToken& next_one = tokens[i + 1];
            return next_one.kind == Kind::Digit || (next_one.kind == Kind::Literal && next_one.text.size() == 1 &&
                                                    next_one.text[0] >= '1' && next_one.text[0] <= '9');
        }
        return false;
    }

    // Between digits a comma groups them; behind the last one each takes away three zeros; elsewhere it is itself.
    void classify_commas() {
        auto& tokens = section_.tokens;
        std::size_t last_digit = 0;
        for (std::size_t i = 0; i < tokens.size() && tokens[i].kind != Kind::Exponent; ++i)
            if (tokens[i].kind == Kind::Digit) last_digit = i;
        std::vector<FormatToken> kept;
        bool point = false, digit = false, scaling = false;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            FormatToken& token = tokens[i];
            const bool was_scaling = scaling;
            scaling = false;
            if (token.kind == Kind::Comma) {
                const bool after_digit = i > 0 && (tokens[i - 1].kind == Kind::Digit || was_scaling);
                const bool before_point = i + 1 < tokens.size() && tokens[i + 1].kind == Kind::Point;
                if (after_digit && (i > last_digit || before_point)) {
                    ++section_.scale;
                    scaling = true;
                    continue;
                }
                if (digit && !point && i < last_digit) {
                    // `0,,.00`: commas right before the point scale, too.
                    std::size_t end = i;
                    while (end < tokens.size() && tokens[end].kind == Kind::Comma) ++end;
                    if (end < tokens.size() && tokens[end].kind == Kind::Point)
                        ++section_.scale, scaling = true;
                    else
                        section_.grouping = true;
                    continue;
                }
                make_literal(token);
            }
            point = point || token.kind == Kind::Point;
            digit = digit || token.kind == Kind::Digit;
            kept.push_back(std::move(token));
        }
        tokens = std::move(kept);
    }

    std::string_view text_;
    FormatSection section_;
};

}  // namespace

bool FormatCondition::holds(double value) const {
    switch (op) {
        case Op::Less: return value < limit;
        case Op::LessEqual: return value <= limit;
        case Op::Equal: return value == limit;
        case Op::NotEqual: return value != limit;
        case Op::GreaterEqual: return value >= limit;
        case Op::Greater: return value > limit;
    }
    return false;
}

std::vector<std::string_view> format_sections(std::string_view code) {
    std::vector<std::string_view> sections;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"')
            i = std::min(code.find('"', i + 1), code.size());
        else if (c == '[')
            i = std::min(code.find(']', i), code.size());
        else if (c == '\\' || c == '!' || c == '_' || c == '*')
            ++i;
        else if (c == ';') {
            sections.push_back(code.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    sections.push_back(code.substr(std::min(begin, code.size())));
    return sections;
}

std::vector<FormatSection> read_format_code(std::string_view code) {
    std::vector<FormatSection> sections;
    for (const auto text : format_sections(code)) sections.push_back(SectionReader(text).read());
    return sections;
}

}  // namespace jixiao
