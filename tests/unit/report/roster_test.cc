// Rosters: which units are missing, which are there twice.
#include "catch.h"
#include "report/roster.h"
#include "sound_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

Roster roster(const std::string& name, const std::string& bytes) {
    auto read = Roster::read({name, bytes}, engine().templates().vocabulary);
    if (!read) FAIL(read.error().str(Lang::En));
    return std::move(*read);
}

std::vector<std::string> names(const std::vector<RosterResult::Unit>& units) {
    std::vector<std::string> out;
    for (const auto& unit : units) out.push_back(unit.name);
    return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a unit with a document, one without, one twice, one that is not listed") {
    Roster list = roster("units.txt", "南州市水务局\n南州市财政局\n南州市教育局\n");
    list.add("a.txt", std::nullopt, read("a.txt", kSound));
    list.add("b.txt", std::nullopt, read("b.txt", planted("南州市水务局", "南州市 教育局")));
    list.add("c.txt", std::nullopt, read("c.txt", planted("南州市水务局", "南州市教育局")));
    list.add("d.txt", std::nullopt, read("d.txt", planted("南州市水务局", "南州市气象局")));
    list.add("e.txt", std::nullopt, read("e.txt", planted("南州市水务局", "")));
    list.add("f.txt", Failure{{"f.txt", "", {}}, message("坏", "bad"), {}}, {});
    const RosterResult result = list.result();
    CHECK(result.listed == 3);
    CHECK(names(result.missing) == Texts{"南州市财政局"});
    CHECK(names(result.twice) == Texts{"南州市教育局"});
    CHECK(result.twice.front().inputs == Texts{"b.txt", "c.txt"});
    CHECK(names(result.unknown) == Texts{"南州市气象局"});
    CHECK(result.nameless == Texts{"e.txt"});
    CHECK(result.failed == Texts{"f.txt"});
    CHECK_FALSE(result.complete());
}

TEST_CASE("the same unit in two years is not there twice") {
    Roster list = roster("units.txt", "南州市水务局\n");
    list.add("a.txt", std::nullopt, read("a.txt", kSound));
    list.add("b.txt", std::nullopt, read("b.txt", planted("2025年度", "2026年度")));
    CHECK(list.result().complete());
    CHECK(roster_lines(list.result(), 10, Lang::Zh) == Texts{"名单上的 1 个单位都有，且没有重复"});
}

TEST_CASE("names stand below their header, whatever stands beside them") {
    const Roster list = roster("units.csv", "序号,主管领导,部门名称,备注\n1,张某某,南州市水务局,已报\n2,李某某,南州市财政局,\n");
    CHECK(names(list.result().missing) == Texts{"南州市水务局", "南州市财政局"});
}

TEST_CASE("without a header the first column of names counts, and a name twice is told") {
    const Roster list = roster("units.csv", "1,南州市水务局,010\n2,南州市财政局,011\n3,南州市水务局,010\n");
    CHECK(names(list.result().missing) == Texts{"南州市水务局", "南州市财政局"});
    CHECK(list.result().repeated == Texts{"南州市水务局"});
}

TEST_CASE("a file without names is refused") {
    CHECK_FALSE(Roster::read({"units.txt", "1\n2\n3\n"}, engine().templates().vocabulary));
}
