#include "exporters/pdf_tags.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "exporters/pdf_syntax.h"

namespace jixiao {

namespace {

using Ref = PdfFile::Ref;

struct Mark {
    int cell, paragraph, page, mcid;
    auto key() const { return std::tuple(cell, paragraph, page, mcid); }
};

bool is_header_cell(CellRole role) {
    return role == CellRole::Label || role == CellRole::Group || role == CellRole::Header;
}

std::string header_id(int cell) {
    // Of one length, so that the order of the numbers is the name tree's order (7.9.6).
    char name[8] = {'h'};
    for (int i = 7; i > 0; --i, cell /= 10) name[i] = static_cast<char>('0' + cell % 10);
    return {name, sizeof name};
}

std::string references(const std::vector<Ref>& refs) {
    std::string out;
    for (const Ref ref : refs) out += reference(ref) + ' ';
    return out;
}

class Tree {
public:
    Tree(PdfFile& file, const Sheet& sheet, const std::vector<Ref>& pages,
         const std::vector<std::vector<MarkedText>>& marks)
        : file_(file), sheet_(sheet), pages_(pages) {
        structure_.elements.assign(sheet.cells.size(), 0);
        named_.assign(sheet.cells.size(), false);
        for (const SheetCell& cell : sheet.cells) {
            for (const int header : headers_of(cell)) named_[static_cast<std::size_t>(header)] = true;
        }
        for (std::size_t page = 0; page < marks.size(); ++page) {
            parents_.emplace_back(marks[page].size(), 0);
            for (std::size_t mcid = 0; mcid < marks[page].size(); ++mcid) {
                const MarkedText& mark = marks[page][mcid];
                marks_.push_back({mark.cell, mark.paragraph, static_cast<int>(page), static_cast<int>(mcid)});
            }
        }
        std::ranges::sort(marks_, {}, &Mark::key);
    }

    Structure write() {
        structure_.root = file_.reserve();
        document_ = file_.reserve();
        std::string kids;
        std::size_t cell = 0;
        std::size_t row = 0;
        while (row < sheet_.rows.size()) {
            std::size_t end = row;
            while (end < sheet_.rows.size() && sheet_.rows[end].table == sheet_.rows[row].table) ++end;
            if (sheet_.rows[row].table) {
                kids += reference(table(row, end, cell)) + ' ';
            } else {
                for (; cell < sheet_.cells.size() && row_of(cell) < end; ++cell) heading(cell, kids);
            }
            row = end;
        }
        file_.put(document_, "<</S/Document/P " + reference(structure_.root) + "/K[" + kids + "]>>");
        root();
        return std::move(structure_);
    }

private:
    std::size_t row_of(std::size_t cell) const { return static_cast<std::size_t>(sheet_.cells[cell].row); }

    // The header cells that name this one, without repetition.
    std::vector<int> headers_of(const SheetCell& cell) const {
        std::vector<int> headers;
        for (const int header : cell.headers) {
            const bool exists = header >= 0 && static_cast<std::size_t>(header) < sheet_.cells.size();
            if (exists && is_header_cell(sheet_.cells[static_cast<std::size_t>(header)].role) &&
                std::ranges::find(headers, header) == headers.end()) {
                headers.push_back(header);
            }
        }
        return headers;
    }

    // /K and /Pg of an element that shows these marks, and the marks' entries in the parent tree.
    std::string content(std::span<const Mark> marks, Ref element) {
        if (marks.empty()) return {};
        const int first = marks.front().page;
        std::string out = "/Pg " + reference(page(first)) + "/K";
        if (marks.size() > 1) out += '[';
        for (const Mark& mark : marks) {
            parents_[static_cast<std::size_t>(mark.page)][static_cast<std::size_t>(mark.mcid)] = element;
            if (mark.page == first) {
                out += ' ';
                append_int(out, mark.mcid);
            } else {
                out += "<</Type/MCR/Pg " + reference(page(mark.page)) + "/MCID ";
                append_int(out, mark.mcid);
                out += ">>";
            }
        }
        if (marks.size() > 1) out += ']';
        return out;
    }

    Ref page(int index) const { return pages_[static_cast<std::size_t>(index)]; }

    std::span<const Mark> marks_of(std::size_t cell) const {
        const auto range = std::ranges::equal_range(marks_, static_cast<int>(cell), {}, &Mark::cell);
        return {range.begin(), range.end()};
    }

    // An element whose content is marks only.
    Ref leaf(const char* type, Ref parent, std::span<const Mark> marks) {
        const Ref ref = file_.reserve();
        file_.put(ref, std::string("<</S/") + type + "/P " + reference(parent) + content(marks, ref) +
                           ">>");
        return ref;
    }

    // One P a paragraph.
    std::vector<Ref> paragraphs(Ref parent, std::span<const Mark> marks) {
        std::vector<Ref> refs;
        while (!marks.empty()) {
            const int paragraph = marks.front().paragraph;
            std::size_t count = 1;
            while (count < marks.size() && marks[count].paragraph == paragraph) ++count;
            refs.push_back(leaf("P", parent, marks.first(count)));
            marks = marks.subspan(count);
        }
        return refs;
    }

    // Outside the table: a title is the first heading, all else are paragraphs.
    void heading(std::size_t cell, std::string& kids) {
        const auto marks = marks_of(cell);
        if (marks.empty()) return;
        const bool title = sheet_.cells[cell].role == CellRole::Title;
        const std::vector<Ref> own = title ? std::vector{leaf("H1", document_, marks)} : paragraphs(document_, marks);
        structure_.elements[cell] = own.front();
        kids += references(own);
    }

    // Rows [first, end); `cell` moves over their cells. A row in which no cell begins (a tall cell was merged over
    // several) is no row of its own to a reader.
    Ref table(std::size_t first, std::size_t end, std::size_t& cell) {
        std::vector<int> rows_before(end - first + 1, 0);
        for (std::size_t c = cell; c < sheet_.cells.size() && row_of(c) < end; ++c)
            rows_before[row_of(c) - first + 1] = 1;
        for (std::size_t i = 1; i < rows_before.size(); ++i) rows_before[i] += rows_before[i - 1];
        const Ref ref = file_.reserve();
        std::string rows;
        while (cell < sheet_.cells.size() && row_of(cell) < end) {
            const std::size_t row = row_of(cell);
            const Ref row_ref = file_.reserve();
            std::string cells;
            for (; cell < sheet_.cells.size() && row_of(cell) == row; ++cell) {
                const auto below = row - first + static_cast<std::size_t>(sheet_.cells[cell].rows);
                const int spanned = rows_before[below] - rows_before[row - first];
                cells += reference(table_cell(cell, row_ref, spanned)) + ' ';
            }
            file_.put(row_ref, "<</S/TR/P " + reference(ref) + "/K[" + cells + "]>>");
            rows += reference(row_ref) + ' ';
        }
        file_.put(ref, "<</S/Table/P " + reference(document_) + "/K[" + rows + "]>>");
        return ref;
    }

    Ref table_cell(std::size_t index, Ref row, int rows) {
        const SheetCell& cell = sheet_.cells[index];
        const bool header = is_header_cell(cell.role);
        const Ref ref = file_.reserve();
        structure_.elements[index] = ref;
        std::string out = header ? "<</S/TH/P " : "<</S/TD/P ";
        out += reference(row);
        if (named_[index]) out += "/ID(" + header_id(static_cast<int>(index)) + ')';
        out += attributes(cell, header, rows);
        // A cell of one paragraph is that paragraph; several are a P each.
        const auto marks = marks_of(index);
        if (!marks.empty() && marks.front().paragraph == marks.back().paragraph) {
            out += content(marks, ref);
        } else if (!marks.empty()) {
            out += "/K[" + references(paragraphs(ref, marks)) + ']';
        }
        file_.put(ref, out + ">>");
        return ref;
    }

    // Table attributes (14.8.5.7).
    std::string attributes(const SheetCell& cell, bool header, int rows) const {
        std::string out;
        if (rows > 1) out += "/RowSpan " + std::to_string(rows);
        if (cell.cols > 1) out += "/ColSpan " + std::to_string(cell.cols);
        if (header) out += cell.role == CellRole::Header ? "/Scope/Column" : "/Scope/Row";
        if (const auto headers = headers_of(cell); !headers.empty()) {
            out += "/Headers[";
            for (const int h : headers) out += '(' + header_id(h) + ')';
            out += ']';
        }
        return out.empty() ? out : "/A<</O/Table" + out + ">>";
    }

    void root() {
        // The number tree from (page, mark) to element: one array a page, under its /StructParents (14.7.4.4).
        std::string numbers = "<</Nums[";
        for (std::size_t page = 0; page < parents_.size(); ++page) {
            std::string array = "[";
            for (const Ref element : parents_[page]) array += reference(element) + ' ';
            append_int(numbers, static_cast<long long>(page));
            numbers += ' ' + reference(file_.add(array + "]")) + ' ';
        }
        std::string names;
        for (std::size_t cell = 0; cell < named_.size(); ++cell) {
            if (!named_[cell] || structure_.elements[cell] == 0) continue;
            names += '(' + header_id(static_cast<int>(cell)) + ')' + reference(structure_.elements[cell]) + ' ';
        }
        std::string out = "<</Type/StructTreeRoot/K " + reference(document_) + "/ParentTree " +
                          reference(file_.add(numbers + "]>>")) + "/ParentTreeNextKey ";
        append_int(out, std::ssize(parents_));
        if (!names.empty()) out += "/IDTree " + reference(file_.add("<</Names[" + names + "]>>"));
        file_.put(structure_.root, out + ">>");
    }

    PdfFile& file_;
    const Sheet& sheet_;
    const std::vector<Ref>& pages_;
    Structure structure_;
    Ref document_ = 0;
    std::vector<Mark> marks_;                // in reading order
    std::vector<std::vector<Ref>> parents_;  // by page and mark
    std::vector<bool> named_;                // cells other cells name as their header
};

}  // namespace

Structure write_structure(PdfFile& file, const Sheet& sheet, const std::vector<Ref>& pages,
                          const std::vector<std::vector<MarkedText>>& marks) {
    return Tree(file, sheet, pages, marks).write();
}

}  // namespace jixiao
