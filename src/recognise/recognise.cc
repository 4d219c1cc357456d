#include "recognise/recognise.h"

#include <algorithm>

#include "recognise/build.h"
#include "recognise/column_blocks.h"
#include "recognise/field_columns.h"
#include "recognise/misread_signs.h"
#include "recognise/repair_labels.h"
#include "recognise/several.h"
#include "recognise/tell_structure.h"
#include "recognise/stream.h"
#include "recognise/trust.h"
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

// And this much text: 50,000 rows with 300 bytes each, duties and goals beside them. A form, its findings and its outputs
// cost some multiples of it.
constexpr std::size_t kMaxFormBytes = 24u << 20;

// Lines of a page become rows of a table only where each cell took one line. Words without a row show that some took
// more; beyond this share of them no row can be trusted.
constexpr double kMaxStray = 0.15;

struct Sighting {
    const Plan* plan = nullptr;
    std::size_t labels = 0, printed = 0;   // different ones; of them, those the form itself prints so
    std::size_t all_printed = 0;           // labels the form prints
    bool title = false;

    // Why: forms share most labels; which spelling stands there tells whose table it is, and how much of it is there, too.
    double score() const {
        const double own = static_cast<double>(printed);
        return static_cast<double>(labels) + 0.25 * own + (title ? 3 : 0) + (all_printed > 0 ? 6 * own / static_cast<double>(all_printed) : 0);
    }
};

// Forms that differ by less fit equally well: by the share of a label in twenty.
constexpr double kSameScore = 0.25;

// Closer than this, both are read, and what they lack decides.
constexpr double kNearScore = 1.5;
constexpr std::size_t kMaxReadTwice = 20'000;  // cells

constexpr std::size_t kMaxTitle = 450;      // bytes: the name of an office of a hundred characters, and what stands around it
constexpr std::size_t kMaxLabelLine = 240;  // bytes of a line that may hold labels: 80 characters

// What texts say beside the keys of their cells, whatever form they belong to.
struct MoreKeys {
    std::vector<std::string> titles;                               // too long for a label, but it may be a title
    std::vector<std::pair<std::size_t, std::string>> line_pieces;  // of a line of a page that may hold several labels: its cell, one piece
};

MoreKeys more_keys_of(const CellTexts& cells, bool page_lines) {
    MoreKeys out;
    for (std::size_t i = 0; i < cells.views.size(); ++i) {
        const CellView& view = cells.views[i];
        if (view.text.empty()) continue;
        if (view.key.empty() && view.text.size() <= kMaxTitle) out.titles.push_back(label_key(view.text));
        if (!page_lines || view.text.size() > kMaxLabelLine || view.text.find(' ') == view.text.npos) continue;
        for (std::string_view rest = view.text; !rest.empty();) {
            const auto end = std::min(rest.find(' '), rest.size());
            if (end > 0) out.line_pieces.emplace_back(i, label_key(rest.substr(0, end)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return out;
}

Sighting look(const CellTexts& cells, const MoreKeys& more, const Plan& plan) {
    Sighting out{&plan, 0, 0, plan.printed(), false};
    std::vector<std::string_view> seen;
    for (std::size_t i = 0; i < cells.views.size(); ++i) {
        const std::string& key = cells.views[i].key;
        if (uses_of(cells, i, plan)) seen.push_back(key);
        else if (key.empty()) continue;
        else if (plan.is_title(key)) out.title = true;
        // Watermarks and broken encodings may have hit every label; repair_labels says so.
        else if (const std::string* label = cells.views[i].amount || cells.views[i].value ? nullptr : plan.noise().plain(key)) seen.push_back(*label);
    }
    for (const auto& [cell, key] : more.line_pieces)
        if (!uses_of(cells, cell, plan) && plan.find(key)) seen.push_back(key);
    out.title = out.title || std::ranges::any_of(more.titles, [&](const std::string& key) { return plan.is_title(key); });
    std::ranges::sort(seen);
    seen.erase(std::ranges::unique(seen).begin(), seen.end());
    out.labels = seen.size();
    out.printed = static_cast<std::size_t>(std::ranges::count_if(seen, [&](std::string_view key) { return plan.prints(key); }));
    return out;
}

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
    LabelRepairs labels;
    int headers = 0;
    std::ptrdiff_t foreign = 0;   // cells of columns that no form has
    bool column_first = false, out_of_order = false, trees_beside = false, texts_behind = false, own_columns = false;
};

// Mandatory entries that a reading as a form lacks. What it leaves over says less: a form of many columns leaves nothing over.
std::size_t lacking(const Reading& reading, const Template& form) {
    std::size_t out = 0;
    for (const FieldCell* field : fields_of(form))
        if (const Field* value = reading.form.field(field->id); field->required && (!value || value->value.null())) ++out;
    for (const ListSpec* list : lists_of(form))
        if (const List* rows = reading.form.list(list->id); list->required && (!rows || rows->rows.empty())) ++out;
    return out;
}

// What was repaired, where the label was of use.
void tell_repairs(const LabelRepairs& labels, const std::vector<CellView>& views, const std::vector<CellClaim>& claims, Form& form) {
    const auto tell = [&](Code code, const LabelRepair& repair, Message text) {
        auto finding = Finding::of(code, std::move(text));
        finding.at = form.origin(views[static_cast<std::size_t>(repair.cell)].cell->at);
        finding.got = repair.before;
        finding.expected = repair.after;
        finding.confidence = repair.confidence;
        form.findings.push_back(std::move(finding));
    };
    for (const LabelRepair& repair : labels.made)
        if (claims[static_cast<std::size_t>(repair.cell)] != CellClaim::Unclaimed)
            tell(Code::label_repaired, repair, message("标签“{0}”按“{1}”识别", "the label “{0}” was read as “{1}”", repair.before, repair.after));
    for (const LabelRepair& repair : labels.left)
        tell(Code::label_ambiguous, repair, message("“{}”与两个已知标签同样接近，未作修正", "“{}” is equally near to two known labels and was left alone", repair.before));
}

// A cell of a page that fits no row.
void unplace(Reading& reading, const Cell& cell, int index) {
    reading.claims[static_cast<std::size_t>(index)] = CellClaim::Unclaimed;
    auto finding = Finding::of(Code::unclaimed, message("“{}”不属于任何一行，已列入“未安置内容”", "“{}” belongs to no row and is listed as unplaced", cell.shown));
    finding.at = reading.form.origin(cell.at);
    finding.got = cell.shown;
    reading.form.findings.push_back(std::move(finding));
    reading.form.unplaced.push_back({"", cell.shown, cell.at});
}

// A text of a column that no form has.
void unplace_foreign(Reading& reading, Place at, const ForeignText& foreign) {
    auto& claim = reading.claims[static_cast<std::size_t>(foreign.cell)];
    if (claim == CellClaim::Open) {   // else a part of the cell stands elsewhere
        claim = CellClaim::Unclaimed;
        ++reading.foreign;
    }
    auto finding = Finding::of(Code::unclaimed, foreign.label.empty()
                                                    ? message("“{}”在模板中没有位置，已列入“未安置内容”", "“{}” has no place in the template and is listed as unplaced", foreign.text)
                                                    : message("“{1}”的“{0}”在模板中没有位置，已列入“未安置内容”",
                                                              "“{0}” of “{1}” has no place in the template and is listed as unplaced", foreign.text, foreign.label));
    finding.at = reading.form.origin(at);
    finding.got = foreign.text;
    reading.form.findings.push_back(std::move(finding));
    reading.form.unplaced.push_back({foreign.label, foreign.text, at});
}

Message extract_again() {
    return message("用 pdftotext -layout 文件.pdf 重新提取，或改用表格文件、网页、以制表符分隔的文本",
                   "extract it again with `pdftotext -layout FILE.pdf`, or use a spreadsheet, a web page or tab-separated text");
}

// Labels without anything between them and what they name.
bool runs_together(const Grid& grid, const Plan& plan) {
    constexpr std::size_t kMostText = 200'000, kMostCells = 2000;
    if (grid.cells().size() > kMostCells) return false;
    std::string text;
    for (const Cell& cell : grid.cells()) {
        if (text.size() + cell.shown.size() > kMostText) break;
        text += cell.shown + "\n";
    }
    return plan.labels_within(label_key(text)) >= kLeastLabels;
}

Reading read_as(const Grid& grid, const Plan& plan, std::vector<CellView>& views, const Source& source,
                const RepairRules& repairs) {
    const bool mend = repairs.level != Repairs::Never;
    Reading out;
    if (mend) out.labels = repair_labels(plan, views);
    out.claims.assign(grid.cells().size(), CellClaim::Open);
    out.form.source = source;
    std::optional<Unwrapped> blocks;
    if (!grid.page_lines && !grid.fixed_columns && mend) blocks = join_column_blocks(grid, plan, views);
    const bool fields = !blocks && !grid.page_lines && (blocks = put_fields_above(grid, plan, views)).has_value();
    if (!blocks && !grid.page_lines) {
        const Walk walk = walk_rows(grid, plan, views, out.claims);
        out.headers = walk.headers_seen;
        build_form(grid, plan, views, walk, repairs, out.claims, out.form);
        tell_repairs(out.labels, views, out.claims, out.form);
        return out;
    }
    const Unwrapped lines = blocks ? std::move(*blocks) : grid.cols() < 2 ? unwrap_stream(grid, plan, views) : unwrap_lines(grid, plan, views);
    out.column_first = lines.column_first;
    out.out_of_order = lines.out_of_order;
    out.trees_beside = lines.trees_beside;
    out.texts_behind = lines.texts_behind;
    out.own_columns = lines.own_columns;
    auto line_views = view_cells(lines.grid, plan);
    if (mend) out.labels = repair_labels(plan, line_views);
    std::vector<CellClaim> claims(lines.grid.cells().size(), CellClaim::Open);
    const Walk walk = walk_rows(lines.grid, plan, line_views, claims);
    out.headers = walk.headers_seen;
    build_form(lines.grid, plan, line_views, walk, repairs, claims, out.form);
    tell_repairs(out.labels, line_views, claims, out.form);
    for (std::size_t i = 0; i < claims.size(); ++i)
        for (const int source_cell : lines.sources[i]) {
            auto& claim = out.claims[static_cast<std::size_t>(source_cell)];
            claim = std::max(claim, claims[i]);   // parts of one cell: what is unclaimed outweighs a value, a value a label
        }
    for (const auto& [cell, claim] : lines.settled) out.claims[static_cast<std::size_t>(cell)] = claim;
    restore_places(out.form, grid, lines);
    if (blocks) tell_rearranged(fields, out.form);
    tell_guesses(grid, lines.guessed, out.form);
    if (lines.joined) tell_joined(grid, *lines.joined, out.form);
    for (const ForeignText& foreign : lines.foreign) unplace_foreign(out, grid.cells()[static_cast<std::size_t>(foreign.cell)].at, foreign);
    for (const int cell : lines.stray) unplace(out, grid.cells()[static_cast<std::size_t>(cell)], cell);
    return out;
}

}  // namespace

struct Recogniser::State {
    std::vector<Plan> plans;
    DirectionWords words;
};

Recogniser::Recogniser(const TemplateSet& templates, DirectionWords words) : state_(std::make_unique<State>()) {
    state_->words = std::move(words);
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

std::vector<std::pair<std::string, double>> Recogniser::scores(const Grid& grid) const {
    std::vector<std::pair<std::string, double>> out;
    if (grid.cells().size() > kMaxFormCells) return out;
    if (state_->plans.empty()) return out;
    const CellTexts cells = read_cells(grid, state_->plans.front().vocabulary());
    const MoreKeys more = more_keys_of(cells, grid.page_lines);
    for (const Plan& plan : state_->plans) out.emplace_back(plan.form().id, look(cells, more, plan).score());
    std::ranges::stable_sort(out, std::greater<>(), [](const auto& one) { return one.second; });
    return out;
}

Result<Recognised> Recogniser::recognise(const Grid& grid, const Source& source, const std::string& as_form,
                                           Repairs repairs) const {
    if (grid.cells().size() > kMaxFormCells)
        return fail({source.name, source.part.value_or(""), {}},
                    message("有 {0} 个单元格，超过一张表的上限 {1}，不是绩效表", "{0} cells are more than the {1} a form may have: this is no performance table",
                            grid.cells().size(), kMaxFormCells));
    std::size_t bytes = 0;
    for (const Cell& cell : grid.cells()) bytes += cell.shown.size();
    if (bytes > kMaxFormBytes)
        return fail({source.name, source.part.value_or(""), {}},
                    message("文字有 {0} 字节，超过一张表的上限 {1}，不是绩效表", "{0} bytes of text are more than the {1} a form may have: this is no performance table",
                            bytes, kMaxFormBytes));
    Sighting best, second;
    CellTexts cells;
    if (!state_->plans.empty()) cells = read_cells(grid, state_->plans.front().vocabulary());
    const MoreKeys more = more_keys_of(cells, grid.page_lines);
    for (const Plan& plan : state_->plans) {
        if (!as_form.empty() && plan.form().id != as_form) continue;
        Sighting seen = look(cells, more, plan);
        if (!best.plan || seen.score() > best.score()) std::swap(best, seen);
        if (seen.plan && (!second.plan || seen.score() > second.score())) second = seen;
    }
    const Origin at{source.name, source.part.value_or(""), {}};
    if (!best.plan) return fail(at, message("没有编号为 {} 的表", "there is no form with the id {}", as_form));
    std::vector<CellView> views = view_cells(std::move(cells), *best.plan);
    Reading reading = read_as(grid, *best.plan, views, source, {repairs, &state_->words});
    // Forms share most labels: of two that fit nearly as well, the one that lacks less is meant.
    bool settled = false;
    if (second.plan && best.score() - second.score() < kNearScore && grid.cells().size() <= kMaxReadTwice) {
        std::vector<CellView> other_views = view_cells(grid, *second.plan);
        Reading other = read_as(grid, *second.plan, other_views, source, {repairs, &state_->words});
        const std::size_t own = lacking(reading, best.plan->form()), others = lacking(other, second.plan->form());
        settled = own != others;
        if (others < own) {
            std::swap(best, second);
            std::swap(reading, other);
        }
    }
    if (grid.page_lines && reading.column_first)
        return fail(at,
                    message("文本按栏先后排列：先是一栏的全部文字，再是下一栏的，无法确定哪个值属于哪一行",
                            "the text runs column by column, all of one before the next: which value belongs to which row cannot be told"),
                    extract_again());
    if (reading.out_of_order)
        return fail(at,
                    message("文本的先后不是表格各行的先后：大段文字夹在各行之间，无法确定每行的内容",
                            "the text does not follow the rows of the table: running text stands among them, and what belongs to which row cannot be told"),
                    extract_again());
    if (reading.trees_beside)
        return fail(at,
                    message("本表有两棵指标树并列；一行一个单元格的文本里空白格不留痕迹，分不清一行属于哪一棵",
                            "two trees of indicators stand side by side; a text with one cell a line shows no blank cells, so that which tree a row "
                            "belongs to cannot be told"),
                    extract_again());
    if (reading.own_columns)
        return fail(at,
                    message("指标表另有本单位的栏（符号、单位、权重等）；一行一个单元格的文本里，分不清哪个数是指标值",
                            "the indicators have columns of this office's own (comparator, unit, weight …); in a text with one cell a line no figure "
                            "can be told to be the value"),
                    extract_again());
    if (reading.texts_behind)
        return fail(at,
                    message("清单的金额后面还有文字栏，单元格又换了行：一行一个单元格的文本里，分不清哪几行属于这一行，哪几行属于下一行",
                            "texts stand behind the amounts of a list, and cells wrap: in a text with one cell a line the end of one row and the "
                            "beginning of the next cannot be told apart"),
                    extract_again());
    if (best.labels < kLeastLabels && runs_together(grid, *best.plan))
        return fail(at,
                    message("文字连在一起，没有制表符、空格或换行把单元格分开：看得到“{}”的标签，但分不出它们的内容",
                            "the text runs together without tabs, blanks or line ends between cells: labels of “{}” are there, but not what belongs to "
                            "them",
                            best.plan->form().name.zh),
                    extract_again());
    if (best.labels < kLeastLabels || (reading.headers == 0 && reading.form.title.empty() && as_form.empty()))
        return fail(at,
                    message("不是认得的绩效表：最接近“{0}”（{3:.1f} 分），但只见到它的 {1} 个标签（至少要 {2} 个，并且有表名或表头）；其次是“{4}”（{5:.1f} 分）",
                            "this is no known performance table: nearest is “{6}” ({3:.1f}), but only {1} of its labels are there (at least {2} and "
                            "a title or a header are needed); next is “{7}” ({5:.1f})",
                            best.plan->form().name.zh, best.labels, kLeastLabels, best.score(), second.plan ? second.plan->form().name.zh : "—",
                            second.plan ? second.score() : 0.0, best.plan->form().name.en, second.plan ? second.plan->form().name.en : "—"),
                    message("确认文件内容；用 jixiao show --as grid 查看读到的单元格，用 jixiao templates 查看认得的表",
                            "check the file; `jixiao show --as grid` prints the cells read, `jixiao templates` the known forms"));
    if (second.plan && !settled && best.score() - second.score() < kSameScore) {
        auto finding = Finding::of(Code::template_ambiguous,
                                   message("两种表几乎一样像：{0}（{1:.2f}）和 {2}（{3:.2f}），按前一种识别",
                                           "two forms fit almost equally well: {0} ({1:.2f}) and {2} ({3:.2f}); it was read as the first",
                                           best.plan->form().id, best.score(), second.plan->form().id, second.score()));
        finding.at = at;
        finding.field = "/template";
        finding.got = best.plan->form().id;
        finding.expected = second.plan->form().id;
        finding.confidence = 0.5;
        reading.form.findings.push_back(std::move(finding));
    }
    const RepairRules rules{repairs, &state_->words};
    propose_for_digits(reading.form, *best.plan, rules);
    judge_trust(grid, reading.labels, *best.plan, reading.form);
    propose_for_likely_signs(reading.form, *best.plan, rules);
    sort_by_place(reading.form.findings);
    Recognised out{std::move(reading.form), std::move(reading.claims)};
    if (!grid.page_lines) return out;
    const auto stray = std::ranges::count(out.claims, CellClaim::Unclaimed) - reading.foreign;
    if (stray == 0) return out;
    if (static_cast<double>(stray) > kMaxStray * static_cast<double>(out.claims.size()))
        return fail(at,
                    message("文本按页面的行排列，单元格换了行：{1} 处文字中有 {0} 处找不到所属的行，不能可靠地还原表格",
                            "the text is set by the lines of a page and its cells wrap: {0} of {1} pieces of text belong to no row, so that the table "
                            "cannot be restored reliably",
                            stray, out.claims.size()),
                    extract_again());
    auto finding = Finding::of(Code::rows_uncertain, message("有 {} 处文字找不到所属的行，请逐行对照原件",
                                                             "{} pieces of text belong to no row: compare each row with the original", stray));
    finding.at = at;
    finding.confidence = 0.5;
    out.form.findings.insert(out.form.findings.begin(), std::move(finding));
    return out;
}

std::vector<Grid> Recogniser::forms_in(const Grid& grid, const std::string& as_form) const {
    std::vector<int> best;
    if (grid.cells().size() > kMaxFormCells) return {};
    const auto keys = opening_keys(grid);
    for (const Plan& plan : state_->plans)
        if (as_form.empty() || plan.form().id == as_form)
            if (auto starts = form_starts(grid, plan, keys); starts.size() > best.size()) best = std::move(starts);
    std::vector<Grid> out;
    for (const Plan& plan : state_->plans)
        if (best.empty() && out.empty() && (as_form.empty() || plan.form().id == as_form)) out = forms_by_rows(grid, plan);
    for (std::size_t i = 0; i < best.size(); ++i)
        out.push_back(rows_of(grid, best[i], i + 1 < best.size() ? best[i + 1] : grid.rows()));
    return out;
}

}  // namespace jixiao
