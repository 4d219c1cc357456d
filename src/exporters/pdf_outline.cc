#include "exporters/pdf_outline.h"

#include <algorithm>

#include "exporters/pdf_syntax.h"
#include "text/characters.h"

namespace jixiao {

namespace {

using Ref = PdfFile::Ref;

constexpr std::size_t kTitleLength = 60;  // characters; a bookmark is a name, not the text

struct Bookmark {
    int cell = 0;
    Ref ref = 0;
    std::vector<Bookmark> children;
};

struct Target {
    int page = -1;
    double x = 0, top = 0;
};

// The text on one line. A label's inner breaks are layout, so they vanish between ideographs.
std::u32string title_of(const std::vector<std::u32string>& paragraphs) {
    std::u32string title;
    for (const std::u32string& paragraph : paragraphs) {
        for (const char32_t c : paragraph) {
            if (is_space(c)) {
                if (!title.empty() && title.back() != U' ' && !is_ideograph(title.back())) title += U' ';
            } else if (!is_format(c)) {
                title += c;
            }
        }
    }
    if (!title.empty() && title.back() == U' ') title.pop_back();
    if (title.size() > kTitleLength) {
        title.resize(kTitleLength - 1);
        title += U'…';
    }
    return title;
}

std::vector<Bookmark> sections(const Sheet& sheet, const SheetText& text) {
    std::vector<Bookmark> top;
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        const SheetCell& cell = sheet.cells[i];
        const bool group = cell.role == CellRole::Group;
        if (!group && cell.role != CellRole::Label) continue;
        if (!sheet.rows[static_cast<std::size_t>(cell.row)].table || title_of(text[i]).empty()) continue;
        if (cell.col == 0) {
            top.push_back({static_cast<int>(i), 0, {}});
        } else if (group && !top.empty()) {
            const SheetCell& parent = sheet.cells[static_cast<std::size_t>(top.back().cell)];
            const bool beside = cell.col == parent.cols && cell.row < parent.row + parent.rows;
            if (beside && parent.role == CellRole::Group) top.back().children.push_back({static_cast<int>(i), 0, {}});
        }
    }
    return top;
}

constexpr std::size_t kLongestTitle = 1000;  // characters: a string has 32,767 bytes at most (ISO 19005-2 6.1.13)

class Outline {
public:
    Outline(PdfFile& file, const Sheet& sheet, const SheetText& text, const Pages& pages,
            const std::vector<Ref>& page_refs, const std::vector<Ref>& elements)
        : file_(file), sheet_(sheet), text_(text), page_refs_(page_refs), elements_(elements) {
        targets_.resize(sheet.cells.size());
        for (std::size_t page = 0; page < pages.pages.size(); ++page) {
            for (const Box& box : pages.pages[page].boxes) {
                Target& target = targets_[static_cast<std::size_t>(box.cell)];
                if (target.page < 0 && !box.artifact) target = {static_cast<int>(page), box.x, box.y + box.h};
            }
        }
    }

    Ref write() {
        std::vector<Bookmark> top = sections(sheet_, text_);
        std::erase_if(top, [&](const Bookmark& b) { return targets_[static_cast<std::size_t>(b.cell)].page < 0; });
        if (top.empty()) return 0;
        const Ref root = file_.reserve();
        for (Bookmark& b : top) {
            std::erase_if(b.children,
                          [&](const Bookmark& c) { return targets_[static_cast<std::size_t>(c.cell)].page < 0; });
        }
        level(top, root);
        file_.put(root, "<</Type/Outlines/First " + reference(top.front().ref) + "/Last " +
                            reference(top.back().ref) + "/Count " + std::to_string(top.size()) + ">>");
        return root;
    }

private:
    void level(std::vector<Bookmark>& bookmarks, Ref parent) {
        for (Bookmark& b : bookmarks) b.ref = file_.reserve();
        for (std::size_t i = 0; i < bookmarks.size(); ++i) {
            Bookmark& b = bookmarks[i];
            const auto cell = static_cast<std::size_t>(b.cell);
            const Target& target = targets_[cell];
            std::u32string title = title_of(text_[cell]);
            if (title.size() > kLongestTitle) title.resize(kLongestTitle);
            std::string out = "<</Title" + text_string(title) + "/Parent " + reference(parent);
            if (i > 0) out += "/Prev " + reference(bookmarks[i - 1].ref);
            if (i + 1 < bookmarks.size()) out += "/Next " + reference(bookmarks[i + 1].ref);
            if (!b.children.empty()) {
                level(b.children, b.ref);
                // A negative count: closed when the document opens (table 153).
                out += "/First " + reference(b.children.front().ref) + "/Last " + reference(b.children.back().ref) +
                       "/Count -" + std::to_string(b.children.size());
            }
            out += "/Dest[" + reference(page_refs_[static_cast<std::size_t>(target.page)]) + "/XYZ ";
            append_real(out, target.x);
            out += ' ';
            append_real(out, target.top);
            out += " 0]";
            if (elements_[cell] != 0) out += "/SE " + reference(elements_[cell]);
            file_.put(b.ref, out + ">>");
        }
    }

    PdfFile& file_;
    const Sheet& sheet_;
    const SheetText& text_;
    const std::vector<Ref>& page_refs_;
    const std::vector<Ref>& elements_;
    std::vector<Target> targets_;  // by cell: where it begins
};

}  // namespace

Ref write_outline(PdfFile& file, const Sheet& sheet, const SheetText& text, const Pages& pages,
                  const std::vector<Ref>& page_refs, const std::vector<Ref>& elements) {
    return Outline(file, sheet, text, pages, page_refs, elements).write();
}

}  // namespace jixiao
