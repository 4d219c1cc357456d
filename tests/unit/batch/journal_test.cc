// The journal: what was written is read, what is torn is left aside, the last line of an input counts.
#include <filesystem>
#include <fstream>

#include "batch/journal.h"
#include "catch.h"

using namespace jixiao;
namespace fs = std::filesystem;

namespace {

struct Folder {
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "jixiao-journal-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

JournalRecord record(const std::string& input, std::size_t errors) {
    JournalRecord out;
    out.input = input;
    out.sha256 = "ab";
    out.options = "cd";
    out.errors = errors;
    out.seconds = 0.25;
    out.outputs = {{"市/a.json", "ef", 12}};
    out.forms = {{"x/y", "整体", "表", "某局", 2024, "", 1}};
    return out;
}

void append_text(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::app) << text; }

}  // namespace

TEST_CASE("a record survives its line") {
    JournalRecord out = record("a\n\"b\".txt", 3);
    const auto back = record_from_json(record_to_json(out));
    REQUIRE(back);
    CHECK(back->input == "a\n\"b\".txt");
    CHECK(back->errors == 3);
    CHECK(back->seconds == 0.25);
    CHECK(back->outputs == out.outputs);
    REQUIRE(back->forms.size() == 1);
    CHECK(back->forms[0].part == "整体");
    CHECK(back->forms[0].unit == "某局");
    CHECK_FALSE(back->failure);
    CHECK(record_to_json(out).find('\n') == std::string::npos);

    out.failure = Message{"坏", "bad"};
    const auto failed = record_from_json(record_to_json(out));
    REQUIRE(failed);
    REQUIRE(failed->failure);
    CHECK(failed->failure->en == "bad");

    for (const char* text : {"", "{}", "[1]", "{\"input\": 1}", "\x00\x00", "{\"input\": \"a\""}) CHECK_FALSE(record_from_json(text));
}

TEST_CASE("outputs outside the folder of a journal make no record: nothing else is looked at for it") {
    for (const char* path : {"/etc/passwd", "../x.json", "a/../../x.json", ".."}) {
        JournalRecord elsewhere = record("a", 1);
        elsewhere.outputs = {{path, std::string(64, '0'), 1}};
        INFO(path);
        CHECK_FALSE(record_from_json(record_to_json(elsewhere)));
    }
    CHECK(stays_inside("a/b.json"));
    CHECK(stays_inside("a..b/..c.json"));
}

TEST_CASE("the last line of an input counts") {
    const Folder folder;
    const fs::path path = journal_path(folder.path, std::nullopt);
    CHECK(path == folder.path / ".jixiao/journal.ndjson");
    CHECK(journal_path(folder.path, 7) == folder.path / ".jixiao/journal.7.ndjson");
    {
        JournalWriter writer(path);
        CHECK_FALSE(fs::exists(path));  // nothing before the first record
        CHECK(writer.append(record("a", 1)) == 0);
        CHECK(writer.append(record("b", 2)) == 0);
        CHECK(writer.append(record("a", 5)) == 0);
    }
    const auto reader = JournalReader::open(path);
    REQUIRE(reader);
    CHECK(reader->size() == 2);
    CHECK(reader->find("a")->errors == 5);
    CHECK(reader->find("b")->errors == 2);
    CHECK_FALSE(reader->find("c"));
}

TEST_CASE("a torn line costs its own record and no other") {
    const Folder folder;
    const fs::path path = journal_path(folder.path, std::nullopt);
    {
        JournalWriter writer(path);
        CHECK(writer.append(record("a", 1)) == 0);
    }
    append_text(path, "{\"input\": \"b\", \"sha2");  // the power went here
    {
        const auto reader = JournalReader::open(path);
        REQUIRE(reader);
        CHECK(reader->size() == 1);
    }
    {
        JournalWriter writer(path);
        CHECK(writer.append(record("c", 3)) == 0);
    }
    const auto reader = JournalReader::open(path);
    REQUIRE(reader);
    CHECK(reader->size() == 2);
    CHECK(reader->broken() == 0);  // the torn line is gone
    CHECK(reader->find("a")->errors == 1);
    CHECK(reader->find("c")->errors == 3);
    CHECK_FALSE(reader->find("b"));
}

TEST_CASE("a line of zeros, as some file systems leave after a power cut, is left aside") {
    const Folder folder;
    const fs::path path = journal_path(folder.path, std::nullopt);
    {
        JournalWriter writer(path);
        CHECK(writer.append(record("a", 1)) == 0);
    }
    append_text(path, std::string(100, '\0') + "\n");
    {
        JournalWriter writer(path);
        CHECK(writer.append(record("b", 2)) == 0);
    }
    const auto reader = JournalReader::open(path);
    REQUIRE(reader);
    CHECK(reader->size() == 2);
    CHECK(reader->broken() == 1);
}

TEST_CASE("no journal is an empty one, an unreadable one a failure") {
    const Folder folder;
    const auto none = JournalReader::open(folder.path / "nowhere");
    REQUIRE(none);
    CHECK(none->size() == 0);
    CHECK_FALSE(JournalReader::open(folder.path));  // a folder
}
