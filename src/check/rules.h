// What a reviewer knows of any form: words, patterns, thresholds, severities (templates/rules.xml).
//
// Knows: the words of the rules file. Does not know: any form; what concerns one form stands in its template.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/decimal.h"
#include "base/failure.h"
#include "base/finding.h"
#include "model/form.h"

namespace jixiao {

struct SeverityRule {
    Code code{};
    std::string rule;                  // empty: every rule of the code
    std::optional<Severity> severity;  // nothing: the finding is left out
};

// A word that states a bound inside an indicator's name: 超600家.
struct Claim {
    std::string word;
    Comparator comparator = Comparator::None;
};

enum class DigitCheck { None, IdCard, Luhn };  // IdCard: GB 11643-1999 (ISO 7064 MOD 11-2 and a date of birth)

// A number that belongs to a person.
struct PrivateNumber {
    std::string id;  // "mobile"
    Message name;
    int least = 0, most = 0;            // digits
    std::vector<std::string> prefixes;  // one of them begins it; empty: any
    DigitCheck check = DigitCheck::None;
};

struct Rules {
    // Sums of displayed figures may differ by (addends + 1) times this, in the form's unit.
    Decimal sum_tolerance = *Decimal::parse("0.005");
    int cut_length = 20;                    // code points at which an old system cuts names
    int long_text = 30;                     // code points from which a text is expected to end in punctuation
    double low_coverage = 50;               // percent of project money below which a note is made
    int full_rate = 100;                    // percent
    std::vector<std::string> up, down;      // words in names of indicators that should rise, or fall
    std::vector<std::string> flow_rates;    // words of rates that grow over the year
    std::vector<std::string> satisfaction;  // words of satisfaction indicators
    std::vector<std::string> units;         // of measure, beside those of the vocabulary
    std::vector<std::string> unitless;      // words of indicators that are pure numbers: 系数
    std::vector<std::string> placeholders;  // XX, 某某, **
    std::vector<std::string> other_years;   // words before a year that is rightly another one: 较2023年
    std::string filler;                     // characters of which alone no text consists
    std::string final_marks, cut_marks;     // punctuation that ends a text; that shows it goes on
    std::string rate_units;                 // % ‰: units of a rate
    std::vector<Claim> claims;
    std::vector<std::pair<std::string, std::string>> typos;  // wrong -> right
    std::vector<PrivateNumber> private_numbers;
    std::vector<SeverityRule> severities;  // the last that fits counts
};

// Reads a rules file over `base`: words, claims, typos and severities are added, thresholds replaced, a private
// number of a known id replaced; `<words list="…" replace="yes">` starts its list anew. Errors name file and line.
Result<Rules> load_rules(const Input& xml, Rules base = {});

}  // namespace jixiao
