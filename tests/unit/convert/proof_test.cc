// What an output is held against before it counts.
#include <algorithm>

#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;
using Json = nlohmann::json;

namespace {

// The seed as canonical JSON, with the first indicator's annual value in other words.
std::string with_value(const std::string& text) {
    Json form = canonical(road("seed.txt", seed(), {OutputFormat::Json}));
    form["lists"]["indicators"][0]["annual"] = {{"raw", text},        {"kind", "text"},    {"comparator", nullptr},
                                                {"number", nullptr}, {"number2", nullptr}, {"unit", nullptr}};
    return form.dump();
}

std::vector<Finding> found(const Document& document, Code code) {
    std::vector<Finding> out;
    for (const Finding& finding : document.form.findings)
        if (finding.code == code) out.push_back(finding);
    return out;
}

}  // namespace

TEST_CASE("a workbook says what JSON says; what would read back as something else is told") {
    // Text as it stands, and what a reader of tables takes it for.
    for (const auto& [text, read] : std::initializer_list<std::pair<std::string, std::string>>{
             {"—", ""}, {"  健全", "健全"}, {"350", "350"}, {"有\x01效", "有\uFFFD效"}}) {
        INFO(text);
        const Document document = road("hostile.json", with_value(text), {OutputFormat::Xlsx, OutputFormat::Json});
        const auto told = found(document, Code::reads_back_differently);
        REQUIRE(told.size() == 1);
        CHECK(told[0].severity == Severity::Warning);
        CHECK(told[0].field == "/lists/indicators/0/annual");
        CHECK(told[0].expected == text);
        CHECK(told[0].got == read);
        // The JSON, written after the proof, tells it, too.
        CHECK(output(document, OutputFormat::Json).find("reads_back_differently") != std::string::npos);
    }
    for (const char* text : {"=cmd|'/c calc'!A1", "@SUM(1)", "{=1}", "https://example.org/", "_x0041_"}) {
        INFO(text);
        const Document document = road("hostile.json", with_value(text), {OutputFormat::Xlsx});
        CHECK(found(document, Code::reads_back_differently).empty());
        const auto texts = workbook_texts(document);
        CHECK(std::ranges::find(texts, text) != texts.end());
    }
}

TEST_CASE("an indicator of no group below one of a group stays so in the workbook") {
    Json form = canonical(road("seed.txt", seed(), {OutputFormat::Json}));
    for (const char* level : {"level1", "level2"}) form["lists"]["indicators"][5][level] = nullptr;
    form["lists"]["indicators"][1]["level2"] = nullptr;
    const Document document = road("ungrouped.json", form.dump(), {OutputFormat::Xlsx});
    CHECK(found(document, Code::reads_back_differently).empty());
    const Json again = canonical(road("again.xlsx", output(document, OutputFormat::Xlsx), {OutputFormat::Json}));
    const auto& rows = again["lists"]["indicators"];
    CHECK(rows[1]["level1"] == form["lists"]["indicators"][1]["level1"]);
    CHECK(rows[1]["level2"].is_null());
    CHECK(rows[5]["level1"].is_null());
    CHECK(rows[5]["level2"].is_null());
    CHECK(rows[6]["level1"] == form["lists"]["indicators"][6]["level1"]);
}

TEST_CASE("a PDF that cannot conform is refused, or written and told where that is allowed") {
    Json form = canonical(road("seed.txt", seed(), {OutputFormat::Json}));
    form["title"] = "\f";
    ConvertOptions options;
    options.to = {OutputFormat::Pdf};
    CHECK_FALSE(convert({"untitled.json", form.dump()}, engine(), options));
    options.allow_nonconforming = true;
    const auto documents = convert({"untitled.json", form.dump()}, engine(), options);
    REQUIRE(documents);
    const auto told = found(documents->front(), Code::pdf_nonconforming);
    REQUIRE(told.size() == 1);
    CHECK(told[0].message.en == "the document has no title");
    CHECK(output(documents->front(), OutputFormat::Pdf).find("pdfaid:part") == std::string::npos);
}

TEST_CASE("the JSON attached to a PDF is the JSON written beside it") {
    ConvertOptions options;
    options.to = {OutputFormat::Json, OutputFormat::Pdf};
    options.attach_json = true;
    const auto documents = convert({"a.txt", seed()}, engine(), options);
    REQUIRE(documents);
    const Bytes& pdf = output(documents->front(), OutputFormat::Pdf);
    CHECK(pdf.find("<pdfaid:part>3</pdfaid:part>") != std::string::npos);
    CHECK(documents->front().outputs.front().format == OutputFormat::Json);  // in the order asked for
    const std::string size = "/Size " + std::to_string(output(documents->front(), OutputFormat::Json).size());
    CHECK(pdf.find(size) != std::string::npos);
}

TEST_CASE("values that --repairs all puts right are printed so, and the workbook proves it") {
    std::string text = seed();
    for (const auto& [from, to] : {std::pair("≥90%\t≥90%", "乏90%\t≥90%"), std::pair("=100%\t=100%", "=1OO%\t=100%6"), std::pair("≥25名", "225名")}) {
        const auto at = text.rfind(from);
        REQUIRE(at != text.npos);
        text.replace(at, std::string_view(from).size(), to);
    }
    ConvertOptions options;
    options.to = {OutputFormat::Json, OutputFormat::Xlsx, OutputFormat::Pdf};
    options.repairs = Repairs::All;
    const auto documents = convert({"ocr.txt", text}, engine(), options);
    if (!documents) FAIL(documents.error().str(Lang::En));
    const Document& document = documents->front();
    CHECK(found(document, Code::value_repaired).size() == 4);
    const auto texts = workbook_texts(document);
    for (const char* misread : {"乏90%", "=1OO%", "=100%6", "225名"}) CHECK(std::ranges::find(texts, misread) == texts.end());
    const Json form = canonical(document);
    for (const Json& row : form["lists"]["indicators"])
        if (row["level3"] == "服务对象满意度") {
            CHECK(row["half_year"]["raw"] == "乏90%");
            CHECK(row["half_year"]["comparator"] == ">=");
            CHECK(row["half_year"]["number"] == 90);
        }
}
