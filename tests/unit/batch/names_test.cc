// --name: placeholders, and names that are safe whatever a form says.
#include "batch/names.h"
#include "catch.h"

using namespace jixiao;

namespace {

const TemplateSet& templates() {
    static const TemplateSet set = *load_templates(JIXIAO_SOURCE_DIR "/templates");
    return set;
}

Document document(const std::string& unit, int year) {
    Document out;
    out.form.template_id = "jiangsu/department-overall";
    out.form.year = year;
    out.form.title = "某表";
    Field field;
    field.id = "unit_name";
    field.value = Value::of_text(unit);
    out.form.fields.push_back(field);
    return out;
}

std::string name(const std::string& pattern, const Document& from) {
    const auto parsed = NamePattern::parse(pattern, templates());
    REQUIRE(parsed);
    return parsed->name(from, "原文件");
}

}  // namespace

TEST_CASE("fields make names") {
    CHECK(name("{year}_{unit_name}_{template}", document("某市水务局", 2024)) == "2024_某市水务局_jiangsu-department-overall");
    CHECK(name("{stem}", document("某市水务局", 2024)) == "原文件");
    CHECK(name("{year}/{unit_name}", document("某市水务局", 2024)) == "2024/某市水务局");
    CHECK(name("表-{title}", document("", 0)) == "表-某表");
}

TEST_CASE("what a form does not say is an underscore") {
    CHECK(name("{year}_{unit_name}", document("", 0)) == "___");
}

TEST_CASE("no value leaves its folder, hides, or makes one") {
    CHECK(name("{unit_name}", document("../../etc/passwd", 1)) == "_._.._etc_passwd");
    CHECK(name("{unit_name}", document("..", 1)) == "_.");
    CHECK(name("{unit_name}/x", document(".", 1)) == "_/x");
    CHECK(name("{unit_name}", document("a\nb\tc:d?e\\f", 1)) == "ab_c_d_e_f");
}

TEST_CASE("a long name is cut between characters") {
    std::string unit;
    for (int i = 0; i < 100; ++i) unit += "局";  // 300 bytes
    const std::string cut = name("{unit_name}", document(unit, 1));
    CHECK(cut.size() == 180);
    CHECK(cut == unit.substr(0, 180));
}

TEST_CASE("patterns that cannot be are refused") {
    for (const char* pattern : {"{nothing}", "{year", "year}", "{}", "", "a//{year}", "../{year}", "{year}/..", "/", "{main_duties}"})
        CHECK_FALSE(NamePattern::parse(pattern, templates()));
    const auto from_top = NamePattern::parse("/{year}/{stem}", templates());
    REQUIRE(from_top);
    CHECK(from_top->from_top());
    CHECK(from_top->name(document("某局", 2024), "a") == "2024/a");
}
