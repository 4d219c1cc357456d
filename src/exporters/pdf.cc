// Pages to a tagged PDF 1.7 that is PDF/A-2a and PDF/UA-1 at once; docs/pdf-conformance.md goes through the clauses.
#include <algorithm>
#include <iterator>

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
#include "text/characters.h"

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

// The associated file (ISO 19005-3 6.8): its stream, its specification, and both ways a reader finds it. No dates: see
// docs/pdf-conformance.md.
std::string attach(PdfFile& file, const PdfOptions& options) {
    if (options.attachment.empty()) return {};
    const std::string size = std::to_string(options.attachment.size());
    const Ref stream = file.add_stream(
        {{"Type", "/EmbeddedFile"}, {"Subtype", name_token("application/json")}, {"Params", "<</Size " + size + ">>"}},
        Bytes(options.attachment), PdfFile::Store::Deflated);
    const std::string name = text_string(to_code_points(metadata_text(options.attachment_name)));
    const Ref specification = file.add("<</Type/Filespec/F" + name + "/UF" + name +
                                       "/Desc(The table as data, jixiao.form/1)/AFRelationship/Data/EF<</F " +
                                       reference(stream) + "/UF " + reference(stream) + ">>>>");
    return "/AF[" + reference(specification) + "]/Names<</EmbeddedFiles<</Names[" + name +
           reference(specification) + "]>>>>";
}

}  // namespace

Result<PdfOutput> export_pdf(const Sheet& sheet, const Pages& pages, const FontSet& fonts, const PdfOptions& options) {
    const SheetText text = sheet_text(sheet);
    PdfViolations violations = pdf_violations(sheet, text, pages);
    const bool conforming = violations.nonconforming.empty();
    if (!violations.broken.empty() || (!conforming && !options.allow_nonconforming)) {
        std::vector<Message> all = std::move(violations.broken);
        std::ranges::move(violations.nonconforming, std::back_inserter(all));
        return std::unexpected(listed(all));
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
    const PdfClaim claim = !conforming                  ? PdfClaim::Plain
                           : options.attachment.empty() ? PdfClaim::A2a
                                                        : PdfClaim::A3a;
    const Ref xmp = file.add_stream({{"Type", "/Metadata"}, {"Subtype", "/XML"}}, xmp_packet(metadata, claim),
                                    PdfFile::Store::Plain);
    const Ref profile = file.add_stream({{"N", "3"}}, srgb_profile(), PdfFile::Store::Deflated);
    const Ref info = file.add(info_dictionary(metadata));
    std::string root = "<</Type/Catalog/Pages " + reference(page_tree) + "/Metadata " + reference(xmp) +
                       "/MarkInfo<</Marked true>>/StructTreeRoot " + reference(structure.root) +
                       "/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>"
                       "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                       "/Info(sRGB IEC61966-2.1)/DestOutputProfile " +
                       reference(profile) + ">>]" + attach(file, options);
    if (outline != 0) root += "/Outlines " + reference(outline);
    file.put(catalog, root + ">>");
    auto bytes = file.write(catalog, info);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    std::vector<Message>& reasons = violations.nonconforming;
    if (reasons.size() > kListed) {
        const std::size_t more = reasons.size() - kListed;
        reasons.resize(kListed);
        reasons.push_back(message("另有 {} 处", "and {} more", more));
    }
    return PdfOutput{std::move(*bytes), std::move(reasons)};
}

}  // namespace jixiao
