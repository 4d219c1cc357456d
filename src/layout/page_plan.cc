#include "layout/page_plan.h"

#include <algorithm>
#include <optional>

namespace jixiao {
namespace {

constexpr double kEps = 0.01;  // pt
// Costs of ending a page somewhere, in hundredths of its height left white.
constexpr double kNever = 1e6;
constexpr double kCutGroup = 2;           // a label goes on on the next page
constexpr double kLoneRow = 8;            // one row of a group alone on either side
constexpr double kLabelWithoutRoom = 60;  // a label whose part here cannot hold it
constexpr double kSplitRow = 14;          // a row that would fit on a page of its own is split
constexpr double kLowestBreak = 0.6;      // of the page: rows above it never move to the next page
constexpr int kKeep = 2;                  // lines of a cell on either side of a split
constexpr double kThinPage = 0.2;         // a last page with less takes rows from the page before it
constexpr double kMostRepeated = 0.3;     // of a page: taller headers are not repeated

std::size_t index(int i) {
    return static_cast<std::size_t>(i);
}

struct Split {
    double height = 0;
    std::vector<std::pair<int, int>> lines;  // cell, how many of its lines stay
};

class Planner {
public:
    Planner(const LaidSheet& laid, double capacity) : laid_(laid), capacity_(capacity), next_(laid.cells.size()) {}

    // `short_page`: the page that ends early, at `short_height`; -1: none does.
    Result<std::vector<PagePlan>> run(int short_page, double short_height);

private:
    const LaidCell& cell(int i) const { return laid_.cells[index(i)]; }
    const LogicalRow& row(int i) const { return laid_.rows[index(i)]; }
    int left(int i) const { return cell(i).line_count() - next_[index(i)]; }
    double need(int i) const { return left(i) > 0 ? cell(i).text.height(left(i)) : 0; }
    bool names(int i) const;

    void repeat_headers(PagePlan& page) const;
    void push(PagePlan& page, int row, double height, bool repeat, bool ends) const;
    double height_here(const PagePlan& page) const;
    int first_row_of(const PagePlan& page, int i) const;
    std::optional<Split> split(double available, bool forced, bool too_tall) const;
    int lines_kept(int i, double available, bool forced) const;
    double cost(const PagePlan& page, std::size_t keep) const;
    bool finish(PagePlan& page, double capacity);
    void close(PagePlan& page, const Split* split);
    void close_cell(PagePlan& page, int i, const Split* split, std::vector<int>& still_open);

    const LaidSheet& laid_;
    double capacity_;
    std::vector<int> next_;  // by cell: its first line not set yet
    std::vector<int> open_;  // cells that began on an earlier page, in order
    int row_ = 0;            // the next row
    bool resumed_ = false;   // of which a part stands on an earlier page
    std::size_t fixed_ = 0;  // rows of the page that are repeated headers
};

bool Planner::names(int i) const {
    const CellRole role = laid_.sheet.cells[index(i)].role;
    return role == CellRole::Label || role == CellRole::Group || role == CellRole::Header;
}

void Planner::push(PagePlan& page, int r, double height, bool repeat, bool ends) const {
    page.rows.push_back({r, page.used, height, repeat, ends});
    page.used += height;
}

void Planner::repeat_headers(PagePlan& page) const {
    const int section = row(row_).section;
    if (section < 0 || row(row_).header_of >= 0 || index(section) >= laid_.headers.size()) return;
    double height = 0;
    for (const int header : laid_.headers[index(section)]) height += row(header).height;
    if (height > kMostRepeated * capacity_) return;
    for (const int header : laid_.headers[index(section)]) {
        if (header < row_) push(page, header, row(header).height, true, true);
    }
}

// First row of the page that the cell, begun on an earlier one, covers.
int Planner::first_row_of(const PagePlan& page, int i) const {
    const LaidCell& c = cell(i);
    for (std::size_t r = 0; r < page.rows.size(); ++r) {
        if (page.rows[r].row >= c.row && page.rows[r].row < c.row + c.rows) return static_cast<int>(r);
    }
    return static_cast<int>(page.rows.size());
}

// What row_ takes on this page if it is not split.
double Planner::height_here(const PagePlan& page) const {
    double height = resumed_ ? 0 : row(row_).height;
    if (resumed_) {
        for (int i = row(row_).first_cell; i < row(row_).end_cell; ++i) {
            const LaidCell& c = cell(i);
            if (c.rows > 1) continue;
            // A label printed again wants its room, too.
            const bool again = names(i) && c.text.height() < kMostRepeated * capacity_;
            height = std::max(height, left(i) > 0 ? need(i) : again ? c.text.height() : c.text.height(1));
        }
    }
    for (const int i : open_) {
        if (cell(i).rows == 1 || cell(i).row + cell(i).rows - 1 != row_) continue;
        const int first = first_row_of(page, i);
        const double above = first < static_cast<int>(page.rows.size()) ? page.used - page.rows[index(first)].top : 0;
        height = std::max(height, need(i) - above);
    }
    return height;
}

// Lines of a cell that stay on this page when its row is split; -1: it cannot be split here.
int Planner::lines_kept(int i, double available, bool forced) const {
    const CellText& text = cell(i).text;
    const int lines = left(i);
    int kept = std::min(text.capacity(available), lines);
    if (forced && kept <= kKeep) return kept;
    if (lines - kept < kKeep) kept = lines - kKeep;
    if (kept < kKeep) return forced ? std::max(kept, 0) : -1;
    const auto line = [&](int k) -> const LineSpan& { return text.lines[index(next_[index(i)] + k)]; };
    const bool leaves_first = line(kept - 1).begin == 0 && !line(kept - 1).last;
    if (leaves_first && kept > kKeep) --kept;
    const bool takes_last = line(kept).last && line(kept).begin > 0;
    if (takes_last && kept > kKeep) --kept;
    return kept;
}

// `forced`: on a page of its own; `too_tall`: no page could take it whole.
std::optional<Split> Planner::split(double available, bool forced, bool too_tall) const {
    Split split;
    bool cut = false;
    for (int i = row(row_).first_cell; i < row(row_).end_cell; ++i) {
        if (cell(i).rows > 1 || left(i) == 0) continue;
        if (need(i) <= available + kEps) {
            split.height = std::max(split.height, need(i));
            continue;
        }
        if (names(i) && !forced) return std::nullopt;
        const int kept = lines_kept(i, available, forced);
        if (kept < 0) return std::nullopt;
        cut = true;
        split.lines.emplace_back(i, kept);
        split.height = std::max(split.height, cell(i).text.height(kept));
    }
    if (!cut && !forced && !too_tall) return std::nullopt;
    if (!cut) split.height = available;  // tall for the sake of a label over several rows
    return split;
}

// Of ending the page behind its first `keep` rows.
double Planner::cost(const PagePlan& page, std::size_t keep) const {
    const PlanRow& last = page.rows[keep - 1];
    const double used = last.top + last.height;
    double cost = 100 * (1 - used / capacity_);
    if (row(last.row).header_of >= 0 || !row(last.row).table) cost += kNever;
    const int next_row = keep < page.rows.size() ? page.rows[keep].row : row_;
    const auto cut = [&](int i, double top) {
        const LaidCell& c = cell(i);
        if (c.row + c.rows <= next_row) return;
        cost += kCutGroup;
        if (!names(i)) return;
        if (left(i) > 0 && need(i) > used - top + kEps) cost += kLabelWithoutRoom;
        // A header does not keep a row company.
        const int before = last.row - c.row + (row(c.row).header_of >= 0 ? 0 : 1), after = c.row + c.rows - next_row;
        if (c.rows > 2 && (before == 1 || after == 1)) cost += kLoneRow;
    };
    for (const int i : open_) {
        if (cell(i).rows == 1) continue;
        const int first = first_row_of(page, i);
        if (index(first) < keep) cut(i, page.rows[index(first)].top);
    }
    for (std::size_t r = fixed_; r < keep; ++r) {
        const LogicalRow& here = row(page.rows[r].row);
        for (int i = here.first_cell; i < here.end_cell; ++i) {
            if (cell(i).rows > 1 && !std::ranges::binary_search(open_, i)) cut(i, page.rows[r].top);
        }
    }
    return cost;
}

// Ends a page that cannot take row_ whole: splits it, or moves rows to the next page. False: nothing fits.
bool Planner::finish(PagePlan& page, double capacity) {
    const double available = capacity - page.used;
    const bool empty = page.rows.size() == fixed_;
    std::size_t keep = page.rows.size();
    double best = empty ? kNever * 10 : cost(page, keep);
    for (std::size_t k = page.rows.size(); k-- > fixed_ + 1;) {
        if (page.rows[k].top < kLowestBreak * capacity) break;
        const double here = cost(page, k);
        if (here < best) {
            best = here;
            keep = k;
        }
    }
    const bool too_tall = height_here(page) > capacity_;
    if (auto found = split(available, empty, too_tall)) {
        const bool progress = !empty || found->lines.empty() ||
                              std::ranges::any_of(found->lines, [](const auto& kept) { return kept.second > 0; });
        if (!progress) return false;
        double cost_of_split = too_tall ? 0 : kSplitRow;
        if (!empty && row(page.rows.back().row).header_of >= 0) cost_of_split += kSplitRow;
        if (empty || cost_of_split < best) {
            push(page, row_, found->height, false, false);
            close(page, &*found);
            resumed_ = true;
            return true;
        }
    }
    if (empty) return false;
    if (keep < page.rows.size()) {
        row_ = page.rows[keep].row;
        page.used = page.rows[keep].top;
        page.rows.resize(keep);
    }
    resumed_ = false;
    close(page, nullptr);
    return true;
}

void Planner::close_cell(PagePlan& page, int i, const Split* split, std::vector<int>& still_open) {
    const LaidCell& c = cell(i);
    const PlanRow& last_row = page.rows.back();
    PlanCell part{.cell = i};
    part.continued = std::ranges::binary_search(open_, i);
    part.first = part.continued ? first_row_of(page, i) : static_cast<int>(fixed_) + c.row - page.rows[fixed_].row;
    const int end_row = std::min(c.row + c.rows - 1, last_row.row);
    part.last = static_cast<int>(fixed_) + end_row - page.rows[fixed_].row;
    const bool ends = c.row + c.rows - 1 < last_row.row || (c.row + c.rows - 1 == last_row.row && last_row.ends);

    const PlanRow& bottom = page.rows[index(part.last)];
    const double height = bottom.top + bottom.height - page.rows[index(part.first)].top;
    int count = left(i);
    if (need(i) > height + kEps && !ends) count = std::min(count, c.text.capacity(height));
    if (split) {
        const auto kept = std::ranges::find(split->lines, i, &std::pair<int, int>::first);
        if (kept != split->lines.end()) count = kept->second;
    }
    part.line_begin = next_[index(i)];
    part.line_end = part.line_begin + count;
    next_[index(i)] = part.line_end;
    part.artifact = part.continued && count == 0 && c.line_count() > 0 && names(i) && left(i) == 0;
    page.cells.push_back(part);
    if (!ends) still_open.push_back(i);
}

void Planner::close(PagePlan& page, const Split* split) {
    for (std::size_t r = 0; r < fixed_; ++r) {
        const LogicalRow& header = row(page.rows[r].row);
        for (int i = header.first_cell; i < header.end_cell; ++i) {
            const int first = static_cast<int>(r), last = first + cell(i).rows - 1;
            if (last >= static_cast<int>(fixed_)) continue;  // a label over the rows below: it goes on by itself
            page.cells.push_back({i, first, last, 0, cell(i).line_count(), true, true});
        }
    }
    std::vector<int> still_open;
    for (const int i : open_) close_cell(page, i, split, still_open);
    for (std::size_t r = fixed_; r < page.rows.size(); ++r) {
        const LogicalRow& here = row(page.rows[r].row);
        for (int i = here.first_cell; i < here.end_cell; ++i) {
            if (!std::ranges::binary_search(open_, i)) close_cell(page, i, split, still_open);
        }
    }
    open_ = std::move(still_open);
}

Result<std::vector<PagePlan>> Planner::run(int short_page, double short_height) {
    std::vector<PagePlan> pages;
    const int count = static_cast<int>(laid_.rows.size());
    while (row_ < count) {
        const bool is_short = static_cast<int>(pages.size()) == short_page;
        const double capacity = is_short ? short_height : capacity_;
        PagePlan& page = pages.emplace_back();
        repeat_headers(page);
        fixed_ = page.rows.size();
        while (row_ < count) {
            const double height = height_here(page);
            if (page.used + height > capacity + kEps) break;
            push(page, row_, height, false, true);
            resumed_ = false;
            ++row_;
        }
        if (row_ == count) {
            close(page, nullptr);
        } else if (!finish(page, capacity)) {
            return fail({laid_.sheet.title, "", {}},
                        message("页面太小，一行文字也放不下", "the page is too small for a line of text"),
                        message("请在模板中减小页边距或字号", "reduce margins or sizes in the template"));
        }
    }
    return pages;
}

}  // namespace

Result<std::vector<PagePlan>> plan_pages(const LaidSheet& laid) {
    const double capacity = page_capacity(laid.sheet.page);
    auto pages = Planner(laid, capacity).run(-1, 0);
    if (!pages || pages->size() < 2 || pages->back().used >= kThinPage * capacity) return pages;
    // A last page with a row or two: let the page before it end earlier.
    const int before = static_cast<int>(pages->size()) - 2;
    const double even = capacity * (1 - kThinPage) + pages->back().used / 2;
    auto balanced = Planner(laid, capacity).run(before, std::min(even, pages->at(index(before)).used) - kEps);
    if (balanced && balanced->size() == pages->size()) return balanced;
    return pages;
}

}  // namespace jixiao
