#include "base/file_io.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "catch.h"

using namespace jixiao;
namespace fs = std::filesystem;

namespace {

// A folder of its own, gone at the end.
struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "jixiao-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
};

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("what was written is read back, NULs included") {
    const Folder folder;
    const Bytes bytes("a\0b\xFF\r\n", 6);
    REQUIRE(write_file(folder.path / "x" / "y.bin", bytes));  // the folder is made
    CHECK(read_file(folder.path / "x" / "y.bin", 100) == bytes);
    CHECK(files_in(folder.path / "x") == 1);  // nothing temporary is left
    REQUIRE(write_file(folder.path / "x" / "y.bin", "new"));
    CHECK(read_file(folder.path / "x" / "y.bin", 100) == "new");
    REQUIRE(write_file(folder.path / "empty", ""));
    CHECK(read_file(folder.path / "empty", 0) == "");
}

TEST_CASE("reading fails in words") {
    const Folder folder;
    const auto message = [](const fs::path& path, std::uintmax_t limit = 100) {
        const auto read = read_file(path, limit);
        REQUIRE_FALSE(read);
        CHECK(read.error().at.input == path.string());
        CHECK_FALSE(read.error().message.zh.empty());
        return read.error().message.en;
    };
    CHECK(message(folder.path / "missing").find("cannot open") == 0);
    CHECK(message(folder.path) == "this is no regular file");
    const fs::path fifo = folder.path / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    CHECK(message(fifo) == "this is no regular file");  // and does not wait for a writer
    std::ofstream(folder.path / "big") << std::string(101, 'x');
    CHECK(message(folder.path / "big").find("101 bytes, more than the limit of 100") != std::string::npos);
    CHECK(read_file(folder.path / "big", 101)->size() == 101);
}

TEST_CASE("a failed write leaves everything as it was") {
    const Folder folder;
    std::ofstream(folder.path / "file") << "old";
    CHECK_FALSE(write_file(folder.path / "file" / "below", "x"));  // a file is no folder
    fs::create_directory(folder.path / "folder");
    CHECK_FALSE(write_file(folder.path / "folder", "x"));  // a folder cannot be replaced
    CHECK(files_in(folder.path) == 2);
    CHECK(read_file(folder.path / "file", 100) == "old");
}
