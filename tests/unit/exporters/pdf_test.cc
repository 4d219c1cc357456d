// export_pdf on a small form laid out by hand, read back by independent programs.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "catch.h"
#include "exporters/export.h"
#include "pdf_sample.h"

using namespace jixiao;
using namespace jixiao::test;
namespace fs = std::filesystem;

namespace {

struct Written {  // the sample as a file, removed at the end
    fs::path path;
    explicit Written(const Bytes& bytes)
        : path(fs::temp_directory_path() / ("jixiao-pdf-" + std::to_string(::getpid()) + ".pdf")) {
        std::ofstream(path, std::ios::binary) << bytes;
    }
    ~Written() {
        if (!std::getenv("JIXIAO_KEEP")) fs::remove(path);
    }
};

bool have(const char* program) {
    if (std::system(("command -v " + std::string(program) + " >/dev/null 2>&1").c_str()) == 0) return true;
    WARN(program << " is not installed: this check is skipped");
    return false;
}

std::string output_of(const std::string& command, int* status = nullptr) {
    std::string out;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe);
    char buffer[4096];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    const int code = ::pclose(pipe);
    if (status) *status = code;
    return out;
}

Bytes exported(const Sample& sample, const PdfOptions& options = {}) {
    auto written = export_pdf(sample.sheet, sample.pages, sample_fonts(), options);
    if (!written) FAIL(written.error().message.en);
    return written->bytes;
}

std::string without_space(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
    return text;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the container: header, identifier, end") {
    const Bytes bytes = exported(make_sample());
    CHECK(bytes.starts_with("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    CHECK(bytes.ends_with("\n%%EOF\n"));
    CHECK(contains(bytes, "<pdfaid:part>2</pdfaid:part>"));  // XMP is not compressed
    CHECK(contains(bytes, "<pdfuaid:part>1</pdfuaid:part>"));
    CHECK_FALSE(contains(bytes, "CreationDate"));
    CHECK(bytes.size() < 120'000);
}

TEST_CASE("the same input gives the same bytes, another input another identifier") {
    const Bytes once = exported(make_sample());
    CHECK((once == exported(make_sample())));
    const auto id = [](const Bytes& bytes) { return bytes.substr(bytes.rfind("/ID"), 40); };
    CHECK(id(once) != id(exported(make_sample(U"常州市财政局"))));
}

TEST_CASE("qpdf finds nothing wrong") {
    if (!have("qpdf")) return;
    const Written file(exported(make_sample()));
    int status = 0;
    const std::string said = output_of("qpdf --check " + file.path.string(), &status);
    INFO(said);
    CHECK(status == 0);
}

TEST_CASE("pdftotext gives every cell's text back, in reading order") {
    if (!have("pdftotext")) return;
    const Sample sample = make_sample();
    const Written file(exported(sample));
    const std::string text = output_of("pdftotext -raw -enc UTF-8 " + file.path.string() + " -");
    const std::string packed = without_space(text);
    std::size_t at = 0;
    for (const std::string& paragraph : sample_paragraphs(sample)) {
        // The cell that goes over the page is read around what the second page repeats.
        if (paragraph.find("open") != std::string::npos) continue;
        INFO(paragraph);
        const std::size_t found = packed.find(without_space(paragraph), at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
    CHECK(contains(text, "(一)推进 open"));
    CHECK(contains(text, "science 与科技创新，净增高新技术企业≥600家。"));
    // Default order, too.
    const std::string laid_out = without_space(output_of("pdftotext -enc UTF-8 " + file.path.string() + " -"));
    CHECK(contains(laid_out, without_space(sample.sheet.title)));
    CHECK(contains(laid_out, "68725.09"));
}

TEST_CASE("every font is embedded, subset, and maps to Unicode") {
    if (!have("pdffonts")) return;
    const Written file(exported(make_sample()));
    const std::string fonts = output_of("pdffonts " + file.path.string());
    INFO(fonts);
    int lines = 0;
    for (std::size_t at = 0; (at = fonts.find("yes yes yes", at)) != std::string::npos; ++at) ++lines;
    CHECK(lines == 4);  // Hei Bold, Hei, Song, Kai Bold
    CHECK(contains(fonts, "+NotoSerifCJKsc-Regular"));
    CHECK(contains(fonts, "CID Type 0C"));
    CHECK(contains(fonts, "+LXGWWenKai-Bold"));
    CHECK(contains(fonts, "CID TrueType"));
    CHECK_FALSE(contains(fonts, " no "));
}

TEST_CASE("the structure tree as another program reads it") {
    if (!have("pdfinfo")) return;
    const Sample sample = make_sample();
    const Written file(exported(sample));
    const std::string info = output_of("pdfinfo -enc UTF-8 " + file.path.string());
    CHECK(contains(info, "Title:           " + sample.sheet.title));
    CHECK(contains(info, "Tagged:          yes"));
    CHECK(contains(info, "Pages:           2"));
    std::string tree = output_of("pdfinfo -enc UTF-8 -struct-text " + file.path.string());
    INFO(tree);
    int rows = 0;
    for (std::size_t i = 0; (i = tree.find("TR\n", i)) != std::string::npos; ++i) ++rows;
    CHECK(rows == 5);  // eight sheet rows: two stand above the table, one only continues a merged cell
    CHECK_FALSE(contains(tree, "第 2 页"));  // furniture is no content
    // Texts are quoted and wrapped as they stand on the page.
    std::erase_if(tree, [](char c) { return c == ' ' || c == '\n' || c == '"'; });
    std::size_t at = 0;
    for (const char* part : {"Document",
                             "H1",
                             "江苏省常州市部门整体预算绩效目标表",
                             "P",
                             "2024年度",
                             "Table",
                             "TR",
                             "TH<h0000002>:/Scope/Row",
                             "单位名称",
                             "TD:/ColSpan2/Headers[(h0000002)]",
                             "常州市科学技术局",
                             "TR",
                             "TH<h0000004>:/RowSpan3/Scope/Row",
                             "部门整体资金(万元)",
                             "TD",
                             "TH<h0000006>:/Scope/Column",
                             "全年预算数",
                             "TR",
                             "TH<h0000007>:/Scope/Row",
                             "资金总额",
                             "TD:/Headers[(h0000004)(h0000006)(h0000007)]",
                             "68725.09",
                             "TR",
                             "其他资金",
                             "177.32",
                             "TR",
                             "年度目标",
                             "TD:/ColSpan2/Headers[(h0000011)]P",
                             "(一)推进openscience与科技创新，净增高新技术企业≥600家。P",
                             "(二)统筹推进全市科技创新体系建设“碎片化”的现象。"}) {
        INFO(part);
        const std::size_t found = tree.find(part, at);
        REQUIRE(found != std::string::npos);
        at = found + 1;
    }
}

TEST_CASE("characters outside the first plane, look-alikes and missing ones keep their identity") {
    if (!have("pdftotext")) return;
    const std::u32string name = U"𠮷⽬目\U0010FFFDA\u00A0B C";
    const Sample sample = make_sample(name);
    const Written file(exported(sample));
    const std::string text = output_of("pdftotext -raw -enc UTF-8 " + file.path.string() + " -");
    CHECK(contains(text, "𠮷"));
    CHECK(contains(text, "⽬目"));
    CHECK(contains(text, "\xF4\x8F\xBF\xBD"));  // U+10FFFD, shown as 〓
    CHECK_FALSE(contains(text, "〓"));
}

TEST_CASE("what cannot conform is listed before anything is written") {
    const auto violations = [](const Sample& sample) {
        const auto bytes = export_pdf(sample.sheet, sample.pages, sample_fonts());
        REQUIRE_FALSE(bytes);
        return bytes.error().message.en;
    };
    Sample sample = make_sample();
    sample.pages.pages[0].boxes[3].lines[0].runs[0].glyphs[0].id = 0;
    sample.sheet.title = "　";
    const std::string both = violations(sample);
    CHECK(contains(both, "2 reasons"));
    CHECK(contains(both, "the document has no title"));
    CHECK(contains(both, "page 1 /fields/3: no glyph for U+5E38"));

    sample = make_sample();
    sample.pages.pages[0].boxes[3].lines[0].runs[0].glyphs.pop_back();
    CHECK(contains(violations(sample), "page 1 /fields/3: the glyphs do not say what the cell says"));

    sample = make_sample();
    sample.pages.pages[0].boxes[3].lines[0].runs[0].glyphs[0].c = U'长';
    CHECK(contains(violations(sample), "the glyphs do not say what the cell says"));

    sample = make_sample();
    sample.pages.pages[1].boxes[1].lines.pop_back();
    CHECK(contains(violations(sample), "/fields/12: paragraph 2 is not wholly on the pages"));

    sample = make_sample();
    sample.pages.pages[1].boxes.push_back(sample.pages.pages[1].boxes[1]);
    CHECK(contains(violations(sample), "text is missing or repeated"));

    sample = make_sample();
    sample.pages.pages[0].boxes[0].x = 1;
    sample.pages.pages[0].boxes[0].lines[0].runs[0].x = std::numeric_limits<double>::quiet_NaN();
    CHECK(contains(violations(sample), "text out of PDF's range"));

    sample = make_sample();
    sample.sheet.cells[5].cols = 2;
    CHECK(contains(violations(sample), "the table is no regular grid"));

    sample = make_sample();
    sample.pages.pages.clear();
    CHECK(contains(violations(sample), "there are no pages"));
}

TEST_CASE("what cannot conform is written where that is allowed, and claims nothing") {
    Sample sample = make_sample();
    sample.sheet.title = "　";
    sample.pages.pages[0].boxes[3].lines[0].runs[0].glyphs[0].id = 0;
    const auto written = export_pdf(sample.sheet, sample.pages, sample_fonts(), {.allow_nonconforming = true});
    REQUIRE(written);
    CHECK(written->violations.size() == 2);
    CHECK_FALSE(contains(written->bytes, "pdfaid:part"));
    CHECK_FALSE(contains(written->bytes, "pdfuaid:part"));

    // Allowed is not wanted: what conforms is written as ever.
    CHECK((exported(make_sample(), {.allow_nonconforming = true}) == exported(make_sample())));

    sample.pages.pages[1].boxes[1].lines.pop_back();  // text that is not on the pages can never be written
    CHECK_FALSE(export_pdf(sample.sheet, sample.pages, sample_fonts(), {.allow_nonconforming = true}));
}

TEST_CASE("an attachment comes back as it went in, and makes the file PDF/A-3a") {
    const std::string json = "{\"title\": \"绩效\"}\n";
    const Sample sample = make_sample();
    const PdfOptions options{.attachment_name = "绩效 a.json", .attachment = json};
    const Bytes bytes = exported(sample, options);
    CHECK(contains(bytes, "<pdfaid:part>3</pdfaid:part>"));
    CHECK(contains(bytes, "<pdfuaid:part>1</pdfuaid:part>"));
    CHECK((bytes == exported(sample, options)));
    if (!have("pdfdetach")) return;
    const Written file(bytes);
    const std::string list = output_of("LC_ALL=C.UTF-8 pdfdetach -list " + file.path.string());
    INFO(list);
    CHECK(contains(list, "1: 绩效 a.json"));
    CHECK(output_of("pdfdetach -save 1 -o /dev/stdout " + file.path.string()) == json);
}

TEST_CASE("compressed punctuation moves what follows") {
    Sample sample = make_sample();
    const Bytes plain = exported(sample);
    auto& glyphs = sample.pages.pages[1].boxes[1].lines[1].runs[0].glyphs;
    const auto quote = std::ranges::find(glyphs, U'”', &Glyph::c);
    REQUIRE(quote != glyphs.end());
    quote->dx = -500;
    glyphs.back().dx = -250.25F;
    const Bytes moved = exported(sample);
    CHECK((moved != plain));
    if (!have("pdftotext")) return;
    const Written file(moved);
    const std::string text = output_of("pdftotext -enc UTF-8 " + file.path.string() + " -");
    CHECK(contains(text, "(二)统筹推进全市科技创新体系建设“碎片化”的现象。"));
}
