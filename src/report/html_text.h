// Pieces of HTML.
//
// Knows: the two languages, and words for severities. Does not know: what a report shows.
#pragma once

#include <string>
#include <string_view>

#include "base/finding.h"
#include "text/html.h"

namespace jixiao {

// The first `limit` characters, with … where more follow.
std::string shortened(std::string_view text, std::size_t limit);

inline std::string_view in(Lang lang, std::string_view zh, std::string_view en) { return lang == Lang::Zh ? zh : en; }

std::string_view severity_word(Severity severity, Lang lang);  // 错误, 提醒, 说明
std::string_view severity_class(Severity severity);            // of the style sheet: "e", "w", "n"

}  // namespace jixiao
