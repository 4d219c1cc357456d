// The workbook part and what hangs from it: sheets, date system, styles, shared strings.
//
// Knows: ECMA-376-1 18.2, 18.4, 18.8. Does not know: cells.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "importers/number_format.h"
#include "importers/ooxml_package.h"
#include "importers/ooxml_text.h"

namespace jixiao {

struct SheetEntry {
    std::string name;
    std::string relationship;  // r:id
    bool hidden = false;       // hidden or very hidden
};

struct Workbook {
    std::string part;                // part name
    std::vector<SheetEntry> sheets;  // in tab order
    bool date1904 = false;
    std::vector<Relationship> relationships;
};

// Number formats by cell style (the s of a cell).
class StyleTable {
public:
    StyleTable() = default;
    StyleTable(StyleTable&&) = default;
    StyleTable& operator=(StyleTable&&) = default;
    const NumberFormat& format(std::uint32_t style) const;

private:
    friend class StyleHandler;
    NumberFormat general_;
    std::map<int, NumberFormat> formats_;            // by numFmtId
    std::vector<const NumberFormat*> cell_formats_;  // by position in cellXfs; into formats_
};

struct SharedStrings {
    TextArena arena;
    std::deque<std::string_view> texts;
};

// Starts at the package's relationships; falls back to the usual names where they are missing. Fails for a
// package that holds no workbook, saying what it holds.
Result<Workbook> read_workbook(OoxmlPackage& package, FindingList& findings);

// Missing or damaged parts are survived: a finding, and General formats or no strings.
StyleTable read_styles(OoxmlPackage& package, const Workbook& workbook, FindingList& findings);
Result<SharedStrings> read_shared_strings(OoxmlPackage& package, const Workbook& workbook, MemoryBudget& budget,
                                          FindingList& findings);

// A finding about the source at a place.
Finding source_finding(Code code, const Origin& at, Message message, std::string_view got = {});

}  // namespace jixiao
