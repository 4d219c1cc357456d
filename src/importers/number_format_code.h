// A number format code, read: sections, their conditions, and what each is made of.
//
// Knows: the grammar of ECMA-376-1 18.8.31. Does not know: values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jixiao {

struct FormatToken {
    enum class Kind {
        Literal,
        Pad,
        Digit,
        Point,
        Comma,
        Percent,
        Exponent,
        Slash,
        General,
        Text,
        Year,
        Month,
        Day,
        Weekday,
        ChineseWeekday,
        Hour,
        Minute,
        Second,
        SubSecond,
        HalfDay,
        ElapsedHours,
        ElapsedMinutes,
        ElapsedSeconds,
    };
    Kind kind = Kind::Literal;
    std::string text;  // of a literal; "0", "#" or "?" of a digit; "+" or "-" of an exponent; of a half day its words
    int width = 1;     // how often the letter was repeated

    bool is_date() const { return kind >= Kind::Year; }
};

struct FormatCondition {
    enum class Op { Less, LessEqual, Equal, NotEqual, GreaterEqual, Greater };
    Op op = Op::Equal;
    double limit = 0;

    bool holds(double value) const;
    bool only_negative() const {
        return (op == Op::Less && limit <= 0) || ((op == Op::LessEqual || op == Op::Equal) && limit < 0);
    }
};

enum class SectionKind { Number, Fraction, Scientific, Date, General, Text };

// How numerals are written, 18.8.31 [DBNum1] to [DBNum3]: 一二三, 壹贰叁, １２３.
enum class Numerals { Arabic, Chinese, Formal, Fullwidth };

struct FormatSection {
    std::vector<FormatToken> tokens;
    SectionKind kind = SectionKind::Number;
    std::optional<FormatCondition> condition;
    Numerals numerals = Numerals::Arabic;
    bool chinese = false;   // locale of Chinese: names of months, days and halves of the day
    bool grouping = false;  // a comma between digits
    int scale = 0;          // commas after the digits: thousands left out
    int percents = 0;
};

// Total: every text has at least one section.
std::vector<FormatSection> read_format_code(std::string_view code);

// Cut at semicolons that stand outside quotes, escapes and brackets.
std::vector<std::string_view> format_sections(std::string_view code);

}  // namespace jixiao
