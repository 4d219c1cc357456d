// Pages to a tagged PDF 1.7 that is PDF/A-2a and PDF/UA-1 at once; docs/pdf-conformance.md goes through the clauses.
#include <algorithm>

#include "exporters/export.h"
#include "exporters/pdf_content.h"
#include "exporters/pdf_file.h"
#include "exporters/pdf_fonts.h"
#include "exporters/pdf_icc.h"
#include "exporters/pdf_metadata.h"
#include "exporters/pdf_outline.h"
#include "exporters/pdf_syntax.h"
#include "exporters/pdf_tags.h"
#include "exporters/pdf_text.h"

namespace jixiao {

namespace {

using Ref = PdfFile::Ref;

constexpr std::size_t kListed = 20;  // violations named in the failure; the rest are counted

Failure listed(const std::vector<Message>& violations) {
    Message all =
        message("不能写成合格的 PDF，共 {} 处：", "no conforming PDF can be written, {} reasons:", violations.size());
    for (std::size_t i = 0; i < std::min(violations.size(), kListed); ++i) {
        all.zh += "\n  " + violations[i].zh;
        all.en += "\n  " + violations[i].en;
    }
    if (violations.size() > kListed) {
        all.zh += "\n  …";
        all.en += "\n  …";
    }
    return {{}, std::move(all), {}};
}

std::string page_dictionary(const Page& page, std::size_t index, Ref parent, Ref resources, Ref content) {
    std::string out = "<</Type/Page/Parent " + reference(parent) + "/MediaBox[0 0 ";
    append_real(out, page.width);
    out += ' ';
    append_real(out, page.height);
    // Tabs S: the order of the structure (ISO 14289-1 7.18.3).
    return out + "]/Resources " + reference(resources) + "/Contents " + reference(content) + "/StructParents " +
           std::to_string(index) + "/Tabs/S>>";
}

}  // namespace

Result<Bytes> export_pdf(const Sheet& sheet, const Pages& pages, const FontSet& fonts) {
    const SheetText text = sheet_text(sheet);
    if (const auto violations = pdf_violations(sheet, text, pages); !violations.empty()) {
        return std::unexpected(listed(violations));
    }
    PdfFonts pdf_fonts(fonts);
    const Drawing drawing{sheet, text, fonts, pdf_fonts};
    for (const Page& page : pages.pages) collect_glyphs(drawing, page);
    if (auto cut = pdf_fonts.cut(); !cut) return std::unexpected(std::move(cut.error()));

    PdfFile file;
    const Ref catalog = file.reserve();
    const Ref page_tree = file.reserve();
    const Ref resources = file.reserve();
    std::vector<Ref> page_refs;
    std::vector<std::vector<MarkedText>> marks;
    std::string kids;
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        PageContent content = page_content(drawing, pages.pages[i]);
        const Ref stream = file.add_stream({}, std::move(content.stream), PdfFile::Store::Deflated);
        page_refs.push_back(file.add(page_dictionary(pages.pages[i], i, page_tree, resources, stream)));
        marks.push_back(std::move(content.marks));
        kids += reference(page_refs.back()) + ' ';
    }
    file.put(page_tree, "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(page_refs.size()) + ">>");
    file.put(resources, "<</Font" + pdf_fonts.write(file) + ">>");

    const Structure structure = write_structure(file, sheet, page_refs, marks);
    const Ref outline = write_outline(file, sheet, text, pages, page_refs, structure.elements);
    const PdfMetadata metadata{metadata_text(sheet.title), metadata_text(sheet.author_unit)};
    const Ref xmp =
        file.add_stream({{"Type", "/Metadata"}, {"Subtype", "/XML"}}, xmp_packet(metadata), PdfFile::Store::Plain);
    const Ref profile = file.add_stream({{"N", "3"}}, srgb_profile(), PdfFile::Store::Deflated);
    const Ref info = file.add(info_dictionary(metadata));
    std::string root = "<</Type/Catalog/Pages " + reference(page_tree) + "/Metadata " + reference(xmp) +
                       "/MarkInfo<</Marked true>>/StructTreeRoot " + reference(structure.root) +
                       "/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>"
                       "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                       "/Info(sRGB IEC61966-2.1)/DestOutputProfile " +
                       reference(profile) + ">>]";
    if (outline != 0) root += "/Outlines " + reference(outline);
    file.put(catalog, root + ">>");
    return file.write(catalog, info);
}

}  // namespace jixiao
