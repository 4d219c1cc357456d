// Why a sum may not come out: the search for an explanation a reviewer would find with a pencil.
//
// Knows: figures with their names. Does not know: rows, forms or findings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/message.h"

namespace jixiao {

struct Figure {
    std::string name;
    std::string list;  // the table it stands in, as people call it ("支出"); may be empty
    Decimal number;
};

// Figures added up: "支出" with 18 lines.
struct Subtotal {
    std::string list;
    std::vector<std::string> without;  // names left out of it
    std::size_t count = 0;
    Decimal number;
};

struct SumGap {
    Figure total;
    std::vector<Figure> parts;   // those that have a figure
    std::string parts_name;      // "收入"; may be empty
    std::vector<Figure> others;  // every other figure of the form
    std::vector<Subtotal> subtotals;
    Decimal tolerance;
};

struct Explanation {
    Message text;  // a sentence without its final stop
    double confidence = 1;
    std::optional<std::size_t> part;  // the part that is probably wrong (a factor, swapped digits)
    bool unit = false;                // … because it is written in 元 among 万元, or the other way round
};

// The best explanation of total != Σ parts: a subtotal counted beside its lines, one line, a unit (10⁴) or decimal
// point, swapped digits, two lines.
std::optional<Explanation> explain(const SumGap& difference);

// Another table whose lines sum to what the parts sum to; empty for none.
Message matching_subtotal(const SumGap& difference);

}  // namespace jixiao
