// The index of what was produced: what it says of each form, and names that are hostile to a page, a table, a shell.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "batch/hash.h"
#include "batch/index.h"
#include "catch.h"

using namespace jixiao;
namespace fs = std::filesystem;

namespace {

struct Written {
    explicit Written(const std::vector<JournalRecord>& records, Lang lang = Lang::Zh) {
        std::string pattern = (fs::temp_directory_path() / "jixiao-index-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
        Index index(path, lang);
        for (const JournalRecord& record : records) index.add(record);
        REQUIRE(index.write());
    }
    ~Written() { fs::remove_all(path); }
    std::string text(const std::string& name) const {
        std::ostringstream out;
        out << std::ifstream(path / name, std::ios::binary).rdbuf();
        return out.str();
    }
    fs::path path;
};

JournalRecord record(const std::string& input, std::vector<ProducedFile> outputs, std::vector<FormFacts> forms) {
    JournalRecord out;
    out.input = input;
    out.outputs = std::move(outputs);
    out.forms = std::move(forms);
    for (const FormFacts& form : out.forms) out.errors += form.errors;
    return out;
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++n;
    return n;
}

bool has(const std::string& text, const std::string& what) { return text.find(what) != text.npos; }

}  // namespace

TEST_CASE("each form of an input has its own row, files and figures") {
    const auto book = record("b.xlsx", {{"b.一.json", "11", 500}, {"b.一.pdf", "22", 46'300}, {"b.二.json", "33", 2'340'000}},
                             {{"x/y", "一", "甲表", "某局", 2024, "", 2, 3, 1, 0}, {"x/z", "二", "乙表", "", 0, "", 1, 0, 1, 4}});
    const Written written({book});
    const std::string page = written.text("index.html");
    CHECK(has(page, "共 2 张表：0 张没有问题，1 张有错误，1 张只有提醒。"));
    CHECK(count(page, "<th scope=\"row\">") == 2);
    CHECK(count(page, "3 个错误") == 1);
    CHECK(count(page, "1 个提醒") == 2);
    CHECK(has(page, "<small>500 B</small>"));
    CHECK(has(page, "<small>46 KB</small>"));
    CHECK(has(page, "<small>2.3 MB</small>"));
    CHECK(has(page, "<th scope=\"row\">b.二</th>"));  // without a unit, the name of its file
    const std::string table = written.text("index.csv");
    CHECK(has(table, "\"b.xlsx\",\"x/y\",\"一\",\"甲表\",2024,\"某局\",\"b.一.pdf\",46300,22,3,1,0\r\n"));
    CHECK(has(table, "\"b.xlsx\",\"x/z\",\"二\",\"乙表\",,\"\",\"b.二.json\",2340000,33,0,1,4\r\n"));
}

TEST_CASE("folders head their forms once, the output folder itself has no heading") {
    const FormFacts form{"x/y", "", "表", "某局", 2024, "", 1};
    const Written written({record("a", {{"a.json", "1", 1}}, {form}), record("c/b", {{"市/b.json", "2", 1}}, {form}),
                           record("c/c", {{"市/c.json", "3", 1}}, {form})});
    const std::string page = written.text("index.html");
    CHECK(count(page, "<tbody") == 2);
    CHECK(count(page, "</tbody>") == 2);
    CHECK(count(page, ">市</th>") == 1);
    CHECK(count(page, "没有问题</span>") == 3);
}

TEST_CASE("hostile names stay text") {
    const std::string name = "<a \"b\">/100%#1?x:y\\z\n'.json";
    const Written written({record("=1+1", {{name, "ab", 1}}, {{"x/y", "", "<script>alert(1)</script>", "&\"<", 2024, "", 1}})});
    const std::string page = written.text("index.html");
    CHECK(count(page, "<script>") == 1);  // ours
    CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK(has(page, "<th scope=\"row\">&amp;&quot;&lt;</th>"));
    CHECK(has(page, "href=\"%3Ca%20%22b%22%3E/100%25%231%3Fx%3Ay%5Cz%0A%27.json\""));
    // RFC 4180; what a spreadsheet program would take for a formula is led by an apostrophe.
    CHECK(has(written.text("index.csv"), "\r\n\"'=1+1\","));
    CHECK(has(written.text("index.csv"), "\"<a \"\"b\"\">/100%#1?x:y\\z\n'.json\""));
    // sha256sum(1): a backslash or a line end in a name is escaped, and the line begins with a backslash.
    CHECK(written.text("SHA256SUMS").starts_with("\\ab  <a \"b\">/100%#1?x:y\\\\z\\n'.json\n"));
}

TEST_CASE("an index of nothing is a page, and its sums are those of its files") {
    const Written written({}, Lang::En);
    const std::string page = written.text("index.html");
    CHECK(has(page, "<html lang=\"en\">"));
    CHECK(has(page, "0 tables: 0 clean"));
    CHECK_FALSE(has(page, "</tbody>"));
    CHECK(written.text("SHA256SUMS") ==
          sha256_of(page) + "  index.html\n" + sha256_of(written.text("index.csv")) + "  index.csv\n");
    CHECK(Index::takes("index.html"));
    CHECK_FALSE(Index::takes("市/index.html"));
}
