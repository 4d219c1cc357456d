#include "check/explain.h"

#include <algorithm>
#include <map>

namespace jixiao {
namespace {

// Beyond this many lines some two of them sum to almost anything.
constexpr std::size_t kMostForPairs = 60;
// A difference that equals so many lines is explained by none of them.
constexpr std::size_t kMostCandidates = 3;

Decimal sum_of(const std::vector<Figure>& figures) {
    Decimal sum;
    for (const Figure& figure : figures) sum = sum + figure.number;
    return sum;
}

std::string quoted(const std::vector<std::string>& names, std::string_view between) {
    std::string out;
    for (const auto& name : names) out += fmt::format("{}“{}”", out.empty() ? "" : between, name);
    return out;
}

std::string details_zh(const SumGap& d) {
    return d.parts_name.empty() ? "明细" : d.parts_name + "明细";
}
std::string details_en(const SumGap& d) {
    return d.parts_name.empty() ? "the parts" : fmt::format("the lines of “{}”", d.parts_name);
}

std::vector<std::string> names_equal(const std::vector<Figure>& figures, const Decimal& number) {
    std::vector<std::string> names;
    for (const Figure& figure : figures)
        if (figure.number == number && std::ranges::find(names, figure.name) == names.end())
            names.push_back(figure.name);
    return names;
}

std::optional<Explanation> one_line(const SumGap& d, const Decimal& gap) {
    const Decimal size = gap.abs();
    const std::string amount = size.trimmed().str();
    const auto outside = names_equal(d.others, size), inside = names_equal(d.parts, size);
    const auto usable = [](const auto& names) { return !names.empty() && names.size() <= kMostCandidates; };
    if (!gap.negative() && usable(outside))
        return Explanation{
            message("差额 {0} 恰等于{1}，疑为{2}未含{3}", "the gap {0} is exactly {4}; {5} probably leave it out",
                    amount, quoted(outside, "或"), details_zh(d),
                    outside.size() == 1 ? outside[0] : std::string("该项"), quoted(outside, " or "), details_en(d))};
    if (gap.negative() && usable(inside))
        return Explanation{
            message("差额 {0} 恰等于{1}，疑为该项已含在其他行中、重复计入，或总数未含该项",
                    "the gap {0} is exactly {2}: it is probably counted twice, being part of another line, "
                    "or left out of the total",
                    amount, quoted(inside, "或"), quoted(inside, " or "))};
    if (!gap.negative() && usable(inside))
        return Explanation{message("差额 {0} 恰等于{1}，疑为总数把该项计了两次",
                                   "the gap {0} is exactly {2}: the total probably counts it twice", amount,
                                   quoted(inside, "或"), quoted(inside, " or ")),
                           0.8};
    return std::nullopt;
}

// A line that is the sum of its neighbours, all of them behind it or all before it, counted beside them.
std::optional<Explanation> subtotal_among_parts(const SumGap& d, const Decimal& gap) {
    if (!gap.negative()) return std::nullopt;
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
        const Figure& line = d.parts[i];
        if (line.number != gap.abs()) continue;
        const auto lines_to = [&](bool behind) -> std::size_t {
            Decimal sum;
            std::size_t some = 0;
            for (std::size_t k = 1; behind ? i + k < d.parts.size() : k <= i; ++k) {
                const Decimal& number = d.parts[behind ? i + k : i - k].number;
                sum = sum + number;
                some += !number.is_zero();
                if (sum == line.number && some > 1) return k;
            }
            return 0;
        };
        for (const bool behind : {true, false})
            if (const std::size_t count = lines_to(behind))
                return Explanation{
                    message("“{0}”恰为其{1} {2} 行之和 {3}，疑为小计与明细重复计入",
                            "“{0}” is exactly the sum {3} of the {2} lines {4} it: a subtotal is probably counted "
                            "beside its lines",
                            line.name, std::string(behind ? "后" : "前"), count, line.number.str(),
                            std::string(behind ? "after" : "before")),
                    0.95, i};
    }
    return std::nullopt;
}

// A part (or the total) times 10^power closes the gap.
std::optional<Explanation> factor(const SumGap& d, const Decimal& sum) {
    for (const int power : {4, -4, 1, -1, 2, -2, 3, -3}) {
        const bool unit = power == 4 || power == -4;
        // Money brought from 元 to 万元 may have been rounded; a decimal point only moves.
        const auto closes = [&](const Decimal& gap) { return unit ? gap.abs() <= d.tolerance : gap.is_zero(); };
        const double confidence = unit ? 0.95 : 0.7;
        for (std::size_t i = 0; i < d.parts.size(); ++i) {
            const Decimal& number = d.parts[i].number;
            if (number.is_zero() || !closes(d.total.number - (sum - number + number.shifted(power)))) continue;
            const std::string from = number.str(), to = number.shifted(power).trimmed().str();
            const auto text =
                unit ? message("“{0}”若为 {2} 则各项相符，疑把 {1} 按另一单位（元与万元相差一万倍）填写",
                               "with {2} for “{0}” the sum is right: {1} is probably in the other unit "
                               "(元 and 万元, a factor of 10000)",
                               d.parts[i].name, from, to)
                     : message("“{0}”若为 {2} 则各项相符，疑为 {1} 的小数点错位",
                               "with {2} for “{0}” the sum is right: the decimal point of {1} is probably misplaced",
                               d.parts[i].name, from, to);
            return Explanation{text, confidence, i, unit};
        }
        if (sum.is_zero() || !closes(d.total.number.shifted(power) - sum)) continue;
        const std::string from = d.total.number.str(), to = d.total.number.shifted(power).trimmed().str();
        const auto text =
            unit ? message("总数若为 {1} 则各项相符，疑把总数 {0} 按另一单位（元与万元相差一万倍）填写",
                           "with {1} for the total the sum is right: {0} is probably in the other unit "
                           "(元 and 万元, a factor of 10000)",
                           from, to)
                 : message("总数若为 {1} 则各项相符，疑为总数 {0} 的小数点错位",
                           "with {1} for the total the sum is right: the decimal point of {0} is probably misplaced",
                           from, to);
        return Explanation{text, confidence, {}, unit};
    }
    return std::nullopt;
}

// `number` with two of its digits swapped so that it grows by `growth`; neighbours first.
std::optional<Decimal> swapped(const Decimal& number, const Decimal& growth) {
    const std::string digits = number.str();
    for (std::size_t distance = 1; distance < digits.size(); ++distance)
        for (std::size_t i = 0; i + distance < digits.size(); ++i) {
            std::size_t j = i + distance;
            if (digits[i] == '.' || digits[i] == '-') continue;
            if (digits[j] == '.') continue;
            std::string other = digits;
            std::swap(other[i], other[j]);
            const auto candidate = Decimal::parse(other);
            if (candidate && *candidate - number == growth) return candidate;
        }
    return std::nullopt;
}

std::optional<Explanation> swapped_digits(const SumGap& d, const Decimal& gap) {
    const auto explained = [&](const std::string& zh, const std::string& en, const Decimal& from, const Decimal& to,
                               std::optional<std::size_t> part) {
        return Explanation{message("{0}若为 {3} 则各项相符，疑把 {3} 误写为 {2}（两位数字颠倒）",
                                   "with {3} for {1} the sum is right: two digits of {2} are probably swapped", zh,
                                   en, from.str(), to.str()),
                           0.9, part};
    };
    for (std::size_t i = 0; i < d.parts.size(); ++i)
        if (const auto to = swapped(d.parts[i].number, gap)) {
            const std::string name = "“" + d.parts[i].name + "”";
            return explained(name, name, d.parts[i].number, *to, i);
        }
    if (const auto to = swapped(d.total.number, Decimal() - gap))
        return explained("总数", "the total", d.total.number, *to, {});
    return std::nullopt;
}

// Exactly one pair of lines whose sum is `number`.
std::optional<std::pair<std::string, std::string>> only_pair(const std::vector<Figure>& figures,
                                                             const Decimal& number) {
    if (figures.size() > kMostForPairs) return std::nullopt;
    std::optional<std::pair<std::string, std::string>> found;
    for (std::size_t i = 0; i < figures.size(); ++i)
        for (std::size_t j = i + 1; j < figures.size(); ++j) {
            if (figures[i].number.is_zero() || figures[j].number.is_zero()) continue;
            if (figures[i].number + figures[j].number != number) continue;
            if (found) return std::nullopt;
            found = {figures[i].name, figures[j].name};
        }
    return found;
}

std::optional<Explanation> two_lines(const SumGap& d, const Decimal& gap) {
    const std::string amount = gap.abs().trimmed().str();
    if (gap.negative()) {
        if (const auto pair = only_pair(d.parts, gap.abs()))
            return Explanation{
                message("差额 {0} 恰等于“{1}”与“{2}”之和，疑为这两项重复计入，或总数未含这两项",
                        "the gap {0} is exactly “{1}” plus “{2}”: they are probably counted twice, or left out "
                        "of the total",
                        amount, pair->first, pair->second),
                0.8};
    } else if (const auto pair = only_pair(d.others, gap)) {
        return Explanation{message("差额 {0} 恰等于“{1}”与“{2}”之和，疑为{3}未含这两项",
                                   "the gap {0} is exactly “{1}” plus “{2}”; {4} probably leave them out", amount,
                                   pair->first, pair->second, details_zh(d), details_en(d)),
                           0.8};
    }
    return std::nullopt;
}

// Figures that are money: times 10^4 they stay far inside a Decimal.
bool workable(const SumGap& d) {
    const auto is_money = [](const Figure& f) {
        return f.number.scale() <= 8 && f.number.abs() < Decimal(10'000'000'000'000);
    };
    return is_money(d.total) && std::ranges::all_of(d.parts, is_money);
}

}  // namespace

std::optional<Explanation> explain(const SumGap& d) {
    const Decimal sum = sum_of(d.parts), gap = d.total.number - sum;
    if (gap.is_zero()) return std::nullopt;
    if (std::ranges::all_of(d.parts, [](const Figure& f) { return f.number.is_zero(); })) {
        if (d.parts.empty()) return Explanation{{"各组成部分均未填写", "none of the parts is filled in"}};
        return std::nullopt;
    }
    if (auto found = subtotal_among_parts(d, gap)) return found;
    if (auto found = one_line(d, gap)) return found;
    if (!workable(d)) return std::nullopt;
    if (auto found = factor(d, sum)) return found;
    if (auto found = swapped_digits(d, gap)) return found;
    return two_lines(d, gap);
}

Message matching_subtotal(const SumGap& d) {
    const Decimal sum = sum_of(d.parts);
    for (const Subtotal& subtotal : d.subtotals) {
        if (subtotal.count < 2 || sum.is_zero() || subtotal.number != sum) continue;
        const std::string amount = sum.str();
        if (subtotal.without.empty())
            return message("“{0}”的 {1} 行之和 {2} 恰等于各组成部分之和",
                           "the {1} lines of “{0}” sum to {2}, exactly what the parts sum to", subtotal.list,
                           subtotal.count, amount);
        return message("“{0}”中除{1}外的 {2} 行之和 {3} 恰等于各组成部分之和",
                       "the {2} lines of “{0}” other than {4} sum to {3}, exactly what the parts sum to",
                       subtotal.list, quoted(subtotal.without, "、"), subtotal.count, amount,
                       quoted(subtotal.without, ", "));
    }
    return {};
}

}  // namespace jixiao
