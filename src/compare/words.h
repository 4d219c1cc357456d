// A difference in words.
//
// Knows: two languages. Does not know: pages or terminals.
#pragma once

#include <string>

#include "compare/compare.h"

namespace jixiao {

Message kind_words(DifferenceKind kind);                          // 新增 / added …
Message heading_of(const Difference& difference);                 // the field or list it stands in: 年度目标, 支出
std::string subject_of(const Difference& difference, Lang lang);  // path › row · column; empty for a field as a whole
Message sentence_of(const Difference& difference);                // 35 → 40，增加 5（+14.29%）

std::string value_words(const Value& value, Lang lang);          // a blank has a word, too
std::string cells_words(const DifferenceSide& side, Lang lang);  // the values of a row that came or went
std::string signed_number(const Decimal& number);                // +5, −3.2

}  // namespace jixiao
