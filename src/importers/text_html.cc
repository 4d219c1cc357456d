#include <algorithm>

#include "importers/html_table.h"
#include "importers/html_tree.h"
#include "importers/text_dialects.h"

namespace jixiao {
namespace {

// A page says so; a text that merely holds tables (Markdown does) keeps its line ends.
bool is_page(std::string_view utf8) {
    for (std::size_t at = utf8.find('<'); at != utf8.npos; at = utf8.find('<', at + 1)) {
        std::string word(utf8.substr(at + 1, 8));
        std::ranges::transform(word, word.begin(),
                               [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
        if (word.starts_with("html") || word.starts_with("body") || word.starts_with("!doctype")) return true;
    }
    return false;
}

}  // namespace

void read_html(std::string_view utf8, TextGrid& grid) {
    const auto tree = HtmlTree::parse(grid.origin().input, utf8, grid.limits());
    if (!tree) return grid.refuse(tree.error());
    const bool page = is_page(utf8);
    HtmlBlock block = lay_out(tree->root(), !page, grid.limits());
    if (const auto& excess = block.excess)
        return grid.refuse(limit_failure(grid.origin(), excess->limit, excess->most, excess->found));
    if (block.overlaps)
        grid.say(Finding::of(Code::merge_ignored, message("HTML 表格中有互相重叠的跨列单元格，已截短",
                                                          "HTML cells whose spans overlap were cut short")),
                 {});
    for (HtmlCell& cell : block.cells) {
        Visible visible = page ? visible_plain_text(cell.text) : visible_markdown_text(cell.text);
        grid.add(cell.at, cell.extent, cell.raw, std::move(visible), 1, cell.hidden);
    }
}

}  // namespace jixiao
