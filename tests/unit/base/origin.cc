#include "base/origin.h"

#include "base/failure.h"
#include "base/finding.h"
#include "catch.h"

using namespace jixiao;

TEST_CASE("columns are named as ECMA-376-1 18.18.7 has it") {
    CHECK(column_letters(0) == "A");
    CHECK(column_letters(25) == "Z");
    CHECK(column_letters(26) == "AA");
    CHECK(column_letters(701) == "ZZ");
    CHECK(column_letters(702) == "AAA");
    CHECK(column_letters(16383) == "XFD");
    CHECK(column_letters(-1).empty());
    CHECK(a1({6, 2}) == "C7");
}

TEST_CASE("places print as a person names them") {
    CHECK(Origin{"a.xlsx", "整体绩效", {6, 2}}.str() == "a.xlsx!整体绩效!C7");
    CHECK(Origin{"b.txt", "", {10, 4}}.str() == "b.txt:11:5");
    CHECK(Origin{"b.txt", "", {}}.str() == "b.txt");
    CHECK(Origin{"a.xlsx", "整体绩效", {}}.str() == "a.xlsx!整体绩效");
}

TEST_CASE("messages have two languages and one set of arguments") {
    const Message text = message("{0} 行中有 {1} 行", "{1} of {0} rows", 10, 3);
    CHECK(text.in(Lang::Zh) == "10 行中有 3 行");
    CHECK(text.in(Lang::En) == "3 of 10 rows");
    const Failure failure{{"a.txt", "", {1, 0}}, text, {"重试", "try again"}};
    CHECK(failure.str(Lang::En) == "a.txt:2:1: 3 of 10 rows\n  try again");
    CHECK(Failure{{}, text, {}}.str(Lang::Zh) == "10 行中有 3 行");
}

TEST_CASE("the table of findings is whole") {
    for (const CodeInfo& row : code_table()) {
        INFO(row.name);
        CHECK(find_code(row.name) == row.code);
        CHECK(code_info(row.code).name == row.name);
        CHECK_FALSE(row.zh.empty());
        CHECK_FALSE(row.en.empty());
        CHECK_FALSE(row.zh_remedy.empty());
        CHECK_FALSE(row.en_remedy.empty());
    }
    CHECK_FALSE(find_code("no_such_code"));
}

TEST_CASE("a finding prints with its place, severity, code and explanation") {
    Finding finding = Finding::of(Code::sum_differs, {"不一致", "differs"});
    CHECK(finding.severity == Severity::Error);
    CHECK(finding_text(finding, Lang::En) == "error: differs [sum_differs]");
    finding.at = Origin{"a.txt", "", {10, 4}};
    finding.explanation = {"差额", "the gap"};
    CHECK(finding_text(finding, Lang::Zh) == "a.txt:11:5: error: 不一致 [sum_differs]\n    差额");
    CHECK(has_at_least({finding}, Severity::Warning));
    CHECK_FALSE(has_at_least({}, Severity::Note));
    finding.severity = Severity::Note;
    CHECK_FALSE(has_at_least({finding}, Severity::Warning));
}
