// Merged cells: kept where they can be, reported where they cannot, nothing under them lost.
#include "importers/xlsx_reading.h"

using namespace jixiao;
using namespace jixiao::testing;

namespace {
Book merged(std::string rows, std::string refs) {
    return Book().sheet("S", std::move(rows), "<mergeCells>" + std::move(refs) + "</mergeCells>");
}
std::string merge(std::string_view ref) {
    return fmt::format(R"(<mergeCell ref="{}"/>)", ref);
}
}  // namespace

TEST_CASE("merged cells") {
    const auto read =
        imported(merged(row(1, text_cell("A1", "标题")) + row(2, text_cell("A2", "标签") + R"(<c r="B2"/>)"),
                        merge("A1:G1") + merge("A2:A4") + merge("B2:G2") + merge("$C$6:b5")));
    CHECK(cell_at(read, "A1").extent == Extent{1, 7});
    CHECK(shown_at(read, "G1") == "标题");
    CHECK(cell_at(read, "A4").shown == "标签");
    CHECK(cell_at(read, "B2").extent == Extent{1, 6});
    CHECK(shown_at(read, "D2").empty());
    CHECK(cell_at(read, "B5").extent == Extent{2, 2});
    CHECK(read.findings.empty());
}

TEST_CASE("overlapping merges: the first by position stays") {
    const auto read = imported(merged(row(1, text_cell("A1", "甲") + text_cell("B3", "乙")),
                                      merge("B2:C4") + merge("A1:C3") + merge("A1:C3")));
    CHECK(cell_at(read, "A1").extent == Extent{3, 3});
    REQUIRE(count_of(read, Code::merge_ignored) == 1);
    CHECK(finding_of(read, Code::merge_ignored).at->str() == "a.xlsx!S!B2");
    CHECK(finding_of(read, Code::merge_ignored).got == "B2:C4");
}

TEST_CASE("absurd merges are clipped to the table or ignored") {
    const auto read =
        imported(merged(row(1, text_cell("A1", "甲") + text_cell("C1", "乙")) + row(4, text_cell("A4", "丙")),
                        merge("A2:XFD3") + merge("XFA1048570:XFD1048576") + merge("A0:B9")));
    CHECK(cell_at(read, "A2").extent == Extent{2, 3});
    CHECK(count_of(read, Code::merge_ignored) == 3);
    CHECK(read.grids[0].rows() == 4);
    const auto whole =
        imported(merged(row(1, text_cell("A1", "甲")) + row(2, text_cell("B2", "乙")), merge("A1:XFD1048576")));
    CHECK(cell_at(whole, "A1").extent == Extent{2, 2});
    CHECK(finding_of(whole, Code::source_damaged).got == "乙");
    CHECK(finding_of(whole, Code::source_damaged).at->str() == "a.xlsx!S!B2");
}

TEST_CASE("text under a merge is reported") {
    const auto read =
        imported(merged(row(1, text_cell("A1", "甲") + text_cell("B1", "乙") + R"(<c r="C1"/>)"), merge("A1:C1")));
    CHECK(shown_at(read, "B1") == "甲");
    REQUIRE(count_of(read, Code::source_damaged) == 1);
    CHECK(finding_of(read, Code::source_damaged).got == "乙");
}

TEST_CASE("a merge is hidden when all its rows or columns are") {
    const auto read = imported(Book().sheet("S",
                                            R"(<row r="1" hidden="1">)" + text_cell("A1", "甲") +
                                                text_cell("C1", "乙") + "</row>" + row(2, text_cell("B2", "丙")),
                                            "<mergeCells>" + merge("A1:A2") + merge("C1:D1") + "</mergeCells>"));
    CHECK_FALSE(cell_at(read, "A1").hidden);
    CHECK(cell_at(read, "C1").hidden);
}
