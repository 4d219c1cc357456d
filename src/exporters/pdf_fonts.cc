#include "exporters/pdf_fonts.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "exporters/pdf_syntax.h"

namespace jixiao {

namespace {

// Where one glyph stands for several characters, readers should get the plainest: radicals and compatibility
// ideographs share their shapes with unified ones, a no-break space with a space. The others get an ActualText.
std::tuple<bool, char32_t> plainness(char32_t c) {
    const bool look_alike = (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF) ||
                            (c >= 0x2F800 && c <= 0x2FA1F) || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    return {look_alike, c};
}

// A PostScript name as a name object may hold it: printable ASCII, far below 127 bytes (ISO 19005-2 6.1.8, 6.1.13).
std::string plain_name(std::string_view name) {
    std::string out;
    for (const char c : name.substr(0, 63)) {
        if (c > ' ' && c < '\x7F') out += c;
    }
    return out;
}

// Four digits. Why not fmt: a ToUnicode map has a thousand of them, and formatting was two parts in a hundred of a document.
void append_hex(std::string& out, unsigned value) {
    for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[value >> shift & 15];
}

}  // namespace

void PdfFonts::use(FaceId face, GlyphId glyph, char32_t c) {
    const auto index = static_cast<std::size_t>(face);
    if (index >= by_face_.size()) by_face_.resize(index + 1, -1);
    if (by_face_[index] < 0) {
        by_face_[index] = static_cast<int>(fonts_.size());
        fonts_.emplace_back().face = face;
    }
    Font& used = fonts_[static_cast<std::size_t>(by_face_[index])];
    auto& block = used.by_glyph[glyph / kBlock];
    if (!block) block = std::make_unique<GlyphBlock>();
    Glyph& entry = (*block)[glyph % kBlock];
    if (entry.shown == 0) used.glyphs.push_back(glyph);
    if (entry.shown == 0 || (c != entry.shown && plainness(c) < plainness(entry.shown))) entry.shown = c;
}

Result<void> PdfFonts::cut() {
    for (Font& used : fonts_) {
        std::ranges::sort(used.glyphs);
        auto subset = set_.subset(used.face, used.glyphs);
        if (!subset) return std::unexpected(std::move(subset.error()));
        used.subset = std::move(*subset);
        for (std::size_t i = 0; i < used.glyphs.size(); ++i) used.glyph(used.glyphs[i]).code = used.subset.codes[i];
    }
    return {};
}

Bytes to_unicode_cmap(const std::vector<std::pair<std::uint16_t, char32_t>>& pairs) {
    Bytes out =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t kPerBlock = 100;  // Adobe Technical Note 5014, 1.4: at most 100 entries a block
    for (std::size_t begin = 0; begin < pairs.size(); begin += kPerBlock) {
        const std::size_t end = std::min(begin + kPerBlock, pairs.size());
        append_int(out, static_cast<long long>(end - begin));
        out += " beginbfchar\n";
        for (std::size_t i = begin; i < end; ++i) {
            const auto [code, c] = pairs[i];
            out += '<';
            append_hex(out, code);
            out += "><";
            if (c < 0x10000) {
                append_hex(out, c);
            } else {
                append_hex(out, 0xD800 + ((c - 0x10000) >> 10));
                append_hex(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
            }
            out += ">\n";
        }
        out += "endbfchar\n";
    }
    return out += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

// /W (9.7.4.3): what differs from the default of 1000, runs of neighbouring codes together.
std::string PdfFonts::widths(const Font& used) const {
    std::vector<std::pair<std::uint16_t, double>> narrow;
    for (const GlyphId glyph : used.glyphs) {
        const double advance = set_.advance(used.face, glyph);
        if (hundredths(advance) != 100'000) narrow.emplace_back(used.glyph(glyph).code, advance);
    }
    // .notdef is never shown, but checkers compare its width, too.
    const double notdef = set_.advance(used.face, 0);
    if (hundredths(notdef) != 100'000) narrow.emplace_back(std::uint16_t{0}, notdef);
    std::ranges::sort(narrow);
    std::string out = "[";
    for (std::size_t i = 0; i < narrow.size(); ++i) {
        if (i == 0 || narrow[i].first != narrow[i - 1].first + 1) {
            if (i != 0) out += ']';
            append_int(out, narrow[i].first);
            out += '[';
        } else {
            out += ' ';
        }
        append_real(out, narrow[i].second);
    }
    if (!narrow.empty()) out += ']';
    return out += ']';
}

PdfFile::Ref PdfFonts::write_font(PdfFile& file, const Font& used) const {
    const FaceMetrics& m = set_.metrics(used.face);
    const FontSubset& subset = used.subset;
    const std::string name = subset.tag + "+" + plain_name(set_.postscript_name(used.face));

    const PdfFile::Ref program =
        subset.cff ? file.add_stream({{"Subtype", "/CIDFontType0C"}}, subset.program, PdfFile::Store::Outlines)
                   : file.add_stream({{"Length1", std::to_string(subset.program.size())}}, subset.program,
                                     PdfFile::Store::Outlines);

    // Flags (table 123): serif 2, symbolic 4 (characters beyond the standard Latin set), italic 64.
    const int flags = 4 + (m.serif ? 2 : 0) + (m.italic_angle != 0 ? 64 : 0);
    std::string descriptor = "<</Type/FontDescriptor/FontName" + name_token(name) + "/Flags " + std::to_string(flags);
    const auto number = [&](const char* key, double value) {
        descriptor += key;
        append_real(descriptor, value);
    };
    descriptor += "/FontBBox[";
    for (const double edge : m.box) {
        append_real(descriptor, edge);
        descriptor += ' ';
    }
    descriptor.back() = ']';
    number("/ItalicAngle ", m.italic_angle);
    number("/Ascent ", m.ascent);
    number("/Descent ", m.descent);
    number("/CapHeight ", m.cap_height);
    if (m.x_height > 0) number("/XHeight ", m.x_height);
    number("/StemV ", m.stem_v);
    number("/FontWeight ", std::clamp(m.weight / 100, 1, 9) * 100);
    descriptor += (subset.cff ? "/FontFile3 " : "/FontFile2 ") + reference(program) + ">>";
    const PdfFile::Ref descriptor_ref = file.add(std::move(descriptor));

    std::string cid = "<</Type/Font/Subtype";
    cid += subset.cff ? "/CIDFontType0" : "/CIDFontType2";
    cid += "/BaseFont" + name_token(name) + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
    cid += "/FontDescriptor " + reference(descriptor_ref) + "/DW 1000/W" + widths(used);
    if (!subset.cff) cid += "/CIDToGIDMap/Identity";
    const PdfFile::Ref cid_ref = file.add(cid + ">>");

    std::vector<std::pair<std::uint16_t, char32_t>> pairs;
    for (const GlyphId glyph : used.glyphs) pairs.emplace_back(used.glyph(glyph).code, used.glyph(glyph).shown);
    std::ranges::sort(pairs);
    const PdfFile::Ref map_ref = file.add_stream({}, to_unicode_cmap(pairs), PdfFile::Store::Deflated);

    // Table 121: over a CIDFontType0 the name ends in that of its CMap.
    return file.add("<</Type/Font/Subtype/Type0/BaseFont" + name_token(subset.cff ? name + "-Identity-H" : name) +
                    "/Encoding/Identity-H/DescendantFonts[" + reference(cid_ref) + "]/ToUnicode " +
                    reference(map_ref) + ">>");
}

std::string PdfFonts::write(PdfFile& file) const {
    std::string out = "<<";
    for (std::size_t i = 0; i < fonts_.size(); ++i) {
        out += "/F";
        append_int(out, static_cast<long long>(i));
        out += ' ' + reference(write_font(file, fonts_[i]));
    }
    return out += ">>";
}

}  // namespace jixiao
