#include "importers/html_table.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

#include "importers/html_flow.h"
#include "importers/text_limits.h"

namespace jixiao {
namespace {

using Excess = HtmlBlock::Excess;

void keep_first(std::optional<Excess>& kept, const std::optional<Excess>& next) {
    if (!kept) kept = next;
}

struct Context {
    const Limits* limits;
    bool lines_matter = false;
    bool hidden = false;
    bool preformatted = false;
    std::uint64_t depth = 0;   // elements inside elements
    std::uint64_t tables = 0;  // tables inside tables
};

// One thing below another: a text or a table.
struct Item {
    std::string text;
    bool hidden = false;
    std::optional<HtmlBlock> table;
};

HtmlBlock lay_out_table(const GumboNode& table, Context context);

// The content of an element, from the top down.
class Content {
public:
    void read(const GumboNode& node, Context context) {
        // The parser opens some elements nobody wrote, so its tree may be deeper than the tags are.
        if (++context.depth > 2 * context.limits->html_depth) {
            keep_first(excess, Excess{"html_depth", context.limits->html_depth, context.depth});
            return;
        }
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
            switch_to(context.hidden);
            text_.append(node.v.text.text, context.preformatted || context.lines_matter);
        } else if (node.type == GUMBO_NODE_ELEMENT) {
            read_element(node, context);
        }
    }

    std::vector<Item> finish() {
        flush();
        return std::move(items_);
    }

    std::optional<Excess> excess;

private:
    void read_element(const GumboNode& element, Context context) {
        if (is_skipped(element)) return;
        const GumboTag tag = element.v.element.tag;
        context.hidden = context.hidden || is_hidden(element);
        context.preformatted = context.preformatted || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_TEXTAREA;
        if (tag == GUMBO_TAG_TABLE) {
            flush();
            items_.push_back({"", context.hidden, lay_out_table(element, context)});
            return;
        }
        if (ends_line(tag)) text_.end_line();
        if (const std::string_view value = field_text(element); !value.empty()) {
            switch_to(context.hidden);
            text_.append(value, false);
        }
        const GumboVector& children = element.v.element.children;
        for (unsigned i = 0; i < children.length; ++i)
            read(*static_cast<const GumboNode*>(children.data[i]), context);
        if (ends_line(tag)) text_.end_line();
    }

    void switch_to(bool hidden) {
        if (hidden != hidden_) flush();
        hidden_ = hidden;
    }

    void flush() {
        if (!text_.empty()) items_.push_back({text_.take(), hidden_, std::nullopt});
    }

    std::vector<Item> items_;
    HtmlText text_;
    bool hidden_ = false;
};

std::vector<Item> content_of(const GumboNode& element, Context context, std::optional<Excess>& excess) {
    Content content;
    context.hidden = context.hidden || is_hidden(element);
    const GumboVector& children = element.v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
        content.read(*static_cast<const GumboNode*>(children.data[i]), context);
    keep_first(excess, content.excess);
    return content.finish();
}

// Items one below the other. `by_line` gives each line of text a row of its own.
HtmlBlock stacked(std::vector<Item> items, bool by_line) {
    HtmlBlock out;
    for (Item& item : items) {
        if (item.table) {
            for (HtmlCell& cell : item.table->cells) {
                cell.at.row += out.rows;
                out.cells.push_back(std::move(cell));
            }
            out.rows += item.table->rows;
            out.cols = std::max(out.cols, item.table->cols);
            out.overlaps = out.overlaps || item.table->overlaps;
            keep_first(out.excess, item.table->excess);
            continue;
        }
        for (std::size_t from = 0; from <= item.text.size();) {
            const std::size_t end =
                by_line ? std::min(item.text.find('\n', from), item.text.size()) : item.text.size();
            std::string line = item.text.substr(from, end - from);
            out.cells.push_back({{out.rows++, 0}, {}, line, line, item.hidden});
            from = end + 1;
        }
        out.cols = std::max(out.cols, 1);
    }
    return out;
}

int span_of(const GumboNode& cell, const char* name, int most) {
    const std::string_view text = attribute(cell, name);
    int value = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return most;
    if (error != std::errc() || value < 0) return 1;
    return std::min(value, most);
}

// The source between the tags of a cell.
std::string source_of(const GumboNode& cell) {
    const GumboElement& element = cell.v.element;
    const char* const from = element.original_tag.data + element.original_tag.length;
    if (!element.original_tag.data) return "";
    if (element.original_end_tag.data && element.original_end_tag.data >= from)
        return std::string(from, element.original_end_tag.data);
    // Closed by what follows it.
    const auto begin = element.start_pos.offset + element.original_tag.length;
    return element.end_pos.offset > begin ? std::string(from, element.end_pos.offset - begin) : "";
}

struct Slot {
    int row, col, rows, cols;
    HtmlBlock content;
    std::string raw;  // of a cell that holds text alone
    bool hidden;
};

bool is(const GumboNode& node, GumboTag tag) {
    return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag;
}

template <typename Visit>
void each_child(const GumboNode& element, Visit visit) {
    const GumboVector& children = element.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) visit(*static_cast<const GumboNode*>(children.data[i]));
}

class Slots {
public:
    explicit Slots(Context context) : context_(context) {}

    // The rows of one row group; spans end with it (HTML 4.9.12, "ending a row group").
    void read_group(const GumboNode& group) {
        const int first_row = rows_;
        const std::size_t first_slot = slots.size();
        each_child(group, [&](const GumboNode& row) {
            if (is(row, GUMBO_TAG_TR)) read_row(row, is_hidden(group) || is_hidden(row));
        });
        for (std::size_t i = first_slot; i < slots.size(); ++i)
            slots[i].rows = std::min(slots[i].rows, rows_ - slots[i].row);
        if (rows_ > first_row) std::ranges::fill(taken_until_, rows_);
    }

    std::vector<Slot> slots;
    bool overlaps = false;
    std::optional<Excess> excess;
    int rows() const { return rows_; }

private:
    void read_row(const GumboNode& row, bool hidden) {
        const Limits& limits = *context_.limits;
        const auto beyond_rows = static_cast<std::uint64_t>(rows_) + 1;
        if (beyond_rows > limits.rows) keep_first(excess, Excess{"rows", limits.rows, beyond_rows});
        if (excess) return;
        std::size_t col = 0;
        each_child(row, [&](const GumboNode& cell) {
            if (!is(cell, GUMBO_TAG_TD) && !is(cell, GUMBO_TAG_TH)) return;
            while (col < taken_until_.size() && taken_until_[col] > rows_) ++col;
            const int wanted = std::max(1, span_of(cell, "colspan", kMaxHtmlColspan));
            const std::uint64_t needed = col + static_cast<std::size_t>(wanted);
            if (needed > limits.columns) keep_first(excess, Excess{"columns", limits.columns, needed});
            if (excess) return;
            if (taken_until_.size() < col + static_cast<std::size_t>(wanted))
                taken_until_.resize(col + static_cast<std::size_t>(wanted), 0);
            int cols = 1;
            while (cols < wanted && taken_until_[col + static_cast<std::size_t>(cols)] <= rows_) ++cols;
            overlaps = overlaps || cols < wanted;
            const int asked = span_of(cell, "rowspan", kMaxHtmlRowspan);
            const int rows = asked == 0 ? kMaxHtmlRowspan : asked;  // 0: to the end of the group
            for (int i = 0; i < cols; ++i) taken_until_[col + static_cast<std::size_t>(i)] = rows_ + rows;
            add(cell,
                {rows_, static_cast<int>(col), rows, cols, {}, "", context_.hidden || hidden || is_hidden(cell)});
            col += static_cast<std::size_t>(cols);
        });
        ++rows_;
    }

    void add(const GumboNode& cell, Slot slot) {
        Context inner = context_;
        inner.hidden = slot.hidden;
        inner.lines_matter = false;
        slot.content = stacked(content_of(cell, inner, excess), false);
        overlaps = overlaps || slot.content.overlaps;
        keep_first(excess, slot.content.excess);
        if (slot.content.cells.size() == 1 && slot.content.rows == 1 && slot.content.cols == 1)
            slot.raw = source_of(cell);
        slots.push_back(std::move(slot));
    }

    Context context_;
    std::vector<int> taken_until_;  // per column, the first row that is free again
    int rows_ = 0;
};

// Makes the sizes that a span covers add up to at least `needed`.
void widen(std::vector<int>& sizes, int from, int count, int needed) {
    const auto first = sizes.begin() + from;
    const int sum = std::accumulate(first, first + count, 0);
    if (sum < needed) *(first + count - 1) += needed - sum;
}

std::vector<int> offsets_of(const std::vector<int>& sizes) {
    std::vector<int> offsets(sizes.size() + 1, 0);
    std::partial_sum(sizes.begin(), sizes.end(), offsets.begin() + 1);
    return offsets;
}

// Slots to cells. A nested table spreads its rows and columns over those of the outer one, so that the
// label beside it spans them, as it does on the screen.
HtmlBlock spread(Slots& read, const Limits& limits) {
    HtmlBlock out;
    out.overlaps = read.overlaps;
    out.excess = read.excess;
    int cols = 0;
    // Columns in which no cell begins have no width on the screen: `colspan="100"` means "all there are".
    for (const Slot& slot : read.slots) cols = std::max(cols, slot.col + 1);
    std::vector<int> widths(static_cast<std::size_t>(cols), 1), heights(static_cast<std::size_t>(read.rows()), 1);
    for (Slot& slot : read.slots) slot.cols = std::min(slot.cols, cols - slot.col);
    for (const bool spanning : {false, true})
        for (const Slot& slot : read.slots) {
            if (slot.content.cols > 1 && (slot.cols > 1) == spanning)
                widen(widths, slot.col, slot.cols, slot.content.cols);
            if (slot.content.rows > 1 && (slot.rows > 1) == spanning)
                widen(heights, slot.row, slot.rows, slot.content.rows);
        }
    const std::vector<int> left = offsets_of(widths), top = offsets_of(heights);
    out.cols = left.back();
    out.rows = top.back();
    const auto rows = static_cast<std::uint64_t>(out.rows), columns = static_cast<std::uint64_t>(out.cols);
    if (rows > limits.rows) keep_first(out.excess, Excess{"rows", limits.rows, rows});
    if (columns > limits.columns) keep_first(out.excess, Excess{"columns", limits.columns, columns});
    for (Slot& slot : read.slots) {
        const Place at{top[static_cast<std::size_t>(slot.row)], left[static_cast<std::size_t>(slot.col)]};
        if (slot.content.cells.size() == 1 && slot.content.rows == 1 && slot.content.cols == 1) {
            HtmlCell& cell = slot.content.cells.front();
            cell.at = at;
            cell.extent = {top[static_cast<std::size_t>(slot.row + slot.rows)] - at.row,
                           left[static_cast<std::size_t>(slot.col + slot.cols)] - at.col};
            cell.raw = std::move(slot.raw);
            out.cells.push_back(std::move(cell));
            continue;
        }
        for (HtmlCell& cell : slot.content.cells) {
            cell.at = {cell.at.row + at.row, cell.at.col + at.col};
            out.cells.push_back(std::move(cell));
        }
    }
    return out;
}

HtmlBlock lay_out_table(const GumboNode& table, Context context) {
    const Limits& limits = *context.limits;
    if (++context.tables > limits.html_tables)
        return {.excess = Excess{"html_tables", limits.html_tables, context.tables}};
    Slots slots(context);
    std::vector<Item> items;
    for (const GumboTag part : {GUMBO_TAG_CAPTION, GUMBO_TAG_THEAD, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT})
        each_child(table, [&](const GumboNode& child) {
            if (!is(child, part)) return;
            if (part == GUMBO_TAG_CAPTION) {
                for (Item& item : content_of(child, context, slots.excess)) items.push_back(std::move(item));
            } else {
                slots.read_group(child);
            }
        });
    items.push_back({"", false, spread(slots, limits)});
    return stacked(std::move(items), true);
}

}  // namespace

HtmlBlock lay_out(const GumboNode& node, bool lines_matter, const Limits& limits) {
    Context context{&limits, lines_matter};
    std::optional<Excess> excess;
    HtmlBlock out = stacked(content_of(node, context, excess), true);
    keep_first(out.excess, excess);
    return out;
}

}  // namespace jixiao
