// What jixiao has to say about a document whose reading went on.
//
// Knows: the closed table of codes (findings.def), severities, and the parts of a finding.
// Does not know: who finds what, or how findings are shown.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/origin.h"

namespace jixiao {

enum class Severity { Note, Warning, Error };

std::string_view severity_name(Severity severity);  // "note" | "warning" | "error"

// One enumerator a row of findings.def, in its order.
enum class Code {
#define FINDING(code, severity, zh, en, zh_remedy, en_remedy, example) code,
#include "base/findings.def"
#undef FINDING
};

// A row of the table: what `jixiao explain` prints and docs/findings.md lists.
struct CodeInfo {
    Code code;
    std::string_view name;      // "sum_differs"
    Severity severity;          // unless a rule says otherwise
    std::string_view zh, en;    // what it means
    std::string_view zh_remedy, en_remedy;
    std::string_view example;   // an excerpt that shows it
};

std::span<const CodeInfo> code_table();
const CodeInfo& code_info(Code code);
std::optional<Code> find_code(std::string_view name);

struct Finding {
    Code code{};
    std::string rule;        // id of the rule in the template or rules file; empty where there is none
    Severity severity{};
    std::optional<Origin> at;
    std::string field;       // JSON pointer into the canonical JSON; empty for the whole document
    Message message;
    std::string got;         // as written; empty where it makes no sense
    std::string expected;
    Message explanation;     // why, in words; may be empty
    double confidence = 1;   // 0..1, of the repair or of the finding
    std::string fix;         // the proposed text; empty where none is safe

    // A finding with the severity of its code.
    static Finding of(Code code, Message message);
};

using Findings = std::vector<Finding>;

// Stands for `count` findings of a code that are not listed one by one. `at` is the whole document.
Finding more_of_kind(Code code, std::uint64_t count, Origin at);

// Leaves no more than `most` of one code, the first ones; what stands for the rest of a code comes last.
void shorten(Findings& findings, std::uint64_t most, const Origin& at);

bool has_at_least(const Findings& findings, Severity severity);

// `FILE!PART!CELL: error: message [code]`, the explanation indented below.
std::string finding_text(const Finding& finding, Lang lang);

}  // namespace jixiao
