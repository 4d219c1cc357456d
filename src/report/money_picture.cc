#include "report/money_picture.h"

#include <algorithm>
#include <map>

#include "check/sum_lines.h"
#include "report/html_text.h"

namespace jixiao {
namespace {

constexpr double kWidth = 1000;          // of the drawing, in units of its own
constexpr std::size_t kBlocks = 40;      // drawn one by one; the rest is one block
constexpr double kVisible = 0.3;         // a block narrower than this is not drawn
constexpr std::size_t kNamed = 5;        // named below the bar, largest first

struct MoneyPart {
    std::string name;
    Decimal amount;
};

// One declared sum, as far as its figures can be read.
struct Bar {
    const SumCheck* check = nullptr;
    std::string name;                    // of the parts together
    std::vector<MoneyPart> parts;            // as listed, blank and unreadable ones left out
    Decimal sum;
};

struct Picture {
    std::string total_name;
    std::optional<Decimal> total;
    std::vector<Bar> bars;
};

// The sums, those of one total together.
std::vector<Picture> pictures_of(const Review& review) {
    std::vector<Picture> out;
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (const SumCheck& check : review.form_template.sums) {
        const auto [place, fresh] = places.emplace(std::pair(check.total, check.column), out.size());
        if (fresh) {
            Picture picture;
            const auto totals = sum_lines(review, check.total, check.column);
            if (!totals.empty()) {
                picture.total_name = totals.front().name;
                if (totals.front().amount) picture.total = totals.front().amount->number;
            }
            out.push_back(std::move(picture));
        }
        Bar bar;
        bar.check = &check;
        for (const std::string& path : check.of) {
            if (path == check.total) continue;
            for (SumLine& line : sum_lines(review, path, check.column)) {
                if (line.list) bar.name = review.list_label(line.list->spec());
                if (!line.amount || !line.amount->number) continue;
                bar.sum = bar.sum + *line.amount->number;
                bar.parts.push_back({std::move(line.name), *line.amount->number});
            }
        }
        if (!bar.parts.empty()) out[place->second].bars.push_back(std::move(bar));
    }
    std::erase_if(out, [](const Picture& p) { return p.bars.empty() || !p.total; });
    return out;
}

std::string rect(double from, double to, std::string_view shade, const std::string& title) {
    const std::string inner = title.empty() ? "" : "<title>" + html_escaped(title) + "</title>";
    return fmt::format("<rect x={:.1f} width={:.1f} height=18 class={}>{}</rect>", from, std::max(0.0, to - from), shade, inner);
}

std::string svg(const std::string& blocks, const std::string& label) {
    return fmt::format("<svg viewBox=\"0 0 {} 18\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">{}</svg>", kWidth,
                       html_escaped(label), blocks);
}

std::string line(const std::string& name, const Decimal& amount, const std::string& drawing, const std::string& below) {
    return fmt::format("<div class=\"bar\"><span>{}</span><b>{}</b>{}{}</div>\n", html_escaped(name), amount.str(), drawing, below);
}

// Where the findings speak of this sum.
struct Said {
    const Finding* finding = nullptr;
    std::size_t index = 0;
    const Waived* waived = nullptr;
};

Said said_of(const Document& document, const SumCheck& check) {
    const auto speaks = [&](const Finding& finding) {
        return finding.rule == check.id && (finding.code == Code::sum_differs || finding.code == Code::sum_rounding);
    };
    const auto& findings = document.form.findings;
    for (std::size_t i = 0; i < findings.size(); ++i)
        if (speaks(findings[i])) return {&findings[i], i, nullptr};
    for (const Waived& waived : document.waived)
        if (speaks(waived.finding)) return {&waived.finding, 0, &waived};
    return {};
}

std::string gap_text(const Document& document, const Bar& bar, const Decimal& gap, Lang lang, std::size_t id) {
    const Said said = said_of(document, *bar.check);
    std::string text = fmt::format(fmt::runtime(in(lang, "差额 {} {}", "gap of {} {}")), gap.abs().str(),
                                   html_escaped(document.form.currency_unit));
    if (said.finding && !said.waived && id > 0) text = fmt::format("<a href=\"#f{}-{}\">{}</a>", id, said.index + 1, text);
    std::string why = said.finding ? said.finding->explanation.in(lang) : "";
    if (said.finding && why.empty()) why = said.finding->message.in(lang);
    if (said.waived) why += (why.empty() ? "" : " ") + std::string(in(lang, "已接受：", "waived: ")) + said.waived->reason;
    if (!why.empty()) text += std::string(in(lang, "：", ": ")) + html_escaped(why);
    return "<p class=\"gap\">" + text + "</p>";
}

// The largest parts in words: what a reader asks first.
std::string named_parts(const Bar& bar, Lang lang) {
    std::vector<const MoneyPart*> parts;
    for (const MoneyPart& part : bar.parts)
        if (!part.amount.is_zero()) parts.push_back(&part);
    std::ranges::stable_sort(parts, [](const MoneyPart* a, const MoneyPart* b) { return a->amount > b->amount; });
    std::string text;
    Decimal rest;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i < kNamed)
            text += (i ? " · " : "") + html_escaped(parts[i]->name) + " " + parts[i]->amount.str();
        else
            rest = rest + parts[i]->amount;
    }
    if (parts.size() > kNamed)
        text += fmt::format(fmt::runtime(in(lang, " · 其余 {} 项 {}", " · {} more {}")), parts.size() - kNamed, rest.str());
    return text.empty() ? "" : "<small>" + text + "</small>";
}

std::string draw_bar(const Document& document, const Bar& bar, const Decimal& total, double scale, Lang lang, std::size_t id) {
    std::string blocks;
    double at = 0;
    Decimal rest;
    for (std::size_t i = 0; i < bar.parts.size(); ++i) {
        const MoneyPart& part = bar.parts[i];
        if (i >= kBlocks) {
            rest = rest + part.amount;
            continue;
        }
        const double to = at + std::max(0.0, part.amount.to_double()) * scale;
        // Many documents share a page of brief ones: there the largest parts are named below the bar only.
        const std::string title = id > 0 ? part.name + " " + part.amount.str() : "";
        if (to - at >= kVisible) blocks += rect(at, to, i % 2 ? "q" : "p", title);
        at = to;
    }
    if (const double to = at + std::max(0.0, rest.to_double()) * scale; to > at)
        blocks += rect(at, to, "p", fmt::format(fmt::runtime(in(lang, "其余 {} 项 {}", "{} more {}")), bar.parts.size() - kBlocks, rest.str()));
    const Decimal gap = total - bar.sum;
    std::string below = named_parts(bar, lang);
    std::string label = fmt::format("{} {}", bar.name, bar.sum.str());
    if (!gap.is_zero()) {
        const double a = bar.sum.to_double() * scale, b = total.to_double() * scale;
        const std::string text = fmt::format(fmt::runtime(in(lang, "差额 {}", "gap {}")), gap.abs().str());
        // A gap too small to see on the scale still gets a mark.
        const double from = std::min({a, b, kWidth - 4}), to = std::max({a, b, from + 4});
        blocks += rect(std::max(0.0, from), to, "g", text);
        below += gap_text(document, bar, gap, lang, id);
        label += in(lang, "，", ", ");
        label += text;
    } else {
        below += fmt::format("<p class=\"fits\">{}</p>", in(lang, "与上面的合计一致", "agrees with the total above"));
    }
    return line(bar.name + std::string(in(lang, "各项之和", ": sum of the parts")), bar.sum, svg(blocks, label), below);
}

}  // namespace

std::string money_picture(const Document& document, const Vocabulary& vocabulary, Lang lang, std::size_t id) {
    const Rules none;
    const Review review(document.form, *document.form_template, vocabulary, none, {});
    const auto pictures = pictures_of(review);
    double most = 0;
    for (const Picture& picture : pictures) {
        most = std::max(most, picture.total->to_double());
        for (const Bar& bar : picture.bars) {
            double drawn = 0;  // negative parts draw nothing, so the blocks may reach beyond their sum
            for (const MoneyPart& part : bar.parts) drawn += std::max(0.0, part.amount.to_double());
            most = std::max({most, drawn, bar.sum.to_double()});
        }
    }
    if (!(most > 0)) return "";
    std::string out = fmt::format("<figure class=\"money\"><figcaption>{}</figcaption>\n",
                                  fmt::format(fmt::runtime(in(lang, "资金对照（{}，同一比例）", "Money ({}, one scale)")),
                                              html_escaped(document.form.currency_unit)));
    for (const Picture& picture : pictures) {
        const double to = std::max(0.0, picture.total->to_double()) * kWidth / most;
        out += line(picture.total_name, *picture.total,
                    svg(rect(0, to, "t", picture.total_name + " " + picture.total->str()), picture.total_name), "");
        for (const Bar& bar : picture.bars) out += draw_bar(document, bar, *picture.total, kWidth / most, lang, id);
    }
    return out + "</figure>\n";
}

}  // namespace jixiao
