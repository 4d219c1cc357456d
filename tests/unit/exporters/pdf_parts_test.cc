// The parts of a PDF: tokens, the ToUnicode map, metadata, the colour profile. Expected bytes are from the standards.
#include "catch.h"
#include "exporters/pdf_fonts.h"
#include "exporters/pdf_icc.h"
#include "exporters/pdf_metadata.h"
#include "exporters/pdf_syntax.h"

using namespace jixiao;

namespace {

std::string real(double value) {
    std::string out;
    append_real(out, value);
    return out;
}

std::uint32_t u32(const Bytes& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

}  // namespace

TEST_CASE("numbers: at most two decimals, no exponent, no trailing zeros") {
    CHECK(real(0) == "0");
    CHECK(real(-0.0) == "0");
    CHECK(real(10.5) == "10.5");
    CHECK(real(595.28) == "595.28");
    CHECK(real(0.05) == "0.05");
    CHECK(real(-0.05) == "-0.05");
    CHECK(real(0.004) == "0");
    CHECK(real(1e-9) == "0");
    CHECK(real(14400) == "14400");
    CHECK(real(-1234.567) == "-1234.57");
}

TEST_CASE("text strings are UTF-16BE with a byte order mark") {
    CHECK(text_string(U"") == "<FEFF>");
    CHECK(text_string(U"A绩") == "<FEFF00417EE9>");
    CHECK(text_string(U"𠮷") == "<FEFFD842DFB7>");  // U+20BB7
}

TEST_CASE("codes in literal strings are escaped") {
    std::string out;
    append_code(out, 0x2829);  // ( )
    append_code(out, 0x5C0D);  // \ CR
    append_code(out, 0x0041);
    CHECK(out == std::string("\\(\\)\\\\\\r\0A", 10));
}

TEST_CASE("names escape what is not regular") {
    CHECK(name_token("ABCDEF+NotoSerifCJKsc-Regular") == "/ABCDEF+NotoSerifCJKsc-Regular");
    CHECK(name_token("a b/c#(") == "/a#20b#2Fc#23#28");
    CHECK(name_token("\xE4\xBB\xBF") == "/#E4#BB#BF");
}

TEST_CASE("the ToUnicode map has at most 100 entries a block") {
    std::vector<std::pair<std::uint16_t, char32_t>> pairs;
    for (std::uint16_t i = 1; i <= 201; ++i) pairs.emplace_back(i, U'一' + i);
    pairs.emplace_back(std::uint16_t{500}, U'𠮷');
    const Bytes map = to_unicode_cmap(pairs);
    CHECK(map.find("100 beginbfchar\n<0001><4E01>\n") != Bytes::npos);
    CHECK(map.find("100 beginbfchar\n<0065><4E65>\n") != Bytes::npos);
    CHECK(map.find("2 beginbfchar\n<00C9><4EC9>\n<01F4><D842DFB7>\nendbfchar\n") != Bytes::npos);
    CHECK(map.find("1 begincodespacerange\n<0000> <FFFF>\n") != Bytes::npos);
    CHECK(to_unicode_cmap({}).find("beginbfchar") == Bytes::npos);
}

TEST_CASE("metadata is one plain line, the same in both places, and safe in XML") {
    CHECK(metadata_text("  A\n\tB\u3000C\u200B\u202E ") == "A B C");
    CHECK(metadata_text("\x01\x02") == "");
    CHECK(metadata_text(std::string(40'000, 'a')) == std::string(999, 'a') + "…");
    const PdfMetadata metadata{metadata_text("<表> & 表"), metadata_text("常州市")};
    const Bytes xmp = xmp_packet(metadata, PdfClaim::A2a);
    CHECK(xmp.find("x-default\">&lt;表&gt; &amp; 表</rdf:li>") != Bytes::npos);
    CHECK(xmp.find("<dc:creator><rdf:Seq><rdf:li>常州市</rdf:li>") != Bytes::npos);
    CHECK(xmp.find("Date") == Bytes::npos);
    CHECK(info_dictionary(metadata) ==
          "<</Title<FEFF003C8868003E0020002600208868>/Author<FEFF5E385DDE5E02>/Producer(jixiao)>>");
    CHECK(xmp_packet({"T", ""}, PdfClaim::A2a).find("dc:creator") == Bytes::npos);
    CHECK(xmp_packet(metadata, PdfClaim::A3a).find("<pdfaid:part>3</pdfaid:part>") != Bytes::npos);
    CHECK(xmp_packet(metadata, PdfClaim::Plain).find("pdfaid:part") == Bytes::npos);
    CHECK(xmp_packet(metadata, PdfClaim::Plain).find("pdfuaid:part") == Bytes::npos);
    CHECK(info_dictionary({"T", ""}).find("/Author") == std::string::npos);
}

TEST_CASE("the profile is an ICC v4 display profile whose tags lie inside it") {
    const Bytes profile = srgb_profile();
    CHECK(u32(profile, 0) == profile.size());
    CHECK(profile.substr(8, 4) == std::string("\x04\x20\0\0", 4));
    CHECK(profile.substr(12, 12) == "mntrRGB XYZ ");
    CHECK(profile.substr(36, 4) == "acsp");
    CHECK(u32(profile, 68) == 0x0000F6D6);  // D50: 0.9642, 1, 0.8249 (ICC.1:2010 7.2.16)
    CHECK(u32(profile, 72) == 0x00010000);
    CHECK(u32(profile, 76) == 0x0000D32D);
    const std::uint32_t tags = u32(profile, 128);
    CHECK(tags == 10);  // desc, cprt, wtpt, chad, three colorants, three curves (8.3.3)
    for (std::uint32_t i = 0; i < tags; ++i) {
        const std::size_t entry = 132 + 12 * i;
        CHECK(u32(profile, entry + 4) % 4 == 0);
        CHECK(u32(profile, entry + 4) + u32(profile, entry + 8) <= profile.size());
    }
}
