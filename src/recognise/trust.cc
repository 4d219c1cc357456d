#include "recognise/trust.h"

#include <algorithm>
#include <set>
#include <utility>

#include "model/values.h"

namespace jixiao {
namespace {

constexpr int kMisreadLabels = 2, kMisreadSigns = 3;
constexpr double kMisreadShare = 0.02;   // of all labels

struct Comparators {
    int apart = 0;   // rows whose comparators cannot both be right: they point apart, or bound the same number otherwise
    int mixed = 0;   // rows with = beside ≥ or ≤, of different numbers: seldom, but some people write so
};

// Each row's half-year value beside its annual one.
Comparators comparators_of(const Form& form, const Plan& plan) {
    Comparators out;
    const auto compare = [&](const IndicatorValue& half, const IndicatorValue& year) {
        if (half.comparator == Comparator::None || year.comparator == Comparator::None || half.comparator == year.comparator) return;
        const bool same = half.number == year.number && half.number2 == year.number2 && half.unit == year.unit;
        ++(same || point_apart(half.comparator, year.comparator) ? out.apart : out.mixed);
    };
    for (const ListSpec* spec : lists_of(plan.form())) {
        const auto list = std::ranges::find(form.lists, spec->id, &List::id);
        if (list == form.lists.end()) continue;
        std::set<std::pair<int, int>> pairs;  // of columns: half-year, annual
        for (const Section& section : spec->sections)
            for (const Column& column : section.columns)
                if (!column.half_of.empty()) pairs.emplace(list->column(column.id), list->column(column.half_of));
        for (const auto& [half, year] : pairs) {
            if (half < 0 || year < 0) continue;
            for (const auto& row : list->rows) {
                const Value& a = row[static_cast<std::size_t>(half)];
                const Value& b = row[static_cast<std::size_t>(year)];
                if (a.type == Value::Type::Indicator && b.type == Value::Type::Indicator) compare(a.indicator, b.indicator);
            }
        }
    }
    return out;
}

// Figures with what an engine makes of ≥ and ≤ in front. People type 》 and leave blanks inside numbers; only a scan gives 乏.
int misread_signs(const Form& form, const Vocabulary& vocabulary) {
    return static_cast<int>(std::ranges::count_if(form.findings, [&](const Finding& f) {
        if (f.code != Code::value_repair_proposed && f.code != Code::value_repaired) return false;
        const std::string suspect = parse_indicator(f.got, vocabulary).suspect;
        // Without a suspect character: a letter for a digit or a 2 for ≥, but no blank inside a number.
        return suspect.empty() ? f.got.find(' ') == f.got.npos : suspect != "》" && suspect != "《";
    }));
}

}  // namespace

void judge_trust(const Grid& grid, const LabelRepairs& labels, const Plan& plan, Form& form) {
    if (form.source.format != "text") return;
    const bool engine = std::ranges::any_of(grid.cells(), [](const Cell& cell) { return cell.confidence < 1; });
    const double share = labels.labels == 0 ? 0 : static_cast<double>(labels.misread) / labels.labels;
    const int signs = misread_signs(form, plan.vocabulary());
    const auto [apart, mixed] = comparators_of(form, plan);
    const bool ocr = engine || (labels.misread >= kMisreadLabels && share >= kMisreadShare) ||
                     (labels.misread >= 1 && signs + apart + mixed >= 1) || signs >= kMisreadSigns || (signs >= 1 && signs + apart >= 2);
    if (!ocr) return;
    form.source.trust = "ocr";
    auto finding = Finding::of(
        Code::ocr_source, engine ? message("文字识别软件的输出（{0} 个标签中修正了 {1} 个）：比较符号和没有合计印证的金额须对照原件",
                                           "output of a character recognition engine ({1} of {0} labels repaired): compare comparators and "
                                           "unconfirmed amounts with the original",
                                           labels.labels, labels.misread)
                                 : message("{0} 个标签中有 {1} 个误识，{2} 处比较符号可疑：按扫描识别的文本对待，比较符号和没有合计印证的金额须对照原件",
                                           "{1} of {0} labels were misread and {2} comparators are suspect: the text counts as OCR; compare comparators "
                                           "and unconfirmed amounts with the original",
                                           labels.labels, labels.misread, signs + apart + mixed));
    finding.at = form.origin({});
    finding.field = "/source/trust";
    finding.confidence = engine ? 1 : std::min(1.0, 0.5 + 10 * share);
    form.findings.insert(form.findings.begin(), std::move(finding));
}

}  // namespace jixiao
