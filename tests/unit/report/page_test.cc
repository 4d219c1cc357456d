// The page for people: whole in itself, its links hold, nothing of the source is missing, and it keeps its size.
#include <regex>
#include <set>

#include "catch.h"
#include "report/findings_page.h"
#include "report/html_report.h"
#include "report/html_text.h"
#include "sound_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

std::string seed() {
    auto bytes = read_file(std::filesystem::path(JIXIAO_SOURCE_DIR) / "fixtures" / "changzhou-kjj-2024.txt", 1u << 20);
    if (!bytes) FAIL(bytes.error().str(Lang::En));
    return std::move(*bytes);
}

std::string page_of(const std::vector<std::pair<std::string, std::string>>& inputs, Lang lang = Lang::Zh) {
    HtmlReport report(lang, engine().templates().vocabulary);
    for (const auto& [name, bytes] : inputs) report.add(name, std::nullopt, read(name, bytes, true));
    return report.page();
}

// Links without a target, and ids that are there twice.
std::vector<std::string> broken_links(const std::string& page) {
    std::set<std::string> ids;
    std::vector<std::string> broken;
    const std::regex id(R"re( id="?([^\s">]+))re"), link(R"re(href="?#([^\s">']+)["> ])re");
    for (std::sregex_iterator it(page.begin(), page.end(), id), end; it != end; ++it)
        if (!ids.insert((*it)[1]).second) broken.push_back("twice: " + (*it)[1].str());
    for (std::sregex_iterator it(page.begin(), page.end(), link), end; it != end; ++it)
        if (!ids.contains((*it)[1])) broken.push_back("no target: " + (*it)[1].str());
    return broken;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("docs/findings.md is what base/findings.def says; scripts/make-findings writes it anew") {
    auto there = read_file(std::filesystem::path(JIXIAO_SOURCE_DIR) / "docs" / "findings.md", 1u << 20);
    REQUIRE(there);
    CHECK(*there == findings_page());
}

TEST_CASE("the seed's page is whole and shows source, form, findings and the gap") {
    const std::string page = page_of({{"seed.txt", seed()}});
    CHECK(broken_links(page) == Texts());
    CHECK(page.find("://") == page.npos);
    for (const char* text : {"<html lang=\"zh-CN\">", "差额 1858.91 恰等于“基本支出”", "class=g", "创新主体及创业载体培育工作", "≥600家",
                             "class=v", "class=l", "class=h"})
        CHECK(page.find(text) != page.npos);
    // Every cell of the source stands in the page.
    for (const Document& document : read("seed.txt", seed(), true))
        for (const Cell& cell : document.grid.cells()) CHECK(page.find(html_escaped(cell.shown)) != page.npos);
    CHECK(page == page_of({{"seed.txt", seed()}}));
    CHECK(page_of({{"seed.txt", seed()}}, Lang::En).find("Where to look first") != page.npos);
}

TEST_CASE("what a document says cannot become markup") {
    const std::string evil = "甲<乙&丙\"><img src=x onerror=alert(1)><script>alert(2)</script>\x01";
    const std::string page = page_of({{"a<b>.txt", planted("防汛物资储备		100.00", evil + "		100.00")}});
    CHECK(page.find("<img") == page.npos);
    CHECK(page.find("<script>alert") == page.npos);
    CHECK(page.find("甲&lt;乙&amp;丙&quot;") != page.npos);
    CHECK(page.find("a&lt;b&gt;.txt") != page.npos);
    CHECK(page.find('\x01') == page.npos);
    CHECK(broken_links(page) == Texts());
}

TEST_CASE("documents stand in the order of their risk, failures first") {
    HtmlReport report(Lang::Zh, engine().templates().vocabulary);
    report.add("1-sound.txt", std::nullopt, read("1-sound.txt", kSound, true));
    report.add("2-error.txt", std::nullopt, read("2-error.txt", planted("其他资金			40.00", "其他资金			20.00"), true));
    report.add("3-warning.txt", std::nullopt, read("3-warning.txt", planted("2025年完成", "2024年完成"), true));
    report.add("4-failed.txt", Failure{{"4-failed.txt", "", {}}, message("读不出", "unreadable"), {}}, {});
    const std::string page = report.page();
    const auto at = [&](const char* name) { return page.find(std::string("<th scope=row><a href=#d") + name); };
    CHECK(at("4>4-failed") < at("2>2-error"));
    CHECK(at("2>2-error") < at("3>3-warning"));
    CHECK(at("3>3-warning") < at("1>1-sound"));
    CHECK(at("1>1-sound") != page.npos);
}

TEST_CASE("a batch of 300 documents keeps below 8 MB, and what is left out is said") {
    HtmlReport report(Lang::Zh, engine().templates().vocabulary);
    const auto documents = read("seed.txt", seed(), true);
    for (int i = 0; i < 300; ++i) report.add("seed-" + std::to_string(i) + ".txt", std::nullopt, documents);
    const std::string page = report.page();
    CHECK(page.size() < 8'000'000);
    CHECK(page.find("来源各行与识别结果从略") != page.npos);
    int linked = 0;
    for (int i = 0; i < 300; ++i) linked += page.find(">seed-" + std::to_string(i) + ".txt</a>") != page.npos;
    CHECK(linked == 300);
    CHECK(page.find("<tr data-k=e>") != page.npos);
}
