// Loading the template language: what a file may say, and what is said of a wrong one.
#include <filesystem>

#include "base/file_io.h"
#include "catch.h"
#include "template/load.h"

using namespace jixiao;

namespace {

const Vocabulary& words() {
    static const auto loaded = load_words({}, std::filesystem::path(JIXIAO_SOURCE_DIR) / "templates", {});
    REQUIRE(loaded);
    return *loaded;
}

std::string form_with(std::string_view body, std::string_view before = "") {
    return "<form id=\"a/b\" unit=\"万元\" columns=\"30 60 30 60\">\n<title>表</title>\n" + std::string(before) + "<body>\n" + std::string(body) + "\n</body>\n</form>\n";
}

constexpr std::string_view kMoney = "<cells id=\"income\" columns=\"item annual\"><name id=\"item\" term=\"income\"/><amount id=\"annual\" "
                                    "term=\"annual_budget\"/></cells>\n";

}  // namespace

TEST_CASE("Amounts in single cells make a list of known rows") {
    const auto form = load_template({"a.xml", form_with("<row><amount list=\"income\" column=\"annual\" term=\"fund_total\" required=\"yes\"/>"
                                                        "<amount list=\"income\" column=\"annual\" item=\"other_funds\" term=\"unit_funds\" takes=\"carry_over\"/></row>",
                                                        kMoney)}, words());
    REQUIRE(form);
    const auto lists = lists_of(*form);
    REQUIRE(lists.size() == 1);
    CHECK(lists[0]->id == "income");
    const auto& fixed = lists[0]->sections.front().fixed;
    REQUIRE(fixed.size() == 2);
    CHECK(fixed[0].term == "fund_total");
    CHECK(fixed[0].required);
    CHECK(fixed[1].term == "other_funds");
    CHECK(fixed[1].takes == std::vector<std::string>{"carry_over"});
    CHECK(fields_of(*form).empty());
}

TEST_CASE("Labels above their values take no column of their own") {
    const auto form = load_template({"a.xml", form_with("<row labels=\"above\"><field id=\"x\" term=\"long_term_goal\" span=\"2\"/><field id=\"y\" term=\"annual_goal\" span=\"2\"/></row>")}, words());
    REQUIRE(form);
    CHECK(fields_of(*form).size() == 2);
    CHECK(std::get<FieldRow>(form->body.front().part).above);
}

TEST_CASE("Two trees side by side are two lists, and neither is the table") {
    const std::string side = "<group id=\"level2\" term=\"level2\" level=\"2\"/><name id=\"level3\" term=\"level3\" level=\"3\"/>";
    const auto form = load_template(
        {"a.xml", "<form id=\"a/b\" unit=\"万元\" columns=\"20 20 20 20 20 20 20\"><title>表</title><body><list id=\"table\" columns=\"level1\" framework=\"mof\">"
                  "<section free=\"yes\"><columns><group id=\"level1\" term=\"level1\" level=\"1\"/>"
                  "<beside list=\"left\" columns=\"level1 level2 level3 medium_term\">" + side + "<value id=\"medium_term\" term=\"annual_value\"/></beside>"
                  "<beside list=\"right\" columns=\"level1 level2 level3 annual\">" + side + "<value id=\"annual\" term=\"annual_value\"/></beside>"
                  "</columns></section></list></body></form>"}, words());
    REQUIRE(form);
    const auto lists = lists_of(*form);
    REQUIRE(lists.size() == 2);
    CHECK(lists[0]->id == "left");
    CHECK(lists[1]->columns == std::vector<std::string>{"level1", "level2", "level3", "annual"});
    CHECK(lists[1]->framework == "mof");
}

TEST_CASE("Every error is told, with its line, its column and what to do") {
    const auto errors = check_template({"a.xml", form_with("<row><field id=\"x\" term=\"unit_nam\" span=\"3\"/></row>\n"
                                                           "<row><field id=\"x\" term=\"annual_goal\" spam=\"2\"/></row>")}, words());
    REQUIRE(errors.size() == 4);
    CHECK(errors[0].at.place == Place{3, 5});
    CHECK(errors[0].message.en.find("unit_nam") != std::string::npos);
    CHECK(errors[0].remedy.en == "did you mean unit_name?");
    CHECK(errors[1].at.place.row == 4);   // the row of two columns instead of four
    CHECK(errors[3].at.place == Place{4, 5});
    const auto broken = check_template({"a.xml", "<form>\n  <body></form>"}, words());
    REQUIRE(broken.size() == 1);
    CHECK(broken[0].at.place.row == 1);
    CHECK(check_template({"a.xml", form_with("<row><field id=\"x\" term=\"unit_name\" span=\"3\"/></row>")}, words()).empty());
}

TEST_CASE("A label in place of a term's id is answered with the id") {
    const auto errors = check_template({"a.xml", form_with("<row><field id=\"x\" term=\"单位名称\" span=\"3\"/></row>")}, words());
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].remedy.en == "write the term's id: unit_name");
}

TEST_CASE("An office's labels are read over the vocabulary") {
    const auto own = load_vocabulary({"own.xml", "<vocabulary><terms about=\"own\"><term id=\"unit_name\"><spelling>填表机关</spelling></term>"
                                                 "<term id=\"annual_goal\" label=\"本年目标\"/><term id=\"new_one\" label=\"新标签\"/></terms>"
                                                 "<indicators framework=\"mof\"><level1 label=\"产出指标\"><spelling>产出类</spelling></level1></indicators></vocabulary>"}, words());
    REQUIRE(own);
    const auto has = [](const Term& term, std::string_view spelling) { return std::ranges::find(term.spellings, spelling) != term.spellings.end(); };
    CHECK(own->term("unit_name")->label == "单位名称");
    CHECK(has(*own->term("unit_name"), "填表机关"));
    CHECK(has(*own->term("unit_name"), "部门名称"));
    CHECK(own->term("annual_goal")->label == "本年目标");
    CHECK(has(*own->term("annual_goal"), "年度目标"));
    CHECK(own->term("new_one"));
    CHECK(own->indicators.size() == words().indicators.size());
    const auto outputs = std::ranges::find_if(own->indicators, [](const IndicatorTerm& t) { return t.framework == "mof" && t.label == "产出指标"; });
    REQUIRE(outputs != own->indicators.end());
    CHECK(std::ranges::find(outputs->spellings, "产出类") != outputs->spellings.end());
    // A term nobody knows needs a label.
    CHECK_FALSE(load_vocabulary({"own.xml", "<vocabulary><terms about=\"own\"><term id=\"unheard\"/></terms></vocabulary>"}, words()));
}

TEST_CASE("An element among the columns that is no column is an error and nothing worse") {
    const auto list = [](std::string_view column) {
        return form_with("<list id=\"l\" columns=\"item annual\"><section free=\"yes\"><columns><name id=\"item\" span=\"2\"/>" +
                         std::string(column) + "</columns></section></list>");
    };
    for (const char* column : {"<row id=\"annual\"/>", "<block/>", "<amoun id=\"annual\" term=\"annual_budget\"/>"}) {
        INFO(column);
        const auto errors = check_template({"a.xml", list(column)}, words());
        REQUIRE_FALSE(errors.empty());
        CHECK(std::ranges::any_of(errors, [](const Failure& error) { return error.message.en.find("is no column") != std::string::npos; }));
        CHECK_FALSE(load_template({"a.xml", list(column)}, words()).has_value());
    }
}
