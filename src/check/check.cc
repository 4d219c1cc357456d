#include "check/check.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "check/review.h"

namespace jixiao {
namespace {

// Where a JSON pointer stands in the canonical JSON: title, year, fields, lists, unplaced; then indices.
class DocumentOrder {
public:
    explicit DocumentOrder(const Form& form) : form_(form) {}

    std::vector<long> key(std::string_view pointer) const {
        static constexpr std::string_view kTop[] = {"title", "year", "fields", "lists", "unplaced"};
        std::vector<long> out;
        const List* list = nullptr;
        for (int depth = 0; !pointer.empty(); ++depth) {
            pointer.remove_prefix(1);  // the slash
            const auto step = pointer.substr(0, pointer.find('/'));
            pointer.remove_prefix(step.size());
            if (depth == 0) {
                out.push_back(std::ranges::find(kTop, step) - std::begin(kTop));
            } else if (depth == 1 && out[0] == 2) {
                out.push_back(std::ranges::find(form_.fields, step, &Field::id) - form_.fields.begin());
            } else if (depth == 1 && out[0] == 3) {
                list = form_.list(step);
                out.push_back(std::ranges::find(form_.lists, step, &List::id) - form_.lists.begin());
            } else if (depth == 3 && list) {
                out.push_back(list->column(step));
            } else {
                long index = 0;
                std::from_chars(step.data(), step.data() + step.size(), index);
                out.push_back(index);
            }
        }
        return out;
    }

private:
    const Form& form_;
};

}  // namespace

void grade(Findings& findings, const Rules& rules, const CheckOptions& options) {
    if (options.publish)
        for (Finding& finding : findings)
            if (finding.code == Code::hidden_content) finding.severity = code_info(finding.code).severity;
    std::erase_if(findings, [&](Finding& finding) {
        bool off = false;
        for (const SeverityRule& rule : rules.severities) {
            if (rule.code != finding.code || (!rule.rule.empty() && rule.rule != finding.rule)) continue;
            off = !rule.severity;
            if (rule.severity) finding.severity = *rule.severity;
        }
        return off;
    });
}

namespace {

void leave_out_known(Findings& findings, const Findings& known) {
    std::set<std::tuple<Code, std::string_view, std::string_view>> said;
    for (const Finding& finding : known) said.emplace(finding.code, finding.field, finding.rule);
    std::erase_if(findings, [&](const Finding& f) { return said.contains({f.code, f.field, f.rule}); });
}

void sort_by_document(Findings& findings, const Form& form) {
    const DocumentOrder order(form);
    std::vector<std::pair<std::vector<long>, Finding>> keyed;
    for (Finding& finding : findings) keyed.emplace_back(order.key(finding.field), std::move(finding));
    std::ranges::stable_sort(keyed, [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.code) < std::tie(b.first, b.second.code);
    });
    findings.clear();
    for (auto& [key, finding] : keyed) findings.push_back(std::move(finding));
}

}  // namespace

Findings check_form(const Form& form, const Template& form_template, const Vocabulary& vocabulary, const Rules& rules,
                    const CheckOptions& options) {
    Review review(form, form_template, vocabulary, rules, options);
    review_required(review);
    review_texts(review);
    review_amounts(review);
    review_sums(review);
    review_tree(review);
    review_values(review);
    review_references(review);
    review_trust(review);
    review_marks(review);
    if (options.publish) review_private_numbers(review);
    leave_out_known(review.findings, form.findings);
    sort_by_document(review.findings, form);
    for (const auto& [code, count] : review.counts)
        if (count > options.most_of_kind) review.findings.push_back(more_of_kind(code, count - options.most_of_kind, form.origin({})));
    grade(review.findings, rules, options);
    return std::move(review.findings);
}

Findings check_form(const Form& form, const Template& form_template, const Vocabulary& vocabulary,
                    const CheckOptions& options) {
    return check_form(form, form_template, vocabulary, Rules(), options);
}

}  // namespace jixiao
