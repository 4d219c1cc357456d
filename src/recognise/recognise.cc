#include "recognise/recognise.h"

#include <algorithm>
#include <set>

#include "recognise/build.h"
#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

// A table counts as a form when it shows this many of the form's labels, different ones, and at least a header or a title.
// The smallest real form (a project form of the ministry) has 20; a random table that happens to have a
// name and a total has two or three.
constexpr std::size_t kLeastLabels = 5;

struct Sighting {
    const Plan* plan = nullptr;
    std::vector<CellView> views;
    std::size_t labels = 0;
    bool title = false;

    std::size_t score() const { return labels + (title ? 3 : 0); }
};

Sighting look(const Grid& grid, const Plan& plan) {
    Sighting out{&plan, view_cells(grid, plan), 0, false};
    std::set<std::string_view> seen;
    for (const CellView& view : out.views) {
        if (view.uses) seen.insert(view.key);
        else if (!view.text.empty() && plan.is_title(label_key(view.text))) out.title = true;
    }
    out.labels = seen.size();
    return out;
}

}  // namespace

struct Recogniser::State {
    std::vector<Plan> plans;
};

Recogniser::Recogniser(const TemplateSet& templates) : state_(std::make_unique<State>()) {
    for (const Template& form : templates.forms) state_->plans.emplace_back(form, templates.vocabulary);
}

Recogniser::~Recogniser() = default;

int Recogniser::count_labels(std::string_view utf8) const {
    int count = 0;
    while (!utf8.empty()) {
        const auto end = std::min(utf8.find_first_of("\t\r\n|,"), utf8.size());
        const auto text = trimmed(utf8.substr(0, end));
        if (!text.empty() && text.size() <= 120) {
            const std::string key = label_key(text);
            count += std::ranges::any_of(state_->plans, [&](const Plan& plan) { return plan.find(key) || plan.is_title(key); });
        }
        utf8.remove_prefix(std::min(end + 1, utf8.size()));
    }
    return count;
}

Result<Recognised> Recogniser::recognise(const Grid& grid, const Source& source, const std::string& as_form) const {
    Sighting best;
    for (const Plan& plan : state_->plans) {
        if (!as_form.empty() && plan.form().id != as_form) continue;
        Sighting seen = look(grid, plan);
        if (!best.plan || seen.score() > best.score()) best = std::move(seen);
    }
    const Origin at{source.name, source.part.value_or(""), {}};
    if (!best.plan) return fail(at, message("没有编号为 {} 的表", "there is no form with the id {}", as_form));
    Recognised out;
    out.claims.assign(grid.cells().size(), CellClaim::Open);
    const Walk walk = walk_rows(grid, *best.plan, best.views, out.claims);
    if (best.labels < kLeastLabels || (walk.headers_seen == 0 && !best.title && as_form.empty()))
        return fail(at,
                    message("不是认得的绩效表：最接近“{0}”，但只见到它的 {1} 个标签（至少要 {2} 个，并且有表名或表头）",
                            "this is no known performance table: nearest is “{0}”, but only {1} of its labels are there (at least {2} and "
                            "a title or a header are needed)",
                            best.plan->form().name.zh, best.labels, kLeastLabels),
                    message("确认文件内容；用 jixiao show --as grid 查看读到的单元格，用 jixiao templates 查看认得的表",
                            "check the file; `jixiao show --as grid` prints the cells read, `jixiao templates` the known forms"));
    out.form.source = source;
    build_form(grid, *best.plan, best.views, walk, out.claims, out.form);
    return out;
}

}  // namespace jixiao
