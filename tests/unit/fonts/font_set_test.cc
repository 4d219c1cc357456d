// Faces by role, with the fonts of Debian's fonts-noto-cjk and fonts-lxgw-wenkai.
#include <algorithm>
#include <fstream>
#include <thread>

#include <hb-ot.h>
#include <hb.h>

#include "base/file_io.h"
#include "catch.h"
#include "fonts/font_set.h"

using namespace jixiao;
namespace fs = std::filesystem;

namespace {

const fs::path kManifest = JIXIAO_SOURCE_DIR "/fonts/manifest.xml";
const fs::path kSerif = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
const fs::path kKai = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf";

std::shared_ptr<FontSet> load_all(const FontSet::Options& options = {}) {
    auto set = FontSet::load(kManifest, options);
    REQUIRE(set);
    return *set;
}

struct Scratch {  // a folder of this test's own
    fs::path path = fs::temp_directory_path() / fs::path("jixiao-fonts-" + std::to_string(::getpid()));
    Scratch() { fs::create_directories(path); }
    ~Scratch() { fs::remove_all(path); }
};

const std::string& kai_bytes() {
    static const std::string bytes = *read_file(kKai, 100 << 20);
    return bytes;
}

// A copy of LXGW WenKai with another fsType (OS/2, offset 8).
fs::path with_fs_type(const Scratch& scratch, unsigned fs_type) {
    std::string bytes = kai_bytes();
    const auto u16 = [&](std::size_t at) {
        return static_cast<unsigned char>(bytes[at]) << 8 | static_cast<unsigned char>(bytes[at + 1]);
    };
    for (std::size_t i = 0; i < static_cast<std::size_t>(u16(4)); ++i) {
        const std::size_t record = 12 + 16 * i;
        if (bytes.compare(record, 4, "OS/2") != 0) continue;
        const std::size_t offset =
            static_cast<std::size_t>(u16(record + 8)) << 16 | static_cast<std::size_t>(u16(record + 10));
        bytes[offset + 8] = static_cast<char>(fs_type >> 8);
        bytes[offset + 9] = static_cast<char>(fs_type & 0xFF);
    }
    const fs::path path = scratch.path / ("fs" + std::to_string(fs_type) + ".ttf");
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

}  // namespace

TEST_CASE("each role has its Simplified Chinese face, bold a real bold one") {
    const auto set = load_all();
    CHECK(set->postscript_name(set->first(FontRole::Song, false)) == "NotoSerifCJKsc-Regular");
    CHECK(set->postscript_name(set->first(FontRole::Song, true)) == "NotoSerifCJKsc-Bold");
    CHECK(set->postscript_name(set->first(FontRole::Hei, false)) == "NotoSansCJKsc-Regular");
    CHECK(set->postscript_name(set->first(FontRole::Hei, true)) == "NotoSansCJKsc-Bold");
    CHECK(set->postscript_name(set->first(FontRole::Kai, false)) == "LXGWWenKai-Regular");
    CHECK(set->postscript_name(set->first(FontRole::Kai, true)) == "LXGWWenKai-Bold");
    CHECK_FALSE(set->substituted(FontRole::Song));
    CHECK_FALSE(set->substituted(FontRole::Latin));
    CHECK(set->office_name(FontRole::Song) == "宋体");
    CHECK(set->office_name(FontRole::Fangsong) == "仿宋");
}

TEST_CASE("picks and advances") {
    const auto set = load_all();
    const FaceId song = set->first(FontRole::Song, false);
    for (const char32_t c : {U'绩', U'效', U'，', U'（', U'≥', U'＝', U'〓', U'①', U'㎡', U'　', U'龘', U'𠮷'}) {
        INFO(static_cast<unsigned>(c));
        const auto pick = set->pick(FontRole::Song, false, c);
        REQUIRE(pick);
        CHECK(pick->face == song);
        CHECK(set->advance(pick->face, pick->glyph) == 1000);  // full width
    }
    CHECK(set->advance(song, set->pick(FontRole::Song, false, U'A')->glyph) < 1000);
    CHECK_FALSE(set->pick(FontRole::Song, false, 0x10FFFD));  // a private-use code point no face has
    CHECK_FALSE(set->pick(FontRole::Song, false, 0x110000));
    CHECK_FALSE(set->pick(FontRole::Song, false, 0xFFFFFFFF));
}

TEST_CASE("metrics as the descriptor wants them") {
    const auto set = load_all();
    const FaceMetrics& song = set->metrics(set->first(FontRole::Song, false));
    CHECK(song.serif);
    CHECK(song.weight == 400);
    CHECK(song.ascent == 1151);  // hhea of Noto Serif CJK 2.x
    CHECK(song.descent == -286);
    CHECK(song.cap_height > 600);
    CHECK(song.cap_height < 800);
    CHECK(song.box[0] < 0);
    CHECK(song.box[3] > 1000);
    CHECK(song.italic_angle == 0);
    const FaceMetrics& hei = set->metrics(set->first(FontRole::Hei, true));
    CHECK_FALSE(hei.serif);
    CHECK(hei.weight == 700);
    CHECK(hei.stem_v > song.stem_v);
}

TEST_CASE("files in use are those that were picked from") {
    const auto set = load_all();
    CHECK(set->files_used().empty());
    set->pick(FontRole::Song, false, U'绩');
    set->pick(FontRole::Hei, true, U'绩');
    const auto files = set->files_used();
    REQUIRE(files.size() == 2);
    CHECK(files[0].role == "song");
    CHECK(files[0].postscript_name == "NotoSerifCJKsc-Regular");
    CHECK(files[0].package == "fonts-noto-cjk");
    CHECK(files[0].sha256.size() == 64);
    CHECK_FALSE(files[0].substituted);
    CHECK(files[1].postscript_name == "NotoSansCJKsc-Bold");
}

TEST_CASE("a role whose font is not there says so") {
    const auto set = load_all();
    if (set->postscript_name(set->first(FontRole::Fangsong, false)) == "FandolFang-Regular") return;
    CHECK(set->substituted(FontRole::Fangsong));
    const auto pick = set->pick(FontRole::Fangsong, false, U'绩');
    REQUIRE(pick);
    CHECK(set->postscript_name(pick->face) == "NotoSerifCJKsc-Regular");
    const auto files = set->files_used();
    REQUIRE(files.size() == 1);
    CHECK(files[0].substituted);
}

TEST_CASE("the office's own font comes first in its role and is named as the font names itself") {
    FontSet::Options options;
    options.own = {{FontRole::Fangsong, kKai}};
    const auto set = load_all(options);
    CHECK(set->postscript_name(set->first(FontRole::Fangsong, false)) == "LXGWWenKai-Regular");
    CHECK(set->postscript_name(set->first(FontRole::Fangsong, true)) == "LXGWWenKai-Regular");
    CHECK_FALSE(set->substituted(FontRole::Fangsong));
    CHECK(set->office_name(FontRole::Fangsong) == "霞鹜文楷");
    CHECK(set->postscript_name(set->first(FontRole::Song, false)) == "NotoSerifCJKsc-Regular");
    // A face of a collection, by name.
    options.own = {{FontRole::Song, kSerif.string() + "#NotoSerifCJKtc-Regular"}};
    CHECK(load_all(options)->postscript_name(0) == "NotoSerifCJKtc-Regular");
}

TEST_CASE("an own Latin face takes letters and figures, not Chinese punctuation") {
    FontSet::Options options;
    options.own = {{FontRole::Latin, kKai}};
    const auto set = load_all(options);
    const FaceId latin = set->first(FontRole::Latin, false);
    CHECK(set->pick(FontRole::Song, false, U'5')->face == latin);
    CHECK(set->pick(FontRole::Song, false, U'%')->face == latin);
    CHECK(set->pick(FontRole::Song, false, U'é')->face == latin);
    for (const char32_t c : {U'“', U'…', U'×', U'·', U'，', U'≥', U'绩'}) {
        CHECK(set->pick(FontRole::Song, false, c)->face == set->first(FontRole::Song, false));
    }
}

TEST_CASE("embedding rights are respected") {
    const Scratch scratch;
    const auto load_own = [&](unsigned fs_type) {
        FontSet::Options options;
        options.own = {{FontRole::Fangsong, with_fs_type(scratch, fs_type)}};
        return FontSet::load(kManifest, options);
    };
    CHECK(load_own(0x0000));        // installable
    CHECK(load_own(0x0004));        // preview and print
    CHECK(load_own(0x0008));        // editable
    CHECK_FALSE(load_own(0x0104));  // no subsetting
    CHECK_FALSE(load_own(0x0200));  // bitmaps only
    const auto restricted = load_own(0x0002);
    REQUIRE_FALSE(restricted);
    CHECK(restricted.error().message.en == "the font LXGWWenKai-Regular forbids embedding (OS/2 fsType)");
    CHECK(restricted.error().at.input == "fs2.ttf");
}

TEST_CASE("files that are no fonts are refused") {
    const Scratch scratch;
    const fs::path junk = scratch.path / "junk.ttf";
    std::ofstream(junk) << "not a font";
    const fs::path cut = scratch.path / "cut.ttf";
    std::ofstream(cut, std::ios::binary) << kai_bytes().substr(0, 2000);
    for (const fs::path& path : {junk, cut, scratch.path, fs::path("/nonexistent.ttf")}) {
        FontSet::Options options;
        options.own = {{FontRole::Song, path}};
        INFO(path);
        CHECK_FALSE(FontSet::load(kManifest, options));
    }
    FontSet::Options options;
    options.own = {{FontRole::Song, kSerif.string() + "#NoSuchFace"}};
    CHECK_FALSE(FontSet::load(kManifest, options));
}

TEST_CASE("without any song face loading fails and names the package") {
    const Scratch scratch;
    const fs::path manifest = scratch.path / "manifest.xml";
    std::ofstream(manifest)
        << "<fonts><role name='song'><family name='X' package='fonts-x' licence='OFL-1.1'>"
           "<regular name='X' file='x.ttf'/></family></role>"
           "<role name='hei'/><role name='fangsong'/><role name='kai'/><role name='latin'/></fonts>";
    const auto set = FontSet::load(manifest, {});
    REQUIRE_FALSE(set);
    CHECK(set.error().remedy.en == "install it: apt-get install fonts-x");
}

TEST_CASE("first use from several threads") {
    const auto set = load_all();
    std::vector<std::thread> threads;
    std::atomic<int> right{0};
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (const FontRole role : {FontRole::Hei, FontRole::Kai, FontRole::Song}) {
                const auto pick = set->pick(role, false, U'表');
                const GlyphId glyph = pick->glyph;
                if (set->subset(pick->face, {&glyph, 1}) && set->advance(pick->face, glyph) == 1000) ++right;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(right == 12);
}
