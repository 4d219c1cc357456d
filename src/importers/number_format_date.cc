#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "importers/number_format_render.h"

namespace jixiao {
namespace {

using Kind = FormatToken::Kind;

constexpr int kOffset1904 = 1'462;   // days from 1899-12-31 to 1904-01-01, the leap day that never was included
constexpr int kUnixEpoch = 25'569;   // serial of 1970-01-01
constexpr int kLeapBug = 60;         // serial of 1900-02-29 (ECMA-376-1 18.17.4.1)
constexpr int kLastDay = 2'958'465;  // serial of 9999-12-31
constexpr std::int64_t kDaySeconds = 86'400;
constexpr int kMostDecimals = 3;  // of a second: a serial holds no more

struct Moment {
    int year = 1900, month = 1, day = 0;
    int weekday = 0;  // 0 is Sunday
    int hour = 0, minute = 0, second = 0;
    int fraction = 0;          // of the second, in the decimals shown
    std::int64_t seconds = 0;  // since the epoch, for elapsed time
};

std::optional<Moment> moment(double serial, DateSystem system, int decimals) {
    if (!(serial >= 0) || serial >= kLastDay + 1) return std::nullopt;
    const auto unit = static_cast<std::int64_t>(std::lround(std::pow(10, decimals)));
    // Why rounded here: 0.1 of a day is 2:24:00, and its double a hair below.
    const auto total = static_cast<std::int64_t>(std::llround(serial * static_cast<double>(kDaySeconds * unit)));
    Moment at;
    at.fraction = static_cast<int>(total % unit);
    at.seconds = total / unit;
    const auto of_day = static_cast<int>(at.seconds % kDaySeconds);
    at.hour = of_day / 3600, at.minute = of_day / 60 % 60, at.second = of_day % 60;
    const int day = static_cast<int>(at.seconds / kDaySeconds) + (system == DateSystem::From1904 ? kOffset1904 : 0);
    if (day > kLastDay) return std::nullopt;
    at.weekday = (day + 6) % 7;
    if (day == kLeapBug) {
        at.month = 2, at.day = 29;
    } else if (day > 0) {
        const std::chrono::year_month_day date(
            std::chrono::sys_days(std::chrono::days(day - kUnixEpoch + (day < kLeapBug ? 1 : 0))));
        at.year = static_cast<int>(date.year());
        at.month = static_cast<int>(static_cast<unsigned>(date.month()));
        at.day = static_cast<int>(static_cast<unsigned>(date.day()));
    }
    return at;
}

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 7> kChineseDays{"日", "一", "二", "三", "四", "五", "六"};

class DateText {
public:
    DateText(const FormatSection& section, const Moment& at, bool half_days)
        : section_(section), at_(at), half_days_(half_days) {}

    void add(const FormatToken& token, std::string& out) const {
        switch (token.kind) {
            case Kind::Year:
                out += number(token.width <= 2 ? at_.year % 100 : at_.year, token.width <= 2 ? 2 : 4, true);
                break;
            case Kind::Month: out += month(token.width); break;
            case Kind::Day: out += number(at_.day, token.width); break;
            case Kind::Weekday: out += weekday(token.width); break;
            case Kind::ChineseWeekday:
                if (token.width >= 4) out += "星期";
                out += kChineseDays[static_cast<std::size_t>(at_.weekday)];
                break;
            case Kind::Hour: out += number(half_days_ ? (at_.hour + 11) % 12 + 1 : at_.hour, token.width); break;
            case Kind::Minute: out += number(at_.minute, token.width); break;
            case Kind::Second: out += number(at_.second, token.width); break;
            case Kind::SubSecond: out += sub_second(token.width); break;
            case Kind::HalfDay: out += half_day(token.text); break;
            case Kind::ElapsedHours: out += fmt::format("{:0{}}", at_.seconds / 3600, token.width); break;
            case Kind::ElapsedMinutes: out += fmt::format("{:0{}}", at_.seconds / 60, token.width); break;
            case Kind::ElapsedSeconds: out += fmt::format("{:0{}}", at_.seconds, token.width); break;
            case Kind::Pad: out += kPadding; break;
            default: out += token.text; break;
        }
    }

private:
    std::string number(int value, int width, bool digit_by_digit = false) const {
        const std::string plain = fmt::format("{:0{}}", value, width > 2 && !digit_by_digit ? 2 : width);
        if (section_.numerals == Numerals::Arabic) return plain;
        if (digit_by_digit || section_.numerals == Numerals::Fullwidth)
            return replace_digits(plain, section_.numerals);
        return chinese_count(value, section_.numerals);
    }

    std::string month(int width) const {
        if (width <= 2) return number(at_.month, width);
        const std::string_view name = kMonths[static_cast<std::size_t>(at_.month - 1)];
        if (section_.chinese && width == 3) return fmt::format("{}月", at_.month);
        if (section_.chinese && width == 4) return chinese_count(at_.month, Numerals::Chinese) + "月";
        if (section_.chinese) return chinese_count(at_.month, Numerals::Chinese);
        return std::string(name.substr(0, width == 3 ? 3 : width == 5 ? 1 : name.npos));
    }

    std::string weekday(int width) const {
        const auto day = static_cast<std::size_t>(at_.weekday);
        if (section_.chinese) return (width == 3 ? "周" : "星期") + std::string(kChineseDays[day]);
        return std::string(kDays[day].substr(0, width == 3 ? 3 : kDays[day].npos));
    }

    std::string sub_second(int width) const {
        std::string digits = fmt::format("{:0{}}", at_.fraction, std::min(width, kMostDecimals));
        digits.resize(static_cast<std::size_t>(width), '0');
        return "." + digits;
    }

    std::string half_day(const std::string& words) const {
        const bool morning = at_.hour < 12;
        if (section_.chinese || words == "上午/下午") return morning ? "上午" : "下午";
        const std::size_t slash = words.find('/');
        return morning ? words.substr(0, slash) : words.substr(slash + 1);
    }

    const FormatSection& section_;
    const Moment& at_;
    bool half_days_;
};

}  // namespace

std::optional<std::string> render_date(const FormatSection& section, double serial, DateSystem system) {
    int decimals = 0;
    bool half_days = false;
    for (const auto& token : section.tokens) {
        if (token.kind == Kind::SubSecond) decimals = std::max(decimals, std::min(token.width, kMostDecimals));
        half_days = half_days || token.kind == Kind::HalfDay;
    }
    const auto at = moment(serial, system, decimals);
    if (!at) return std::nullopt;
    const DateText text(section, *at, half_days);
    std::string out;
    for (const auto& token : section.tokens) text.add(token, out);
    return out;
}

std::string serial_of_iso(std::string_view iso, DateSystem system) {
    const auto take = [&](std::size_t size) -> std::optional<int> {
        int value = 0;
        const auto [end, error] = std::from_chars(iso.data(), iso.data() + std::min(size, iso.size()), value);
        if (error != std::errc() || end != iso.data() + size) return std::nullopt;
        iso.remove_prefix(size);
        return value;
    };
    const auto skip = [&](char c) {
        if (!iso.starts_with(c)) return false;
        iso.remove_prefix(1);
        return true;
    };
    int day = 0;
    if (iso.size() >= 10 && iso[4] == '-') {
        const auto year = take(4);
        if (!year || !skip('-')) return {};
        const auto month = take(2);
        if (!month || !skip('-')) return {};
        const auto of_month = take(2);
        if (!of_month) return {};
        const std::chrono::year_month_day date{std::chrono::year(*year),
                                               std::chrono::month(static_cast<unsigned>(*month)),
                                               std::chrono::day(static_cast<unsigned>(*of_month))};
        if (!date.ok()) return {};
        day = static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count()) + kUnixEpoch;
        if (day <= kLeapBug) --day;
        if (system == DateSystem::From1904) day -= kOffset1904;
        if (day < 0) return {};
        if (iso.empty()) return std::to_string(day);
        if (!skip('T') && !skip(' ')) return {};
    } else {
        skip('T');
    }
    const auto hour = take(2);
    if (!hour || !skip(':')) return {};
    const auto minute = take(2);
    if (!minute || *hour > 24 || *minute > 59) return {};
    double second = 0;
    if (skip(':')) {
        const auto [end, error] =
            std::from_chars(iso.data(), iso.data() + iso.size(), second, std::chars_format::fixed);
        if (error != std::errc() || second < 0 || second >= 60) return {};
        iso.remove_prefix(static_cast<std::size_t>(end - iso.data()));
    }
    if (!iso.empty() && iso != "Z") return {};
    const double time = (*hour * 3600 + *minute * 60 + second) / static_cast<double>(kDaySeconds);
    return fmt::format("{}", static_cast<double>(day) + time);
}

}  // namespace jixiao
