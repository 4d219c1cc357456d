// What a person saw of a stored value: number formats of ECMA-376-1 18.8.30 and 18.8.31.
//
// Knows: format codes, Excel's General, dates from serials in both date systems, Chinese forms.
// Does not know: cells, styles, files. A locale is an argument of the code ([$-804]); where a code leaves the
// choice to the machine, it is that of Chinese Excel, for a Chinese office made the file.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace jixiao {

enum class DateSystem { From1900, From1904 };

class NumberFormat {
public:
    NumberFormat();  // General
    // Any text is a format: what cannot be understood is shown as a literal. Codes over 1,000 bytes count as
    // General (Excel stops at 255 characters).
    explicit NumberFormat(std::string_view code);

    // The built-in format of an id, as Chinese Excel has it: 0-49, and 27-36 and 50-58 for dates; General for
    // the ids that mean nothing.
    static NumberFormat built_in(int id);

    // `stored` is the text of a number; anything else comes back as it is. Blanks a format adds only to align
    // (`_x`, `?`) are kept inside the text and left out at its ends.
    std::string show_number(std::string_view stored, DateSystem system) const;
    std::string show_text(std::string_view text) const;

    bool is_date() const;  // its first section has parts of a date or time
    bool is_general() const;

private:
    struct Code;
    std::shared_ptr<const Code> code_;  // empty for General
};

// Serial (days) of an ISO 8601 date, time or both (`2024-03-15`, `T08:30:00`, `2024-03-15T08:30:00Z`), as text;
// empty where it is none.
std::string serial_of_iso(std::string_view iso, DateSystem system);

}  // namespace jixiao
