#include <algorithm>
#include <numeric>

#include "layout/compose.h"
#include "layout/page_plan.h"
#include "layout/page_proof.h"
#include "layout/page_rules.h"

namespace jixiao {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
constexpr double kHeadGap = 9;            // pt between the running head and the table
constexpr double kFooterPart = 0.5;       // of the lower margin: height of the page number's baseline
constexpr double kSmallestFurniture = 6;  // pt
constexpr double kShade = 0.95, kWarningShade = 0.88, kErrorShade = 0.8;  // DeviceGray

std::size_t index(int i) {
    return static_cast<std::size_t>(i);
}

class PageMaker {
public:
    PageMaker(const LaidSheet& laid, const FontSet& fonts);
    Page make(const PagePlan& plan, int number, int count) const;

private:
    const Sheet& sheet() const { return laid_.sheet; }
    const Style& style(const SheetCell& cell) const { return sheet().styles[index(cell.style)]; }
    Box box(const PagePlan& plan, const PlanCell& part) const;
    void set_lines(Box& box, const PlanCell& part) const;
    void set_block(Box& box, const CellText& text, int begin, int end, bool whole, double right_shift) const;
    void add_rules(Page& page, const PagePlan& plan) const;
    void add_shade(Page& page, const Box& box) const;
    Line furniture(const std::string& text, double baseline, HAlign align) const;
    void find_decimals();

    const LaidSheet& laid_;
    const FontSet& fonts_;
    std::vector<double> x_;      // column edges
    double top_ = 0;             // y of the content's upper end
    std::vector<double> shift_;  // by cell: what a number keeps free at its right
    Style furniture_;
};

PageMaker::PageMaker(const LaidSheet& laid, const FontSet& fonts)
    : laid_(laid), fonts_(fonts), shift_(laid.cells.size()) {
    const PageSetup& page = sheet().page;
    const double width = std::accumulate(sheet().columns.begin(), sheet().columns.end(), 0.0) * kPointsPerMm;
    double x = page.left + (page.width - page.left - page.right - width) / 2;
    for (const double column : sheet().columns) {
        x_.push_back(x);
        x += column * kPointsPerMm;
    }
    x_.push_back(x);
    top_ = page.height - page.top;
    furniture_.size = 9;
    for (const Style& known : sheet().styles) {
        if (known.name == "furniture") furniture_ = known;
    }
    find_decimals();
}

// Numbers of one column and section stand with their points below each other: each keeps free
// what its decimals are narrower than the widest.
void PageMaker::find_decimals() {
    struct Group {
        int section = -2;
        double widest = 0;
    };
    std::vector<Group> groups;
    std::vector<std::size_t> current(sheet().columns.size());  // by column: its group, while its section lasts
    std::vector<double> decimals(laid_.cells.size(), -1);
    std::vector<std::size_t> group_of(laid_.cells.size());
    groups.emplace_back();
    for (std::size_t i = 0; i < laid_.cells.size(); ++i) {
        const SheetCell& cell = sheet().cells[i];
        const LaidCell& laid = laid_.cells[i];
        if (!cell.number || style(cell).align != HAlign::Right || laid.text.lines.size() != 1) continue;
        const TypeText& text = laid.text.paragraphs.front();
        const auto point = std::ranges::find(text.chars, U'.', &TypeChar::c);
        const int from = static_cast<int>(point - text.chars.begin());
        decimals[i] = text.width(from, static_cast<int>(text.chars.size())) * laid.text.size / 1000;
        const int section = laid_.rows[index(laid.row)].section;
        std::size_t& group = current[index(cell.col)];
        if (groups[group].section != section) {
            group = groups.size();
            groups.push_back({section, 0});
        }
        groups[group].widest = std::max(groups[group].widest, decimals[i]);
        group_of[i] = group;
    }
    for (std::size_t i = 0; i < decimals.size(); ++i) {
        if (decimals[i] >= 0) shift_[i] = groups[group_of[i]].widest - decimals[i];
    }
}

void PageMaker::set_block(Box& box, const CellText& text, int begin, int end, bool whole, double right_shift) const {
    const SheetCell& cell = sheet().cells[index(box.cell)];
    const Style& look = style(cell);
    const int count = end - begin;
    double above = text.padding;
    if (whole && look.valign == VAlign::Middle) above = (box.h - count * text.leading) / 2;
    if (whole && look.valign == VAlign::Bottom) above = box.h - text.padding - count * text.leading;
    LineSlot slot;
    slot.x = box.x + look.padding_x;
    slot.width = box.w - 2 * look.padding_x;
    slot.align = look.align;
    slot.right_shift = right_shift;
    slot.baseline = box.y + box.h - above - text.leading / 2 - kMiddle * text.size;
    box.lines.reserve(index(count));
    for (int i = begin; i < end; ++i) {
        box.lines.push_back(set_line(text, text.lines[index(i)], slot));
        slot.baseline -= text.leading;
    }
}

void PageMaker::set_lines(Box& box, const PlanCell& part) const {
    const LaidCell& laid = laid_.cells[index(part.cell)];
    const SheetCell& cell = sheet().cells[index(part.cell)];
    if (cell.paragraphs.empty()) return;
    if (!part.artifact) {
        const bool whole = part.line_begin == 0 && part.line_end == laid.line_count();
        set_block(box, laid.text, part.line_begin, part.line_end, whole, shift_[index(part.cell)]);
        return;
    }
    if (part.line_end > part.line_begin) {  // a repeated header
        set_block(box, laid.text, part.line_begin, part.line_end, true, 0);
        return;
    }
    // A label that goes on: its text with the mark, without it where there is no room, else nothing.
    std::vector<std::string> marked = cell.paragraphs;
    marked.back() += sheet().page.continued;
    const CellText again = cell_text(marked, cell, style(cell), inner_width(sheet(), cell), fonts_);
    for (const CellText* text : {&again, &laid.text}) {
        if (text->height() > box.h + 0.01) continue;
        set_block(box, *text, 0, static_cast<int>(text->lines.size()), true, 0);
        return;
    }
}

Box PageMaker::box(const PagePlan& plan, const PlanCell& part) const {
    const SheetCell& cell = sheet().cells[index(part.cell)];
    Box box;
    box.cell = part.cell;
    box.x = x_[index(cell.col)];
    box.w = x_[index(cell.col + cell.cols)] - box.x;
    const PlanRow& last = plan.rows[index(part.last)];
    box.y = top_ - last.top - last.height;
    box.h = last.top + last.height - plan.rows[index(part.first)].top;
    box.artifact = part.artifact;
    box.continued = part.continued;
    set_lines(box, part);
    return box;
}

void PageMaker::add_shade(Page& page, const Box& box) const {
    const SheetCell& cell = sheet().cells[index(box.cell)];
    double gray = style(cell).shade ? kShade : 1;
    if (cell.severity == 1) gray = kWarningShade;
    if (cell.severity >= 2) gray = kErrorShade;
    if (gray >= 1) return;
    if (!page.shades.empty()) {  // neighbours in a row as one rectangle
        Shade& before = page.shades.back();
        const bool joins =
            before.gray == gray && before.y == box.y && before.h == box.h && before.x + before.w == box.x;
        if (joins) {
            before.w += box.w;
            return;
        }
    }
    page.shades.push_back({box.x, box.y, box.w, box.h, gray});
}

void PageMaker::add_rules(Page& page, const PagePlan& plan) const {
    int first = 0;
    const int rows = static_cast<int>(plan.rows.size());
    while (first < rows && !laid_.rows[index(plan.rows[index(first)].row)].table) ++first;
    if (first == rows) return;
    std::vector<double> y;
    for (int r = first; r < rows; ++r) y.push_back(top_ - plan.rows[index(r)].top);
    y.push_back(top_ - plan.used);
    EdgeGrid edges(rows - first, static_cast<int>(sheet().columns.size()));
    for (const PlanCell& part : plan.cells) {
        const SheetCell& cell = sheet().cells[index(part.cell)];
        if (part.first < first || !style(cell).border) continue;
        edges.outline(part.first - first, part.last - first + 1, cell.col, cell.col + cell.cols);
    }
    page.rules = edges.rules(x_, y, sheet().page.border_outer, sheet().page.border_inner);
}

// One line of furniture; set smaller, and at last cut, where it is too long.
Line PageMaker::furniture(const std::string& text, double baseline, HAlign align) const {
    SheetCell cell;
    cell.paragraphs = {text};
    LineSlot slot{x_.front(), baseline, x_.back() - x_.front(), align, 0};
    Style look = furniture_;
    look.align = HAlign::Left;  // broken plainly
    CellText set;
    for (cell.size = look.size; cell.size >= kSmallestFurniture; cell.size -= 0.5) {
        set = cell_text(cell, look, slot.width, fonts_);
        if (set.lines.size() == 1) break;
    }
    return set.lines.empty() ? Line{} : set_line(set, set.lines.front(), slot);
}

std::string page_text(std::string text, int number, int count) {
    const auto replace = [&](std::string_view name, int value) {
        if (const std::size_t at = text.find(name); at != std::string::npos)
            text.replace(at, name.size(), std::to_string(value));
    };
    replace("{pages}", count);
    replace("{page}", number);
    return text;
}

Page PageMaker::make(const PagePlan& plan, int number, int count) const {
    const PageSetup& setup = sheet().page;
    Page page;
    page.width = setup.width;
    page.height = setup.height;
    page.boxes.reserve(plan.cells.size());
    for (const PlanCell& part : plan.cells) {
        page.boxes.push_back(box(plan, part));
        add_shade(page, page.boxes.back());
    }
    add_rules(page, plan);
    if (number > 1 && !setup.running_head.empty()) {
        page.furniture.push_back(furniture(setup.running_head, top_ + kHeadGap, HAlign::Left));
    }
    if (!setup.footer_zh.empty()) {
        page.furniture.push_back(
            furniture(page_text(setup.footer_zh, number, count), setup.bottom * kFooterPart, HAlign::Center));
    }
    return page;
}

}  // namespace

Result<Pages> paginate(const Sheet& sheet, const FontSet& fonts, const Limits& limits) {
    auto laid = lay_out(sheet, fonts);
    if (!laid) return std::unexpected(std::move(laid.error()));
    auto plans = plan_pages(*laid);
    if (!plans) return std::unexpected(std::move(plans.error()));
    if (plans->size() > limits.pages)
        return std::unexpected(limit_failure({"", sheet.title, {}}, "pages", limits.pages, plans->size()));
    const PageMaker maker(*laid, fonts);
    Pages pages;
    pages.pages.reserve(plans->size());
    for (const PagePlan& plan : *plans) {
        const int number = static_cast<int>(pages.pages.size()) + 1;
        pages.pages.push_back(maker.make(plan, number, static_cast<int>(plans->size())));
    }
    if (auto proof = prove_complete(sheet, pages); !proof) return std::unexpected(std::move(proof.error()));
    return pages;
}

}  // namespace jixiao
