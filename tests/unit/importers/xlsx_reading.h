// Shared by the tests of spreadsheets: reading a built book, and looking at its cells.
#pragma once

#include <algorithm>

#include "catch.h"
#include "importers/book_builder.h"
#include "importers/import.h"
#include "importers/xlsx_reference.h"

namespace jixiao::testing {

inline Result<Imported> try_import(Bytes bytes, const ImportOptions& options = {}) {
    return import_xlsx(Input{"a.xlsx", std::move(bytes)}, options);
}

inline Imported imported(const Book& book) {
    auto read = try_import(book.bytes());
    if (!read) FAIL(read.error().str(Lang::En));
    return std::move(*read);
}

inline const Cell& cell_at(const Imported& read, std::string_view ref, std::size_t sheet = 0) {
    const Cell* cell = read.grids.at(sheet).at(*read_place(ref));
    INFO(ref);
    REQUIRE(cell != nullptr);
    return *cell;
}

inline std::string shown_at(const Imported& read, std::string_view ref, std::size_t sheet = 0) {
    return cell_at(read, ref, sheet).shown;
}

inline bool blank_at(const Imported& read, std::string_view ref, std::size_t sheet = 0) {
    return read.grids.at(sheet).at(*read_place(ref)) == nullptr;
}

inline std::size_t count_of(const Imported& read, Code code) {
    return static_cast<std::size_t>(std::ranges::count(read.findings, code, &Finding::code));
}

inline const Finding& finding_of(const Imported& read, Code code) {
    const auto found = std::ranges::find(read.findings, code, &Finding::code);
    REQUIRE(found != read.findings.end());
    return *found;
}

inline std::string refusal(Bytes bytes, const ImportOptions& options = {}) {
    const auto read = try_import(std::move(bytes), options);
    REQUIRE_FALSE(read.has_value());
    return read.error().str(Lang::En);
}

}  // namespace jixiao::testing
