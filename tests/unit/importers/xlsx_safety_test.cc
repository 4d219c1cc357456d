// Packages that are broken or mean harm: each ends in a refusal that names what is wrong, or is read right.
#include "importers/xlsx_reading.h"
#include "importers/zip_directory.h"

using namespace jixiao;
using namespace jixiao::testing;
using Catch::Contains;

namespace {

Book one_cell() {
    return Book().sheet("甲", row(1, text_cell("A1", "乙")));
}

Bytes with_part(std::string_view name, auto change) {
    auto parts = one_cell().parts();
    for (auto& part : parts)
        if (part.name == name) change(part);
    return zip_bytes(parts);
}

std::string worksheet(std::string_view inside) {
    return fmt::format(
        R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>)", inside);
}

std::string sheet_refusal(std::string xml, const ImportOptions& options = {}) {
    return refusal(one_cell().part("xl/worksheets/sheet1.xml", std::move(xml)).bytes(), options);
}

constexpr const char* kSheet = "xl/worksheets/sheet1.xml";

}  // namespace

TEST_CASE("zip: legal oddities") {
    const auto all_parts = [](auto change) {
        auto parts = one_cell().parts();
        for (auto& part : parts) change(part);
        return zip_bytes(parts);
    };
    const Bytes plain = one_cell().bytes();
    const Bytes oddities[] = {
        all_parts([](ZipPart& part) { part.descriptor = true; }), all_parts([](ZipPart& part) { part.zip64 = true; }),
        "MZ bytes before the archive" + plain, plain + "bytes behind it", std::string(70'000, 'x') + plain};
    for (const auto& bytes : oddities) {
        const auto read = try_import(bytes);
        if (!read) FAIL(read.error().str(Lang::En));
        CHECK(shown_at(*read, "A1") == "乙");
        CHECK(read->findings.empty());
    }
}

TEST_CASE("zip: truncated anywhere") {
    const Bytes whole = one_cell().bytes();
    for (std::size_t size = 0; size + 1 < whole.size(); size += 13) {
        INFO(size);
        CHECK_FALSE(try_import(whole.substr(0, size)).has_value());
    }
    CHECK_THAT(refusal(whole.substr(0, whole.size() / 2)), Contains("may be incomplete"));
    CHECK_THAT(refusal(""), Contains("no directory"));
}

TEST_CASE("zip: every single bit may be wrong") {
    const Bytes whole = one_cell().bytes();
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        Bytes flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 1 << at % 8);
        const auto read = try_import(flipped);  // refused or read, never worse
        if (read) CHECK(read->grids.size() == 1);
    }
}

TEST_CASE("zip: entries that lie") {
    CHECK_THAT(refusal(with_part(kSheet, [](ZipPart& part) { part.declared_crc = 1; })), Contains("CRC"));
    CHECK_THAT(refusal(with_part(kSheet, [](ZipPart& part) { part.declared_size = 0xFFFFFFF0; })),
               Contains("part_bytes"));
    CHECK_THAT(refusal(with_part(kSheet, [](ZipPart& part) { part.declared_size = 200'000'000; })),
               Contains("inflate_ratio"));
    CHECK_THAT(refusal(with_part(kSheet, [](ZipPart& part) { part.declared_size = 10; })), Contains(kSheet));
    CHECK_THAT(refusal(with_part(kSheet, [](ZipPart& part) { part.flags = 1; })), Contains("encrypted"));
    CHECK_THAT(refusal(with_part(kSheet, [](ZipPart& part) { part.method = 9; })), Contains("method 9"));
}

TEST_CASE("zip: overlapping, double and stray entries") {
    auto parts = one_cell().parts();
    parts.push_back({"xl/copy.xml", "", {}, {}, 0, 0, false, false, 0});
    CHECK_THAT(refusal(zip_bytes(parts)), Contains("overlap"));

    auto twice = one_cell().parts();
    twice.push_back({"XL/worksheets/SHEET1.xml", worksheet("<sheetData/>")});
    CHECK_THAT(refusal(zip_bytes(twice)), Contains("two parts of this name"));

    auto stray = one_cell().parts();
    stray.push_back({"../../etc/passwd", "x"});
    stray.push_back({"C:\\a.txt", "x"});
    const auto read = try_import(zip_bytes(stray));
    REQUIRE(read.has_value());
    CHECK(count_of(*read, Code::source_damaged) == 2);
}

TEST_CASE("zip: names that fill memory") {
    ImportOptions options;
    options.limits.directory_bytes = 1'000;
    auto parts = one_cell().parts();
    parts.push_back({std::string(900, 'n'), ""});
    CHECK_THAT(refusal(zip_bytes(parts), options), Contains("directory_bytes") && Contains("limit of 1000"));
}

TEST_CASE("zip: too many entries") {
    ImportOptions options;
    options.limits.package_entries = 3;
    CHECK_THAT(refusal(one_cell().bytes(), options),
               Contains("package_entries is 5, more than the limit of 3") && Contains("--limit package_entries=N"));
}

TEST_CASE("relationships that lead out of the package are not followed") {
    const std::string ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const auto book = [&](std::string_view target, std::string_view mode) {
        return one_cell()
            .part(
                "xl/_rels/workbook.xml.rels",
                fmt::format(
                    R"(<Relationships><Relationship Id="rId1" Type="{}/worksheet" Target="{}" {}/></Relationships>)",
                    ns, target, mode))
            .bytes();
    };
    CHECK_THAT(refusal(book("worksheets/sheet1.xml", R"(TargetMode="External")")), Contains("no sheet"));
    CHECK_THAT(refusal(book("http://example.com/sheet1.xml", "")), Contains("no sheet"));
    CHECK_THAT(refusal(book("file:///etc/passwd", "")), Contains("no sheet"));
    CHECK_THAT(refusal(book("../../../../etc/passwd", "")), Contains("no sheet"));
}

TEST_CASE("XML: DTD, entities, broken, nested, wide") {
    CHECK_THAT(sheet_refusal(R"(<!DOCTYPE x [<!ENTITY a "b">]>)" + worksheet("<sheetData>&a;</sheetData>")),
               Contains("DTD"));
    CHECK_THAT(sheet_refusal(worksheet("<sheetData>&a;</sheetData>")), Contains("entity"));
    CHECK_THAT(sheet_refusal(worksheet("<sheetData>").substr(0, 90)), Contains("line 1"));
    CHECK_THAT(sheet_refusal(worksheet("<sheetData><row><c t=\"str\"><v>\xFF</v></c></row></sheetData>")),
               Contains("not well-formed"));
    CHECK_THAT(sheet_refusal(worksheet(std::string("<sheetData><row><c><v>\0</v></c></row></sheetData>", 50))),
               Contains("not well-formed"));
    CHECK_THAT(sheet_refusal(""), Contains("no element"));
    std::string deep;
    for (int i = 0; i < 300'000; ++i) deep += "<a>";
    CHECK_THAT(sheet_refusal(worksheet(deep)), Contains("xml_depth"));
    std::string wide = "<sheetData ";
    for (int i = 0; i < 50'000; ++i) wide += fmt::format("a{}='' ", i);
    CHECK_THAT(sheet_refusal(worksheet(wide + "/>")), Contains("xml_attributes"));
    ImportOptions small;
    small.limits.xml_memory = 1 << 20;
    CHECK_THAT(sheet_refusal(worksheet("<sheetData a='" + std::string(2 << 20, 'x') + "'/>"), small),
               Contains("xml_memory"));
    std::string names = "<sheetData>";
    for (int i = 0; i < 100'000; ++i) names += fmt::format("<n{}/>", i);
    CHECK_THAT(sheet_refusal(worksheet(names + "</sheetData>"), small), Contains("xml_memory"));
}

TEST_CASE("limits name themselves, the value, the place and the option") {
    const auto limited = [](auto set) {
        ImportOptions options;
        set(options.limits);
        return refusal(Book()
                           .strings({"<t>一二三四</t>"})
                           .formats({"0", "0.0"})
                           .sheet("甲", row(1, text_cell("A1", "乙丙丁") + text_cell("B1", "乙")),
                                  R"(<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>)")
                           .sheet("乙", row(1, text_cell("A1", "乙")))
                           .bytes(),
                       options);
    };
    CHECK_THAT(limited([](Limits& limits) { limits.input_bytes = 10; }), Contains("input_bytes"));
    CHECK_THAT(limited([](Limits& limits) { limits.part_bytes = 10; }), Contains("part_bytes"));
    CHECK_THAT(limited([](Limits& limits) { limits.small_part_bytes = 10; }), Contains("small_part_bytes"));
    CHECK_THAT(limited([](Limits& limits) { limits.inflated_bytes = 1'500; }), Contains("inflated_bytes"));
    CHECK_THAT(limited([](Limits& limits) { limits.sheets = 1; }), Contains("sheets is 2, more than the limit of 1"));
    CHECK_THAT(limited([](Limits& limits) { limits.relationships = 1; }), Contains("relationships"));
    CHECK_THAT(limited([](Limits& limits) { limits.cells = 1; }),
               Contains("a.xlsx!甲!B1: cells is 2, more than the limit of 1"));
    CHECK_THAT(limited([](Limits& limits) { limits.merges = 1; }), Contains("a.xlsx!甲: merges"));
    CHECK_THAT(limited([](Limits& limits) { limits.string_bytes = 11; }), Contains("string_bytes"));
    CHECK_THAT(limited([](Limits& limits) { limits.memory = 100; }), Contains("memory"));
}

TEST_CASE("every limit can be found by its name, and a refusal names the option only for those") {
    for (const LimitInfo& limit : limit_table()) {
        INFO(limit.name);
        REQUIRE(find_limit(limit.name) == &limit);
        CHECK(Limits().*limit.value > 0);
        CHECK_FALSE(limit.zh.empty());
        CHECK_THAT(limit_failure({"a.xlsx", "", {}}, limit.name, 1, 2).str(Lang::En),
                   Contains("--limit " + std::string(limit.name) + "=N"));
        // A number that no option can allow is not answered with the option.
        if (limit.most > 0) {
            CHECK(Limits().*limit.value <= limit.most);
            CHECK_THAT(limit_failure({"a.xlsx", "", {}}, limit.name, limit.most, limit.most + 1).str(Lang::En),
                       Contains("cannot be above") && !Contains("--limit"));
        }
    }
    CHECK(find_limit("cells")->value == &Limits::cells);
    CHECK(find_limit("cell") == nullptr);
    CHECK(limit_failure({"a.txt", "", {}}, "nothing_of_the_kind", 1, 2).remedy.empty());
}

TEST_CASE("one text shared by many cells does not multiply without bound") {
    ImportOptions options;
    options.limits.memory = 20u << 20;
    std::string rows;
    for (int i = 1; i <= 2'000; ++i) rows += row(i, R"(<c t="s"><v>0</v></c>)");
    CHECK_THAT(refusal(Book().strings({"<t>" + std::string(30'000, 'x') + "</t>"}).sheet("S", rows).bytes(), options),
               Contains("memory"));
}

TEST_CASE("rows in descending order, and a cell in the last corner") {
    std::string rows;
    for (int i = 20'000; i > 0; --i) rows += fmt::format(R"(<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>)", i);
    rows += R"(<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>)";
    const auto read = imported(Book().sheet("S", rows));
    CHECK(shown_at(read, "A20000") == "20000");
    CHECK(shown_at(read, "XFD1048576") == "1");
    CHECK(read.grids[0].rows() == Grid::kMaxRows);
}

TEST_CASE("sheet names: one that is very long is cut, one that another has gets a number") {
    const auto sheet = row(1, text_cell("A1", "乙"));
    std::string longest, cut;
    for (int i = 0; i < 10'000; ++i) longest += "名";
    for (int i = 0; i < 85; ++i) cut += "名";  // 255 bytes
    const auto read =
        imported(Book().sheet("甲", sheet).sheet("甲", sheet).sheet("a/b", sheet).sheet("a_b", sheet).sheet(longest, sheet));
    REQUIRE(read.grids.size() == 5);
    CHECK(read.grids[0].part == "甲");
    CHECK(read.grids[1].part == "甲 (2)");
    CHECK(read.grids[2].part == "a/b");
    CHECK(read.grids[3].part == "a_b (2)");  // both would name the output a_b
    CHECK(read.grids[4].part == cut);
    CHECK(count_of(read, Code::source_damaged) == 3);
}

TEST_CASE("number formats beyond reason count as General, with a finding") {
    std::vector<std::string> codes(600, "0" + std::string(900, ' '));  // 540,600 bytes, more than 512 KB
    codes.front() = "0%";
    const auto read = imported(Book().formats(codes).sheet(
        "S", row(1, number_cell("A1", "0.5", 1) + number_cell("B1", "0.5", 600))));
    CHECK(shown_at(read, "A1") == "50%");
    CHECK(shown_at(read, "B1") == "0.5");
    CHECK(count_of(read, Code::source_damaged) == 1);
}

TEST_CASE("findings are bounded") {
    std::string rows;
    for (int i = 1; i <= 1'000; ++i) rows += row(i, R"(<c t="s"><v>99</v></c>)");
    const auto read = imported(Book().sheet("S", rows));
    CHECK(read.findings.size() == 201);
    CHECK_THAT(read.findings.back().message.en, Contains("800 more"));
}
