// The code of a number format on the first line, a stored number on the second.
#include "fuzz.h"
#include "importers/number_format.h"
#include "text/charset.h"

JIXIAO_FUZZ_ENTRY(number_format) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view code = bytes.substr(0, end), stored = bytes.substr(std::min(end + 1, bytes.size()));
    const jixiao::NumberFormat format(code);
    for (const auto system : {jixiao::DateSystem::From1900, jixiao::DateSystem::From1904}) {
        const std::string shown = format.show_number(stored, system);
        if (jixiao::is_valid_utf8(bytes)) jixiao::fuzz::must(jixiao::is_valid_utf8(shown), "a number is shown as UTF-8");
        jixiao::serial_of_iso(stored, system);
    }
    format.show_text(stored);
}
