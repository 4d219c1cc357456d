// The publication gate: numbers that belong to a person.
// Specimens: 11010519491231002X is the example of GB 11643-1999; 4111111111111111 passes ISO/IEC 7812-1 annex B.
#include "catch.h"
#include "seed_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

Findings published(const std::string& text) {
    Form form = sound_form();
    field(form, "organization").paragraphs = {text};
    return check(form, {.publish = true});
}

std::string rules(const std::string& text) {
    std::string out;
    for (const Finding& f : published(text)) out += f.rule + " " + f.got + "\n";
    return out;
}

}  // namespace

TEST_CASE("private numbers are errors of the gate only, and masked in the report") {
    Form form = sound_form();
    field(form, "organization").paragraphs = {"联系人手机13812345678。"};
    CHECK(summary(check(form)) == "");
    CHECK(summary(check(form, {.publish = true})) == "private_number mobile error /fields/organization/0\n");
    CHECK(rules("联系人手机13812345678。") == "mobile 138****5678\n");
    CHECK(rules("身份证11010519491231002X。") == "id_card 110***********002X\n");
    CHECK(rules("身份证11010519491231002x。") == "id_card 110***********002X\n");
    CHECK(rules("卡号4111111111111111。") == "bank_card 411*********1111\n");
    CHECK(rules("卡号4111 1111 1111 1111。") == "bank_card 411*********1111\n");
    CHECK(rules("手机１３８１２３４５６７８。") == "mobile 138****5678\n");
    CHECK(rules("手机138-1234-5678。") == "mobile 138****5678\n");
    CHECK(rules("13812345678、13912345678。") == "mobile 138****5678\nmobile 139****5678\n");
}

TEST_CASE("what is masked, too long, or fails its check digit is no private number") {
    for (const char* text : {"138****5678。", "110105194912310021。", "11010519491331002X。", "4111111111111112。",
                             "项目编码320400213812345678001。", "电话0519-85681234。", "邮编213001，2024年。",
                             "ID13812345678A。", "总投资13812345.67元。", "12345678901。"})
        CHECK(rules(text) == "");
}

TEST_CASE("every text of the document is searched") {
    Form form = sound_form();
    cell(form, "expenditures", 3, "item") = Value::of_text("国际科技合作13812345678");
    form.unplaced = {{"联系电话", "13812345678", {}}};
    CHECK(summary(check(form, {.publish = true})) ==
          "private_number mobile error /lists/expenditures/3/item\nprivate_number mobile error /unplaced/0/text\n");
}
