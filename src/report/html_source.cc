// The rows of the source, as they stood, with one class a role.
#include <algorithm>
#include <set>

#include "report/html_document.h"
#include "report/html_text.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

// A form has some hundreds of cells; what is larger is a data table, and a page of it would be no help.
constexpr std::size_t kCells = 6000;
constexpr std::size_t kPositions = 60'000;

// Keys of everything that can head a column of the form.
std::set<std::string> header_keys(const Template& form_template, const Vocabulary& vocabulary) {
    std::set<std::string> keys;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) keys.insert(label_key(text)), keys.insert(bare_label_key(text));
    };
    for (const ListSpec* list : lists_of(form_template))
        for (const Section& section : list->sections)
            for (const Column& column : section.columns) {
                add(column.print);
                for (const std::string& id : {column.term, column.sign_term, column.unit_term})
                    if (const Term* term = id.empty() ? nullptr : vocabulary.term(id)) {
                        add(term->label);
                        for (const std::string& spelling : term->spellings) add(spelling);
                    }
            }
    return keys;
}

std::string_view role_class(CellClaim claim, bool header) {
    switch (claim) {
        case CellClaim::Label: return header ? "h" : "l";
        case CellClaim::Value: return "v";
        case CellClaim::Ignored: return "i";
        case CellClaim::Unclaimed: return "u";
        case CellClaim::Open: break;
    }
    return "";
}

// Rows and columns in which a cell begins: a table at Q500 takes no room for what stands empty before it.
struct Lines {
    std::vector<int> rows, cols;

    static std::size_t count(const std::vector<int>& lines, int from, int size) {
        const auto first = std::ranges::lower_bound(lines, from);
        return static_cast<std::size_t>(std::ranges::lower_bound(lines, from + size) - first);
    }
};

Lines lines_of(const Grid& grid) {
    std::set<int> rows, cols;
    for (const Cell& cell : grid.cells()) rows.insert(cell.at.row), cols.insert(cell.at.col);
    return {{rows.begin(), rows.end()}, {cols.begin(), cols.end()}};
}

std::string span(std::string_view name, std::size_t count) { return count > 1 ? fmt::format(" {}={}", name, count) : ""; }

}  // namespace

std::optional<int> source_cell(const Document& document, Place place) {
    if (!place.known()) return std::nullopt;
    const Cell* cell = document.grid.at(place);
    if (!cell) return std::nullopt;
    return static_cast<int>(cell - document.grid.cells().data());
}

std::string source_rows(const Document& document, const Vocabulary& vocabulary, const FindingPlaces& places, Lang lang,
                        std::size_t id) {
    const Grid& grid = document.grid;
    if (grid.cells().empty()) return "";
    const Lines lines = lines_of(grid);
    if (grid.cells().size() > kCells || lines.rows.size() * lines.cols.size() > kPositions)
        return fmt::format(fmt::runtime(in(lang, "<p class=\"left\">来源有 {} 个单元格，这里不列出；jixiao show 文件 --as grid 可查看。</p>\n",
                                           "<p class=\"left\">The source has {} cells, which are left out here; `jixiao show FILE --as "
                                           "grid` prints them.</p>\n")),
                           grid.cells().size());
    const auto headers = header_keys(*document.form_template, vocabulary);
    std::string out = fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table "
                                  "class=\"src\"><caption>{0}{1}</caption>\n<thead><tr><td></td>",
                                  in(lang, "来源", "Source"), grid.part.empty() ? "" : " · " + html_escaped(grid.part));
    for (const int col : lines.cols)
        out += fmt::format("<th scope=col>{}</th>", grid.fixed_columns ? column_letters(col) : std::to_string(col + 1));
    out += "</tr></thead>\n<tbody>\n";
    for (const int row : lines.rows) {
        out += fmt::format("<tr><th scope=row>{}</th>", row + 1);
        std::size_t gap = 0;
        // A text knows no merged cells: a title or a paragraph, alone or behind its label, gets the rest of its row.
        const auto in_row = grid.row(row);
        const Cell* widened = !grid.fixed_columns && in_row.size() <= 2 ? in_row.back() : nullptr;
        const auto close_gap = [&] {
            if (gap > 0) out += "<td" + span("colspan", gap) + "></td>";
            gap = 0;
        };
        bool closed = false;
        for (const int col : lines.cols) {
            if (closed) break;
            const Cell* cell = grid.at({row, col});
            if (!cell) {
                ++gap;
                continue;
            }
            if (cell->at != Place{row, col}) {
                close_gap();
                continue;
            }
            close_gap();
            const auto index = static_cast<std::size_t>(cell - grid.cells().data());
            const CellClaim claim = index < document.claims.size() ? document.claims[index] : CellClaim::Open;
            std::string role(role_class(claim, claim == CellClaim::Label && (headers.contains(label_key(cell->shown)) ||
                                                                             headers.contains(bare_label_key(cell->shown)))));
            if (cell->hidden) role = role.empty() ? "z" : "\"" + role + " z\"";
            out += fmt::format("<td id=s{}-{}", id, index);
            if (!role.empty()) out += " class=" + role;
            const int width = cell == widened ? lines.cols.back() + 1 - col : cell->extent.cols;
            out += span("colspan", Lines::count(lines.cols, col, width)) +
                   span("rowspan", Lines::count(lines.rows, row, cell->extent.rows)) + ">" + html_escaped(cell->shown);
            closed = cell == widened;
            const auto found = places.by_cell.find(static_cast<int>(index));
            out += finding_marks(document, places, found == places.by_cell.end() ? nullptr : &found->second, id) + "</td>";
        }
        close_gap();
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

}  // namespace jixiao
