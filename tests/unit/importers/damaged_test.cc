// The fixtures, damaged: cut anywhere, a bit wrong anywhere. Each is refused, or read as it was, or read with a word about it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "importers/xlsx_reading.h"

using namespace jixiao;
using namespace jixiao::testing;

namespace {

std::vector<std::pair<std::string, Bytes>> fixtures(std::string_view extension) {
    std::vector<std::pair<std::string, Bytes>> out;
    for (const auto& entry : std::filesystem::directory_iterator(JIXIAO_SOURCE_DIR "/fixtures")) {
        if (entry.path().extension() != extension) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        out.emplace_back(entry.path().filename(), Bytes(std::istreambuf_iterator<char>(file), {}));
    }
    return out;
}

std::string dump(const Imported& read) {
    std::string out;
    for (const Grid& grid : read.grids) out += dump_grid(grid);
    return out;
}

}  // namespace

TEST_CASE("a workbook cut at any 64th byte is refused, with what to do") {
    const auto books = fixtures(".xlsx");
    REQUIRE(books.size() >= 2);
    for (const auto& [name, whole] : books)
        for (std::size_t size = 0; size < whole.size(); size += 64) {
            INFO(name << " cut to " << size);
            const auto read = import(Input{name, whole.substr(0, size)}, {});
            REQUIRE_FALSE(read.has_value());
            CHECK(read.error().at.input == name);
            CHECK_FALSE(read.error().message.zh.empty());
            CHECK_FALSE(read.error().message.en.empty());
        }
}

TEST_CASE("a workbook with one bit wrong never reads differently without a word") {
    for (const auto& [name, whole] : fixtures(".xlsx")) {
        const auto sound = import(Input{name, whole}, {});
        REQUIRE(sound.has_value());
        const std::string text = dump(*sound);
        std::size_t refused = 0, tried = 0;
        // Every byte of the directory and of the headers is met sooner or later: 7 and 8 have no common divisor.
        for (std::size_t at = 0; at < whole.size(); at += 7, ++tried) {
            INFO(name << " bit " << at % 8 << " of byte " << at);
            Bytes flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ 1 << at % 8);
            const auto read = import(Input{name, flipped}, {});
            if (!read) {
                ++refused;
                CHECK(read.error().at.input == name);
            } else if (dump(*read) != text) {
                // A finding the sound one does not have; some of its own may be gone with the part they were of.
                CHECK(std::ranges::any_of(read->findings, [&](const Finding& finding) {
                    return std::ranges::none_of(sound->findings, [&](const Finding& own) { return own.message.zh == finding.message.zh; });
                }));
            }
        }
        // Most of a package is deflated content, and its check sum tells (APPNOTE 4.4.7); a theme and the like are not read.
        INFO(name);
        CHECK(refused > tried / 3);
    }
}

TEST_CASE("a text cut at any 64th byte is read or refused, never worse") {
    for (const auto& [name, whole] : fixtures(".txt"))
        for (std::size_t size = 0; size < whole.size(); size += 64) {
            INFO(name << " cut to " << size);
            const auto read = import(Input{name, whole.substr(0, size)}, {});
            if (read) CHECK(read->grids.size() == 1);
            else CHECK(read.error().at.input == name);
        }
}
