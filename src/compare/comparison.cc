#include "compare/comparison.h"

#include <algorithm>

namespace jixiao {

bool Comparison::equal() const {
    return std::ranges::all_of(
        forms, [](const FormComparison& form) { return form.before && form.after && form.differences.empty(); });
}

Comparison compare_forms(const std::vector<ComparedForm>& before, const std::vector<ComparedForm>& after,
                         const Vocabulary& vocabulary) {
    std::vector<int> partner(before.size(), -1);
    std::vector<bool> taken(after.size());
    const auto join = [&](const auto& belongs) {
        for (std::size_t i = 0; i < before.size(); ++i)
            for (std::size_t j = 0; partner[i] < 0 && j < after.size(); ++j)
                if (!taken[j] && belongs(before[i], after[j])) {
                    partner[i] = static_cast<int>(j);
                    taken[j] = true;
                }
    };
    const auto same_template = [](const ComparedForm& a, const ComparedForm& b) {
        return a.form->template_id == b.form->template_id;
    };
    if (before.size() == 1 && after.size() == 1) join([](const ComparedForm&, const ComparedForm&) { return true; });
    join([&](const ComparedForm& a, const ComparedForm& b) {
        return same_template(a, b) && a.form->source.part && a.form->source.part == b.form->source.part;
    });
    join([&](const ComparedForm& a, const ComparedForm& b) {
        return same_template(a, b) && !a.form->title.empty() && a.form->title == b.form->title;
    });
    join(same_template);

    Comparison out;
    for (std::size_t i = 0; i < before.size(); ++i) {
        FormComparison form{before[i].form, nullptr, {}};
        if (partner[i] >= 0) {
            const ComparedForm& other = after[static_cast<std::size_t>(partner[i])];
            form.after = other.form;
            form.differences = compare(*form.before, *form.after,
                                       roles_of(*before[i].form_template, *other.form_template, vocabulary));
        }
        out.forms.push_back(std::move(form));
    }
    for (std::size_t j = 0; j < after.size(); ++j)
        if (!taken[j]) out.forms.push_back({nullptr, after[j].form, {}});
    return out;
}

}  // namespace jixiao
