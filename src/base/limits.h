// What any input may cost at most. Nothing is allocated, inflated or walked before its limit was asked. Bounds that are
// no limits of this kind, because nobody can be helped by raising them, stand beside what they bound: tags of a text
// (importers/text_limits.h), files of an office (templates, rules, lists).
//
// Knows: the numbers, their reasons, and how a refusal names them.
// Does not know: what is being read.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/failure.h"
#include "base/finding.h"

namespace jixiao {

struct Limits {
    // --- the zip package ------------------------------------------------------------------------
    // The largest of 3,654 workbooks collected from the wild is 71 MB; forms are under 1 MB.
    std::uint64_t input_bytes = 256u << 20;
    // Entries of the package. A workbook has about ten parts and one a sheet or picture; reading the
    // directory costs about 200 bytes an entry.
    std::uint64_t package_entries = 10'000;
    // The directory itself. Names of parts have about 40 bytes; libzip and we keep each.
    std::uint64_t directory_bytes = 4u << 20;
    // Inflated size of one part, and of all parts read. A sheet of a million cells takes 40-60 MB;
    // streaming runs at about 100 MB/s, so the total bounds the time, too.
    std::uint64_t part_bytes = 256u << 20;
    // A part that is kept rather than streamed by: workbook, relationships, styles. The largest styles seen, of
    // a workbook that had been copied for years, took 21 MB.
    std::uint64_t small_part_bytes = 32u << 20;
    std::uint64_t inflated_bytes = 512u << 20;
    // Inflated over deflated size. Deflate cannot exceed 1032:1 (RFC 1951: 258 bytes from 2 bits):
    // a larger declared size is a lie, whatever it is meant for.
    std::uint64_t inflate_ratio = 1'032;

    // --- XML ------------------------------------------------------------------------------------
    std::uint64_t xml_depth = 256;         // the schema of ECMA-376 nests about 20 deep
    std::uint64_t xml_attributes = 1'024;  // of one element; the schema's largest has about 40
    std::uint64_t xml_memory = 24u << 20;  // of the parser: names, open tags, one token

    // --- the workbook ---------------------------------------------------------------------------
    std::uint64_t sheets = 1'000;           // Excel bounds them by memory alone; the largest seen has 255
    std::uint64_t relationships = 10'000;   // of one part
    std::uint64_t styles = 1'000'000;       // cell formats; ECMA-376 files seen in the wild have up to 65,000
    std::uint64_t number_formats = 20'000;  // Excel stops at 250 a workbook; old ones collect a few thousand
    std::uint64_t cells = 1'200'000;        // of the workbook, blank ones not counted
    std::uint64_t merges = 100'000;         // of one sheet
    // ECMA-376-1 18.3.1.73, 18.3.1.13: the last row and column a spreadsheet has; text keeps the same bounds. Columns of a
    // table of the web are counted with their spans.
    std::uint64_t rows = 1'048'576;
    std::uint64_t columns = 16'384;
    std::uint64_t string_bytes = 1u << 20;  // of one cell; a spreadsheet stops at 32,767 characters
    // Everything read from one input, the input included. With the program itself this stays below
    // the 300 MB promised for any input.
    std::uint64_t memory = 264u << 20;

    // --- texts ----------------------------------------------------------------------------------
    // One line of a line-based dialect. The longest cell of a real form, the duties of a large ministry, has
    // 12,000 characters (36 KB), and a line holds a few of them; a megabyte on one line is no table.
    std::uint64_t text_line_bytes = 1u << 20;
    // The parser of HTML keeps about 25 bytes for each byte of a page: 8 MB stay inside the memory promised. A
    // page of a thousand forms is 6 MB.
    std::uint64_t html_bytes = 8u << 20;
    std::uint64_t html_memory = 192u << 20;
    // Elements open at once, and formatting elements (b, font, …) never closed, which the parser opens again in every
    // paragraph: both multiply the cost of each tag. Real pages have about 30 and 3; those of the nineties nest about 8
    // tables for their layout.
    std::uint64_t html_depth = 512;
    std::uint64_t html_unclosed_tags = 64;
    std::uint64_t html_tables = 24;
    // Word boxes of a scan. A page of the densest form has 2,000.
    std::uint64_t words = 400'000;

    // --- canonical JSON -------------------------------------------------------------------------
    // The contract nests five deep, and a form has some thousands of values; a million take about 150 MB as a tree.
    std::uint64_t json_depth = 32;
    std::uint64_t json_values = 1'000'000;
    std::uint64_t json_members = 1'000;  // of one object: forms have some dozens of ids

    // --- forms and pages ------------------------------------------------------------------------
    // Forms of one input. The largest known file of a department holds 300 projects, one a sheet.
    std::uint64_t forms = 2'000;
    // Pages of one form's PDF, about 3 ms and 40 KB each. A department of 3,000 projects has 120.
    std::uint64_t pages = 5'000;

    // --- findings -------------------------------------------------------------------------------
    std::uint64_t findings = 200;  // of one input's reading; one more says how many were left out
    // Of one code on one form, in recognition and in checks; one more counts the rest. The largest scan of a department has
    // 3,000 values whose comparators need a look; more than this nobody goes through one by one.
    std::uint64_t findings_of_kind = 5'000;
};

// A limit that `--limit NAME=N` sets.
struct LimitInfo {
    std::string_view name;  // of the member of Limits
    std::uint64_t Limits::*value;
    std::string_view zh, en;  // what it bounds
    std::uint64_t most = 0;   // that it can be raised to, where a format or our own recursion knows no more; 0: any number
};

std::span<const LimitInfo> limit_table();
const LimitInfo* find_limit(std::string_view name);  // nullptr where there is none

// The refusal for a limit that was reached: its name, the value found, the place, and the option that raises it, where it
// can be raised.
Failure limit_failure(Origin at, std::string_view name, std::uint64_t limit, std::uint64_t found);

// Findings of one input, bounded: a damaged file could make one a cell.
class FindingList {
public:
    explicit FindingList(std::uint64_t limit) : limit_(limit) {}
    void add(Finding finding) {
        if (kept_.size() < limit_)
            kept_.push_back(std::move(finding));
        else
            ++dropped_;
    }
    // All of them, with a last one that says how many were left out.
    Findings take(const std::string& input);

private:
    std::uint64_t limit_, dropped_ = 0;
    Findings kept_;
};

// What is already spent of `Limits::memory`.
class MemoryBudget {
public:
    explicit MemoryBudget(std::uint64_t limit) : limit_(limit) {}

    // False, nothing taken, when the limit would be passed.
    bool take(std::uint64_t bytes) {
        if (bytes > limit_ - used_) return false;
        used_ += bytes;
        return true;
    }
    void give(std::uint64_t bytes) { used_ -= bytes < used_ ? bytes : used_; }
    std::uint64_t used() const { return used_; }
    std::uint64_t limit() const { return limit_; }

private:
    std::uint64_t limit_;
    std::uint64_t used_ = 0;
};

}  // namespace jixiao
