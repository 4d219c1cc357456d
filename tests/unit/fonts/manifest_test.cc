// fonts/manifest.xml: its own words, and what is refused.
#include "fonts/manifest.h"
#include "base/file_io.h"
#include "catch.h"

using namespace jixiao;

namespace {

std::string with_roles(const std::string& song) {
    return "<fonts>\n" + song +
           "<role name='hei'/><role name='fangsong'/><role name='kai'/><role name='latin'/>\n</fonts>";
}

Failure failure_of(const std::string& xml) {
    auto parsed = parse_font_manifest("m.xml", xml);
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

}  // namespace

TEST_CASE("the manifest in the repository is complete") {
    const auto bytes = read_file(JIXIAO_SOURCE_DIR "/fonts/manifest.xml", 1 << 20);
    REQUIRE(bytes);
    const auto manifest = parse_font_manifest("manifest.xml", *bytes);
    REQUIRE(manifest);
    for (const FontRole role : {FontRole::Song, FontRole::Hei, FontRole::Fangsong, FontRole::Kai}) {
        INFO(font_role_name(role));
        REQUIRE_FALSE(manifest->role(role).families.empty());
        CHECK_FALSE(manifest->role(role).office.empty());
        CHECK(manifest->role(role).fallback.size() == 3);  // all other Chinese roles
        for (const FontFamily& family : manifest->role(role).families) CHECK_FALSE(family.regular.empty());
    }
    CHECK(manifest->role(FontRole::Song).families[0].regular[0].postscript_name == "NotoSerifCJKsc-Regular");
}

TEST_CASE("role names") {
    for (const FontRole role : {FontRole::Song, FontRole::Hei, FontRole::Fangsong, FontRole::Kai, FontRole::Latin}) {
        CHECK(find_font_role(font_role_name(role)) == role);
    }
    CHECK_FALSE(find_font_role("宋体"));
    CHECK_FALSE(find_font_role(""));
}

TEST_CASE("alternatives, packages and fallbacks are read") {
    const auto manifest = parse_font_manifest("m.xml", with_roles(R"(<directory path="/a"/>
        <role name="song" office="宋体" fallback="hei  kai"><family name="A" package="p" licence="OFL-1.1">
          <regular name="A-R" file="x/a.ttc"/><regular name="A-R" file="y/a.ttc"/><bold name="A-B" file="b.ttf"/>
        </family></role>)"));
    REQUIRE(manifest);
    CHECK(manifest->directories == std::vector<std::filesystem::path>{"/a"});
    const RoleEntry& song = manifest->role(FontRole::Song);
    CHECK(song.office == "宋体");
    CHECK(song.fallback == std::vector{FontRole::Hei, FontRole::Kai});
    REQUIRE(song.families.size() == 1);
    CHECK(song.families[0].regular.size() == 2);
    CHECK(song.families[0].regular[1].file == "y/a.ttc");
    CHECK(song.families[0].bold[0].postscript_name == "A-B");
}

TEST_CASE("mistakes in a manifest name their line") {
    CHECK(failure_of("<fonts>\n<role").at.place.row == 1);
    CHECK(failure_of("").at.input == "m.xml");
    CHECK(failure_of("<font/>").message.en == "the font manifest has no <font>");
    CHECK(failure_of(with_roles("")).message.en == "the font manifest lacks role song");
    const Failure twice = failure_of(with_roles("<role name='song'/>\n<role name='song'/>"));
    CHECK(twice.at.place.row == 2);
    CHECK(twice.message.en == "font role song occurs twice");
    CHECK(failure_of(with_roles("<role name='serif'/>")).message.en == "there is no font role serif");
    CHECK(failure_of(with_roles("<role name='song' fallback='x'/>")).message.en == "there is no font role x");
    CHECK(failure_of(with_roles("<role name='song'><family name='A' package='p' licence='l'>"
                                "<regular name='A' file='../a.ttf'/></family></role>"))
              .message.en == "a font file must lie below a font directory: ../a.ttf");
    CHECK(failure_of(with_roles("<role name='song'><family name='A' package='p' licence='l'>"
                                "<regular name='A' file='/etc/passwd'/></family></role>"))
              .message.en == "a font file must lie below a font directory: /etc/passwd");
    CHECK(failure_of(with_roles("<role name='song'><family name='A' licence='l'/></role>")).message.en ==
          "<family> of the font manifest lacks the attribute package");
}
