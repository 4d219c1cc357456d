// The fixtures, damaged: cut in a hundred places, one bit wrong in a hundred others (test_importers cuts at every 64th byte). All the way to JSON that is read back: a refusal
// names the input, and nothing that was written reads differently.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

std::vector<std::pair<std::string, Bytes>> texts() {
    std::vector<std::pair<std::string, Bytes>> out;
    for (const auto& entry : std::filesystem::directory_iterator(JIXIAO_SOURCE_DIR "/fixtures")) {
        if (entry.path().extension() == ".xlsx") continue;   // test_importers damages workbooks
        std::ifstream file(entry.path(), std::ios::binary);
        out.emplace_back(entry.path().filename(), Bytes(std::istreambuf_iterator<char>(file), {}));
    }
    return out;
}

// One of how many is tried: sanitizers take ten times the time.
std::size_t every() {
#if defined(__SANITIZE_ADDRESS__)
    return 16;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return 16;
#else
    return 1;
#endif
#else
    return 1;
#endif
}

// A step through a file of that size; odd, so that every bit of a byte is met.
std::size_t step(std::size_t size, std::size_t least) { return std::max(least, size / 100 * every()) | 1; }

void survives(const std::string& name, Bytes bytes) {
    const auto documents = convert({name, std::move(bytes)}, engine(), {});
    if (documents) {
        CHECK_FALSE(documents->empty());
        return;
    }
    const Failure& failure = documents.error();
    CHECK(failure.at.input == name);
    CHECK_FALSE(failure.message.zh.empty());
    CHECK(failure.remedy.en.find("defect of the program") == std::string::npos);
}

}  // namespace

TEST_CASE("a text cut anywhere is read or refused") {
    const auto fixtures = texts();
    REQUIRE(fixtures.size() >= 6);
    for (const auto& [name, whole] : fixtures)
        for (std::size_t size = 0; size < whole.size(); size += step(whole.size(), 64)) {
            INFO(name << " cut to " << size);
            survives(name, whole.substr(0, size));
        }
}

TEST_CASE("a text with one bit wrong is read or refused") {
    for (const auto& [name, whole] : texts())
        for (std::size_t at = 0; at < whole.size(); at += step(whole.size(), 61)) {
            INFO(name << " bit " << at % 8 << " of byte " << at);
            Bytes flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ 1 << at % 8);
            survives(name, flipped);
        }
}
