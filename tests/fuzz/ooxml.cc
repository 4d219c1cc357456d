// A workbook whose parts stand one after another, a line of `=====` between them: sheet, strings, styles, workbook,
// relationships, content types. Why not the package itself: a mutated one has wrong check sums and is never read.
#include "fuzz.h"
#include "unit/importers/book_builder.h"

JIXIAO_FUZZ_ENTRY(ooxml) {
    constexpr std::string_view kBetween = "\n=====\n";
    constexpr const char* kParts[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
                                      "xl/_rels/workbook.xml.rels", "[Content_Types].xml"};
    jixiao::testing::Book book;
    book.sheet("Sheet1", "").strings({"a"}).formats({"0%"});
    for (const char* part : kParts) {
        const std::size_t end = std::min(bytes.find(kBetween), bytes.size());
        if (end > 0) book.part(part, std::string(bytes.substr(0, end)));
        bytes.remove_prefix(std::min(end + kBetween.size(), bytes.size()));
    }
    jixiao::ImportOptions options;
    options.limits = jixiao::fuzz::limits();
    jixiao::fuzz::must_be_sound(jixiao::import_xlsx({"a.xlsx", book.bytes()}, options));
}
