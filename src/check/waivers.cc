#include "check/waivers.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "template/xml_reader.h"

namespace jixiao {
namespace {

// * stands for any run of characters. Linear in text times pattern: on a mismatch only the last * grows.
bool fits(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return true;
    std::size_t p = 0, t = 0, star = pattern.npos, star_text = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_text = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != pattern.npos) {
            p = star + 1;
            t = ++star_text;
        } else {
            return false;
        }
    }
    return std::ranges::all_of(pattern.substr(p), [](char c) { return c == '*'; });
}

}  // namespace

std::string Date::str() const {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto part = [&](std::size_t from, std::size_t count) {
        int number = -1;
        const char* end = text.data() + from + count;
        const auto read = std::from_chars(text.data() + from, end, number);
        return read.ec == std::errc() && read.ptr == end ? number : -1;
    };
    const Date date{part(0, 4), part(5, 2), part(8, 2)};
    const std::chrono::year_month_day day{std::chrono::year(date.year),
                                          std::chrono::month(static_cast<unsigned>(date.month)),
                                          std::chrono::day(static_cast<unsigned>(date.day))};
    if (date.year < 1 || date.month < 1 || date.day < 1 || !day.ok()) return std::nullopt;
    return date;
}

Result<std::vector<Waiver>> load_waivers(const Input& input) {
    XmlReader xml(input);
    std::vector<Waiver> out;
    if (xml.good()) {
        const auto root = xml.root();
        if (std::string_view(root.name()) != "waivers")
            xml.error(root, message("根元素应为 <waivers>", "the root element must be <waivers>"));
        xml.expect(root, {}, {"waive"});
        for (const auto node : root.children("waive")) {
            xml.expect(node, {"code", "rule", "input", "field", "got", "reason", "until"}, {});
            Waiver waiver;
            const std::string code = xml.text(node, "code", true);
            if (const auto known = find_code(code))
                waiver.code = *known;
            else
                xml.error(node, message("没有发现代码 {}", "there is no finding code {}", code));
            waiver.rule = xml.text(node, "rule");
            waiver.input = xml.text(node, "input");
            waiver.field = xml.text(node, "field");
            waiver.got = xml.text(node, "got");
            waiver.reason = xml.text(node, "reason", true);
            const std::string until = xml.text(node, "until", true);
            if (const auto date = parse_date(until))
                waiver.until = *date;
            else
                xml.error(node, message("until=\"{}\" 应为 YYYY-MM-DD 形式的日期",
                                        "until=\"{}\" must be a date, YYYY-MM-DD", until));
            out.push_back(std::move(waiver));
        }
    }
    if (!xml.good()) return std::unexpected(xml.failures().front());
    return out;
}

std::vector<Waived> take_waived(Findings& findings, const std::vector<Waiver>& waivers, std::string_view input,
                                Date today) {
    std::vector<Waived> out;
    const auto waiver_of = [&](const Finding& finding) {
        return std::ranges::find_if(waivers, [&](const Waiver& w) {
            return w.code == finding.code && today <= w.until && fits(w.rule, finding.rule) && fits(w.input, input) &&
                   fits(w.field, finding.field) && (w.got.empty() || w.got == finding.got);
        });
    };
    Findings kept;
    for (Finding& finding : findings) {
        if (const auto waiver = waiver_of(finding); waiver != waivers.end())
            out.push_back({std::move(finding), waiver->reason, waiver->until});
        else
            kept.push_back(std::move(finding));
    }
    findings = std::move(kept);
    return out;
}

std::vector<Waiver> expired(const std::vector<Waiver>& waivers, Date today) {
    std::vector<Waiver> out;
    std::ranges::copy_if(waivers, std::back_inserter(out), [&](const Waiver& w) { return w.until < today; });
    return out;
}

}  // namespace jixiao
