// Plans: what is written is read; a plan that is not whole is refused.
#include <filesystem>
#include <fstream>
#include <set>

#include "batch/plan.h"
#include "catch.h"

using namespace jixiao;
namespace fs = std::filesystem;

namespace {

struct PlanFile {
    PlanFile() {
        std::string pattern = (fs::temp_directory_path() / "jixiao-plan-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        path = folder / "run.plan";
    }
    ~PlanFile() { fs::remove_all(folder); }
    void write(const std::string& text) const { std::ofstream(path) << text; }
    fs::path folder, path;
};

InputFile input(int i) {
    const std::string name = "市/" + std::to_string(i);
    return {"in/" + name + ".txt", name + ".txt", name, std::string(64, 'a')};
}

std::string plan(std::size_t shards, int inputs) {
    const PlanHead head{shards, static_cast<std::size_t>(inputs), "{year}"};
    std::string text = plan_head_line(head);
    for (int i = 0; i < inputs; ++i) text += plan_input_line(input(i), static_cast<std::size_t>(i), head);
    return text;
}

}  // namespace

TEST_CASE("every input is in exactly one shard, in order") {
    const PlanFile file;
    file.write(plan(3, 10));
    std::multiset<std::string> seen;
    for (std::size_t shard = 0; shard < 3; ++shard) {
        const auto read = read_plan(file.path, shard);
        REQUIRE(read);
        CHECK(read->head.shards == 3);
        CHECK(read->head.name == "{year}");
        CHECK(read->inputs.size() >= 3);
        CHECK(read->inputs.size() <= 4);
        for (const InputFile& one : read->inputs) seen.insert(one.name);
    }
    const auto all = read_plan(file.path, std::nullopt);
    REQUIRE(all);
    REQUIRE(all->inputs.size() == 10);
    CHECK(seen.size() == 10);
    for (int i = 0; i < 10; ++i) {
        CHECK(seen.count(input(i).name) == 1);
        CHECK(all->inputs[static_cast<std::size_t>(i)].stem == input(i).stem);
        CHECK(all->inputs[static_cast<std::size_t>(i)].path == input(i).path);
    }
}

TEST_CASE("a plan that is not whole is refused") {
    const PlanFile file;
    const std::string good = plan(2, 4);
    file.write(good);
    CHECK(read_plan(file.path, 1));
    CHECK_FALSE(read_plan(file.path, 2));  // there are shards 0 and 1
    file.write(good.substr(0, good.size() - 1));  // the last line torn
    CHECK_FALSE(read_plan(file.path, 0));
    file.write(good.substr(0, good.find('\n') + 1));
    CHECK_FALSE(read_plan(file.path, 0));
    file.write(good + good.substr(good.find('\n') + 1));  // everything twice
    CHECK_FALSE(read_plan(file.path, 0));
    for (const char* text : {"", "\n", "hello\n", "{}\n", "{\"schema\": \"jixiao.plan/1\", \"shards\": 0, \"inputs\": 0, \"name\": null}\n"}) {
        file.write(text);
        CHECK_FALSE(read_plan(file.path, std::nullopt));
    }
    CHECK_FALSE(read_plan(file.folder / "nowhere", 0));
}

TEST_CASE("a plan cannot lead outputs out of their folder") {
    const PlanFile file;
    for (const char* stem : {"../a", "/etc/a", "b/../../a"}) {
        PlanHead head{1, 1, ""};
        InputFile evil = input(0);
        evil.stem = stem;
        file.write(plan_head_line(head) + plan_input_line(evil, 0, head));
        CHECK_FALSE(read_plan(file.path, 0));
    }
}

TEST_CASE("a folder belongs to one plan") {
    const PlanFile file;
    file.write(plan(2, 4));
    const auto first = read_plan(file.path, 0);
    REQUIRE(first);
    CHECK(keep_plan_copy(file.path, first->sha256, file.folder / "out"));
    CHECK(keep_plan_copy(file.path, first->sha256, file.folder / "out"));
    CHECK(read_plan(plan_copy_path(file.folder / "out"), std::nullopt)->sha256 == first->sha256);
    file.write(plan(3, 4));
    const auto second = read_plan(file.path, 0);
    REQUIRE(second);
    CHECK_FALSE(keep_plan_copy(file.path, second->sha256, file.folder / "out"));
}
