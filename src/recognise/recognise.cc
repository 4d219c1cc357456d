#include "recognise/recognise.h"

#include <algorithm>
#include <set>

#include "recognise/build.h"
#include "recognise/unwrap.h"
#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

// A table counts as a form when it shows this many of the form's labels, different ones, and at least a header or a title.
// The smallest real form (a project form of the ministry) has 20; a random table that happens to have a
// name and a total has two or three.
constexpr std::size_t kLeastLabels = 5;

// A form of 50,000 projects has this many cells; what has more is some other data, and is refused before memory is spent
// on looking at each.
constexpr std::size_t kMaxFormCells = 300'000;

// Lines of a page become rows of a table only where each cell took one line. Words without a row show that some took
// more; beyond this share of them no row can be trusted.
constexpr double kMaxStray = 0.15;

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

namespace {

// A form read from unwrapped lines says of each value where its first piece stands on the page.
void restore_places(Form& form, const Grid& page, const Unwrapped& lines) {
    const auto restore = [&](Place& place) {
        if (!place.known()) return;
        const Cell* cell = lines.grid.at(place);
        if (!cell) return;
        const auto index = static_cast<std::size_t>(cell - lines.grid.cells().data());
        place = page.cells()[static_cast<std::size_t>(lines.sources[index].front())].at;
    };
    restore(form.title_place);
    restore(form.year_place);
    for (Field& field : form.fields) restore(field.value.place);
    for (List& list : form.lists)
        for (auto& row : list.rows)
            for (Value& value : row) restore(value.place);
    for (Unplaced& item : form.unplaced) restore(item.place);
    for (Finding& finding : form.findings)
        if (finding.at) restore(finding.at->place);
}

// Reads the grid as the plan's form; the claims are those of `grid`.
struct Reading {
    Form form;
    std::vector<CellClaim> claims;
    int headers = 0;
};

Reading read_as(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, const Source& source) {
    Reading out;
    out.claims.assign(grid.cells().size(), CellClaim::Open);
    out.form.source = source;
    if (!grid.page_lines || grid.cols() < 2) {
        const Walk walk = walk_rows(grid, plan, views, out.claims);
        out.headers = walk.headers_seen;
        build_form(grid, plan, views, walk, out.claims, out.form);
        return out;
    }
    const Unwrapped lines = unwrap_lines(grid, plan, views);
    const auto line_views = view_cells(lines.grid, plan);
    std::vector<CellClaim> claims(lines.grid.cells().size(), CellClaim::Open);
    const Walk walk = walk_rows(lines.grid, plan, line_views, claims);
    out.headers = walk.headers_seen;
    build_form(lines.grid, plan, line_views, walk, claims, out.form);
    for (std::size_t i = 0; i < claims.size(); ++i)
        for (const int source_cell : lines.sources[i]) out.claims[static_cast<std::size_t>(source_cell)] = claims[i];
    for (const auto& [cell, claim] : lines.settled) out.claims[static_cast<std::size_t>(cell)] = claim;
    restore_places(out.form, grid, lines);
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
    if (grid.cells().size() > kMaxFormCells)
        return fail({source.name, source.part.value_or(""), {}},
                    message("有 {0} 个单元格，超过一张表的上限 {1}，不是绩效表", "{0} cells are more than the {1} a form may have: this is no performance table",
                            grid.cells().size(), kMaxFormCells));
    Sighting best;
    for (const Plan& plan : state_->plans) {
        if (!as_form.empty() && plan.form().id != as_form) continue;
        Sighting seen = look(grid, plan);
        if (!best.plan || seen.score() > best.score()) best = std::move(seen);
    }
    const Origin at{source.name, source.part.value_or(""), {}};
    if (!best.plan) return fail(at, message("没有编号为 {} 的表", "there is no form with the id {}", as_form));
    Reading reading = read_as(grid, *best.plan, best.views, source);
    if (best.labels < kLeastLabels || (reading.headers == 0 && !best.title && as_form.empty()))
        return fail(at,
                    message("不是认得的绩效表：最接近“{0}”，但只见到它的 {1} 个标签（至少要 {2} 个，并且有表名或表头）",
                            "this is no known performance table: nearest is “{0}”, but only {1} of its labels are there (at least {2} and "
                            "a title or a header are needed)",
                            best.plan->form().name.zh, best.labels, kLeastLabels),
                    message("确认文件内容；用 jixiao show --as grid 查看读到的单元格，用 jixiao templates 查看认得的表",
                            "check the file; `jixiao show --as grid` prints the cells read, `jixiao templates` the known forms"));
    Recognised out{std::move(reading.form), std::move(reading.claims)};
    if (!grid.page_lines) return out;
    const auto stray = std::ranges::count(out.claims, CellClaim::Unclaimed);
    if (stray == 0) return out;
    if (static_cast<double>(stray) > kMaxStray * static_cast<double>(out.claims.size()))
        return fail(at,
                    message("文本按页面的行排列，单元格换了行：{1} 处文字中有 {0} 处找不到所属的行，不能可靠地还原表格",
                            "the text is set by the lines of a page and its cells wrap: {0} of {1} pieces of text belong to no row, so that the table "
                            "cannot be restored reliably",
                            stray, out.claims.size()),
                    message("改用表格文件、网页，或以制表符分隔的文本", "use a spreadsheet, a web page or tab-separated text instead"));
    auto finding = Finding::of(Code::rows_uncertain, message("有 {} 处文字找不到所属的行，请逐行对照原件",
                                                             "{} pieces of text belong to no row: compare each row with the original", stray));
    finding.at = at;
    finding.confidence = 0.5;
    out.form.findings.insert(out.form.findings.begin(), std::move(finding));
    return out;
}

}  // namespace jixiao
