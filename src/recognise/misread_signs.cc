#include "recognise/misread_signs.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "model/direction.h"
#include "model/values.h"
#include "text/characters.h"

namespace jixiao {
namespace {

// One indicator value that has a number, and the value of the half-year or the year beside it.
struct Figure {
    Value* value = nullptr;
    const Value* partner = nullptr;
    std::string pointer, name;

    IndicatorValue& read() const { return value->indicator; }
};

// True where a value without a comparator begins so: most forms have none, and need no closer look.
bool any_begins_with(const Form& form, char first) {
    return std::ranges::any_of(form.lists, [&](const List& list) {
        return std::ranges::any_of(list.rows, [&](const auto& row) {
            return std::ranges::any_of(row, [&](const Value& value) {
                return value.type == Value::Type::Indicator && value.indicator.comparator == Comparator::None && value.indicator.raw.starts_with(first);
            });
        });
    });
}

bool is_figure(const Value& value) { return value.type == Value::Type::Indicator && value.indicator.kind == ValueKind::Quantitative; }

std::vector<Figure> figures_of(List& list, const ListSpec& spec) {
    std::vector<Figure> out;
    std::map<std::string, std::string> partners;   // column -> the other one
    std::vector<std::string> names;
    for (const Section& section : spec.sections)
        for (const Column& column : section.columns) {
            if (column.type == ColumnType::Name) names.push_back(column.id);
            if (column.type != ColumnType::Value) continue;
            partners.try_emplace(column.id);
            if (!column.half_of.empty()) partners[column.id] = column.half_of, partners[column.half_of] = column.id;
        }
    for (std::size_t r = 0; r < list.rows.size(); ++r) {
        auto& row = list.rows[r];
        std::string name;
        for (const std::string& id : names)
            if (const int at = list.column(id); at >= 0 && name.empty()) name = row[static_cast<std::size_t>(at)].text;
        for (const auto& [id, other] : partners) {
            const int at = list.column(id), beside = other.empty() ? -1 : list.column(other);
            if (at < 0 || !is_figure(row[static_cast<std::size_t>(at)])) continue;
            out.push_back({&row[static_cast<std::size_t>(at)], beside < 0 ? nullptr : &row[static_cast<std::size_t>(beside)], list_pointer(list.id, r, id), name});
        }
    }
    return out;
}

// True where a proposal was applied: the value is read as it says.
bool propose(Form& form, const Figure& figure, const std::string& proposal, const Message& why, double confidence, const Plan& plan, const RepairRules& repairs) {
    const bool apply = repairs.level == Repairs::All;
    const std::string raw = figure.read().raw;
    auto finding = Finding::of(apply ? Code::value_repaired : Code::value_repair_proposed,
                               apply ? message("“{0}”按“{1}”读取：{2}", "“{0}” was read as “{1}”: {3}", raw, proposal, why.zh, why.en)
                                     : message("“{0}”疑为“{1}”：{2}；未作改动", "“{0}” may be “{1}”: {3}; nothing was changed", raw, proposal, why.zh, why.en));
    finding.at = form.origin(figure.value->place);
    finding.field = figure.pointer;
    finding.got = raw;
    finding.expected = proposal;
    finding.fix = proposal;
    finding.confidence = confidence;
    form.findings.push_back(std::move(finding));
    if (!apply) return false;
    figure.read() = parse_indicator(proposal, plan.vocabulary()).value;
    figure.read().raw = raw;
    return true;
}

// What stands behind the first digit, where that digit may be a comparator: 2280次 -> 280次.
std::string behind_digit(const IndicatorValue& value, const Vocabulary& vocabulary) {
    // ≥ is printed as 2. A number does not begin with 0, but for a fraction.
    const std::string& raw = value.raw;
    if (value.comparator != Comparator::None || !value.number || value.number2 || raw.size() < 2 || raw[0] != '2') return "";
    if (raw[1] < '0' || raw[1] > '9' || (raw[1] == '0' && raw.size() > 2 && raw[2] != '.')) return "";
    std::string rest = raw.substr(1);
    const auto read = parse_indicator(rest, vocabulary).value;
    return read.number && read.unit == value.unit ? rest : "";
}

bool says_the_same(const Value* partner, const std::string& rest, const Vocabulary& vocabulary) {
    if (!partner || partner->type != Value::Type::Indicator || partner->indicator.comparator == Comparator::None) return false;
    const auto read = parse_indicator(rest, vocabulary).value;
    return read.number == partner->indicator.number && read.unit == partner->indicator.unit;
}

// True for a number that has lost no comparator: its neighbour goes without one, too. In a form made by character recognition both
// may have lost theirs.
bool goes_without(const Value* partner, bool ocr, const Vocabulary& vocabulary) {
    if (!partner || partner->type != Value::Type::Indicator || !partner->indicator.number) return false;
    return partner->indicator.comparator == Comparator::None && !(ocr && !behind_digit(partner->indicator, vocabulary).empty());
}

void propose_for_twos(Form& form, const Plan& plan, const RepairRules& repairs, bool certain_ones) {
    constexpr std::size_t kEnough = 10, kBareInTen = 1;   // values with a comparator; of ten, those that may go without
    if (!any_begins_with(form, '2')) return;
    for (const ListSpec* spec : lists_of(plan.form())) {
        const auto list = std::ranges::find(form.lists, spec->id, &List::id);
        if (list == form.lists.end()) continue;
        const auto figures = figures_of(*list, *spec);
        std::size_t compared = 0, bare = 0;
        for (const Figure& figure : figures) {
            const IndicatorValue& v = figure.read();
            if (v.comparator != Comparator::None) ++compared;
            else if (v.number && v.raw[0] >= '0' && v.raw[0] <= '9' && behind_digit(v, plan.vocabulary()).empty()) ++bare;
        }
        const bool usual = compared >= kEnough && 10 * bare <= kBareInTen * compared;
        for (const Figure& figure : figures) {
            const std::string rest = behind_digit(figure.read(), plan.vocabulary());
            if (rest.empty()) continue;
            const bool certain = says_the_same(figure.partner, rest, plan.vocabulary());
            if (certain != certain_ones) continue;
            if (!certain && (!usual || figure.read().unit.empty() || goes_without(figure.partner, form.source.trust == "ocr", plan.vocabulary()))) continue;
            std::string sign(likely_sign(figure.name, spec->framework, plan.vocabulary(), *repairs.words));
            if (certain && figure.partner->indicator.comparator == Comparator::AtMost) sign = "≤";
            if (sign.empty()) sign = "≥";
            const auto why = certain ? message("同一行的另一个值是“{}”，开头的 2 疑为误识的比较符号", "the row's other value is “{}”: the 2 in front seems to be a misread comparator",
                                               figure.partner->indicator.raw)
                                     : message("这张表的指标值都有比较符号，开头的 2 疑为误识的比较符号",
                                               "the values of this list have comparators: the 2 in front seems to be a misread one");
            if (!propose(form, figure, sign + rest, why, certain ? 0.8 : 0.4, plan, repairs) && certain)
                figure.read() = {figure.read().raw, ValueKind::Quantitative, Comparator::None, {}, {}, figure.read().unit};
        }
    }
}

void propose_for_dashes(Form& form, const Plan& plan, const RepairRules& repairs) {
    for (const ListSpec* spec : lists_of(plan.form())) {
        const auto list = std::ranges::find(form.lists, spec->id, &List::id);
        if (list == form.lists.end()) continue;
        for (const Figure& figure : figures_of(*list, *spec)) {
            const IndicatorValue& v = figure.read();
            if (v.comparator != Comparator::None || !v.number || v.number2 || !v.raw.starts_with('-')) continue;
            propose(form, figure, "=" + v.raw.substr(1), message("识别软件常把 = 认成横线", "engines read = as a dash"), 0.6, plan, repairs);
        }
    }
}

}  // namespace

void propose_for_digits(Form& form, const Plan& plan, const RepairRules& repairs) { propose_for_twos(form, plan, repairs, true); }

void propose_for_likely_signs(Form& form, const Plan& plan, const RepairRules& repairs) {
    propose_for_twos(form, plan, repairs, false);
    if (form.source.trust == "ocr" && any_begins_with(form, '-')) propose_for_dashes(form, plan, repairs);
}

}  // namespace jixiao
