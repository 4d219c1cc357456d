// XML as events: by the tree and by the stream the same, and what is no XML refused by both.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "importers/xml_elements.h"

using namespace jixiao;

namespace {

// Each event in a word: `<name@namespace a=b>`, texts as they come joined, `</name>`.
class Recorder : public XmlHandler {
public:
    bool start(XmlNamespace ns, std::string_view name, XmlAttributes attributes) override {
        told += fmt::format("<{}@{}", name, static_cast<int>(ns));
        for (const auto& one : attributes) told += fmt::format(" {}@{}={}", one.name, static_cast<int>(one.ns), one.value);
        told += ">";
        return name != "skipped";
    }
    void text(std::string_view piece) override { told += piece; }
    void end(std::string_view name) override { told += fmt::format("</{}>", name); }
    std::string told;
};

const Origin kAt{"a.xlsx", "xl/worksheets/sheet1.xml", {}};

// By the stream, three bytes at a time.
Result<void> streamed(std::string_view part, XmlHandler& handler, const Limits& limits = {}) {
    return read_xml(
        [&](char* to, std::size_t size) -> Result<std::size_t> {
            size = part.copy(to, std::min<std::size_t>(size, 3));
            part.remove_prefix(size);
            return size;
        },
        kAt, limits, handler);
}

void same(std::string_view part, std::string_view expected) {
    CAPTURE(part);
    Recorder tree, stream;
    const auto done = read_xml_tree(part, kAt, {}, tree);
    REQUIRE(done.has_value());
    CHECK(done->has_value());
    CHECK(streamed(part, stream).has_value());
    CHECK(tree.told == expected);
    CHECK(stream.told == expected);
}

constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kStrict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
constexpr std::string_view kRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kCompatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
constexpr int kSpreadsheet = static_cast<int>(XmlNamespace::Spreadsheet), kRelationship = static_cast<int>(XmlNamespace::Relationship),
              kNone = static_cast<int>(XmlNamespace::None), kXml = static_cast<int>(XmlNamespace::Xml), kOther = static_cast<int>(XmlNamespace::Other);

}  // namespace

TEST_CASE("namespaces are told whatever their prefixes") {
    same(fmt::format("<c xmlns='{}' r='A1'><v>1</v></c>", kMain), fmt::format("<c@{0} r@{1}=A1><v@{0}>1</v></c>", kSpreadsheet, kNone));
    same(fmt::format("<x:c xmlns:x='{}'><x:v/></x:c>", kStrict), fmt::format("<c@{0}><v@{0}></v></c>", kSpreadsheet));
    same(fmt::format("<sheet r:id='rId1' xmlns:r='{}' id='2'/>", kRelationships),
         fmt::format("<sheet@{0} id@{1}=rId1 id@{0}=2></sheet>", kNone, kRelationship));
    same("<t xml:space='preserve'> a </t>", fmt::format("<t@{} space@{}=preserve> a </t>", kNone, kXml));
    same("<a xmlns='urn:a'><b xmlns=''><c/></b><d xmlns:p='urn:p'><p:e/></d></a>",
         fmt::format("<a@{0}><b@{1}><c@{1}></c></b><d@{0}><e@{0}></e></d></a>", kOther, kNone));
}

TEST_CASE("texts keep every character, and line ends are LF") {
    same("<t>10\xE2\x89\xA5 &lt;&amp;&#x4E2D;&#20013;\r\nb\rc</t>", fmt::format("<t@{}>10\xE2\x89\xA5 <&中中\nb\nc</t>", kNone));
    same("<t><![CDATA[a < b]]> <!-- no --><?go on?>c</t>", fmt::format("<t@{}>a < b c</t>", kNone));
    same("<a t='x\ny&#10;z&quot;'/>", fmt::format("<a@{0} t@{0}=x y\nz\"></a>", kNone));
    same("\xEF\xBB\xBF<?xml version='1.0' encoding='GB2312'?>\n<t>中</t>\n", fmt::format("<t@{}>中</t>", kNone));
}

TEST_CASE("what a handler leaves out, and alternatives it cannot choose, are not told") {
    same("<a><skipped><b>1</b></skipped><extLst><c/></extLst><d/></a>", fmt::format("<a@{0}><skipped@{0}><d@{0}></d></a>", kNone));
    same(fmt::format("<a xmlns:mc='{}'><mc:AlternateContent><mc:Choice><b/></mc:Choice><mc:Fallback><c/></mc:Fallback></mc:AlternateContent></a>", kCompatibility),
         fmt::format("<a@{0}><c@{0}></c></a>", kNone));
}

TEST_CASE("what is no XML is refused by name of the part and line, whichever parser saw it first") {
    for (const std::string_view part :
         {"", "<a>", "<a></b>", "<a/><b/>", "<a/>text", "text<a/>", "<a b='1' b='2'/>", "<a b=1/>", "<p:a/>", "<a p:b='1'/>", "<a>&nbsp;</a>", "<a>&#1;</a>",
          "<a>\x01</a>", "<a>\xFF</a>", "<a>& b</a>", "<a><b></a></b>", "<a b='&none;'/>", "<!DOCTYPE a><a/>", "<a", "<a>&#xD800;</a>"}) {
        CAPTURE(part);
        Recorder handler, stream;
        CHECK_FALSE(read_xml_tree(part, kAt, {}, handler).has_value());
        CHECK(handler.told.empty());
        const auto whole = read_xml(part, kAt, {}, handler);
        REQUIRE_FALSE(whole.has_value());
        CHECK(whole.error().at.part == "xl/worksheets/sheet1.xml");
        CHECK_FALSE(streamed(part, stream).has_value());
    }
}

TEST_CASE("limits hold for trees as for streams") {
    std::string deep;
    for (int i = 0; i < 300; ++i) deep += "<a>";
    for (int i = 0; i < 300; ++i) deep += "</a>";
    std::string wide = "<a";
    for (int i = 0; i < 20; ++i) wide += fmt::format(" a{}='1'", i);
    wide += "/>";
    Limits few;
    few.xml_attributes = 10;
    for (const auto& [part, limits, name] : {std::tuple{deep, Limits(), "xml_depth"}, std::tuple{wide, few, "xml_attributes"}}) {
        Recorder tree, stream;
        const auto done = read_xml_tree(part, kAt, limits, tree);
        REQUIRE(done.has_value());
        REQUIRE_FALSE(done->has_value());
        CHECK(done->error().message.en.find(name) != std::string::npos);
        CHECK_FALSE(streamed(part, stream, limits).has_value());
    }
    // A tree must fit into what the parser may keep.
    Limits small;
    small.xml_memory = 32 * 1024;
    const std::string large = "<a>" + std::string(1024, 'x') + "</a>";
    Recorder unread;
    CHECK_FALSE(read_xml_tree(large, kAt, small, unread).has_value());
    CHECK(unread.told.empty());
    // Many prefixes or attributes are for the parser that finds them by hash.
    std::string many = "<a";
    for (int i = 0; i < 100; ++i) many += fmt::format(" xmlns:p{}='urn:{}'", i, i);
    Recorder handler;
    CHECK_FALSE(read_xml_tree(many + "/>", kAt, {}, handler).has_value());
    CHECK(read_xml(many + "/>", kAt, {}, handler).has_value());
}
