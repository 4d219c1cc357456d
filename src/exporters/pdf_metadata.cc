#include "exporters/pdf_metadata.h"

#include <fmt/format.h>

#include "exporters/pdf_syntax.h"
#include "text/characters.h"

namespace jixiao {

namespace {

constexpr std::string_view kProducer = "jixiao";

// Characters of a title or a name: far below the 32,767 bytes a string may have (ISO 19005-2 6.1.13), and more than any
// reader shows. The document itself has it whole.
constexpr std::size_t kMost = 1000;

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += c;
        }
    }
    return out;
}

// PDF/A lets a packet use schemas it does not know only when it describes them (ISO 19005-2 6.6.2.3);
// that of PDF/UA is one of these.
constexpr std::string_view kExtension = R"( <rdf:Description rdf:about=""
   xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
   xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
   xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
   <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
   <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
   <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
   <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289 this document conforms to</pdfaProperty:description>
   </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
 </rdf:Description>
)";

}  // namespace

std::string metadata_text(std::string_view utf8) {
    std::u32string line;
    for (const char32_t c : to_code_points(utf8)) {
        if (is_space(c)) {
            if (!line.empty() && line.back() != U' ') line += U' ';
        } else if (!is_format(c) && c != 0xFFFE && c != 0xFFFF) {
            line += c;
        }
    }
    if (!line.empty() && line.back() == U' ') line.pop_back();
    if (line.size() > kMost) {
        line.resize(kMost - 1);
        line += U'…';
    }
    return to_utf8(line);
}

Bytes xmp_packet(const PdfMetadata& metadata, PdfClaim claim) {
    const std::string title = xml_text(metadata.title);
    std::string out =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        " <rdf:Description rdf:about=\"\"\n"
        "   xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
        "   xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
        "   xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
        "   xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n";
    if (claim != PdfClaim::Plain) {
        out += fmt::format(
            "  <pdfaid:part>{}</pdfaid:part>\n"
            "  <pdfaid:conformance>A</pdfaid:conformance>\n"
            "  <pdfuaid:part>1</pdfuaid:part>\n",
            claim == PdfClaim::A3a ? 3 : 2);
    }
    out +=
        "  <dc:format>application/pdf</dc:format>\n"
        "  <dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n";
    out += fmt::format(
        "  <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{0}</rdf:li>"
        "<rdf:li xml:lang=\"zh-CN\">{0}</rdf:li></rdf:Alt></dc:title>\n",
        title);
    if (!metadata.author.empty()) {
        out += fmt::format("  <dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
                           xml_text(metadata.author));
    }
    out += fmt::format("  <pdf:Producer>{}</pdf:Producer>\n </rdf:Description>\n", kProducer);
    if (claim != PdfClaim::Plain) out += kExtension;
    out += "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
    return out;
}

std::string info_dictionary(const PdfMetadata& metadata) {
    std::string out = "<</Title" + text_string(to_code_points(metadata.title));
    if (!metadata.author.empty()) out += "/Author" + text_string(to_code_points(metadata.author));
    return out + "/Producer(" + std::string(kProducer) + ")>>";
}

}  // namespace jixiao
