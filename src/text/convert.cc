#include "text/convert.h"

#include <algorithm>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include "text/characters.h"

namespace jixiao {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Assigned {
    char32_t private_use, character;
};

// GB 18030-2022 moved 18 two-byte codes (A6D9–A6F3, FE59–FEA0) from the private use area to characters of
// Unicode; six more (FE51, FE52, FE53, FE6C, FE76, FE91) name characters that have
// four-byte codes of their own. ICU 72 has the table of 2005. Ascending.
constexpr Assigned kAssigned[] = {
    {0xE78D, 0xFE10},  {0xE78E, 0xFE12},  {0xE78F, 0xFE11}, {0xE790, 0xFE13}, {0xE791, 0xFE14},  {0xE792, 0xFE15},
    {0xE793, 0xFE16},  {0xE794, 0xFE17},  {0xE795, 0xFE18}, {0xE796, 0xFE19}, {0xE816, 0x20087}, {0xE817, 0x20089},
    {0xE818, 0x200CC}, {0xE81E, 0x9FB4},  {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},  {0xE831, 0x215D7},
    {0xE832, 0x9FB8},  {0xE83B, 0x2298F}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE855, 0x241FE}, {0xE864, 0x9FBB}};

char32_t assigned(char32_t c) {
    const auto found = std::ranges::lower_bound(kAssigned, c, {}, &Assigned::private_use);
    return found != std::end(kAssigned) && found->private_use == c ? found->character : c;
}

Decoded decode_utf8(std::string_view text) {
    Decoded out{"", "UTF-8"};
    out.utf8.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t from = i;
        UChar32 c;
        U8_NEXT(bytes, i, text.size(), c);
        if (c >= 0) {
            out.utf8.append(text, from, i - from);
        } else {
            append_utf8(out.utf8, kReplacement);
            ++out.replaced;
        }
    }
    return out;
}

// Why window by window: a converter's one-shot call takes an int and a buffer for everything at once.
Decoded decode_by_converter(std::string_view bytes, std::string_view charset) {
    Decoded out{"", std::string(charset)};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(out.charset.c_str(), &status),
                                                                       ucnv_close);
    if (U_FAILURE(status)) return decode_utf8(bytes);
    out.utf8.reserve(bytes.size() + bytes.size() / 2);
    const bool patch = charset == "GB18030";
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    char16_t window[4096];
    char32_t lead = 0;
    const auto take = [&](char32_t c) {
        if (patch) c = assigned(c);
        out.replaced += c == kReplacement;
        append_utf8(out.utf8, c);
    };
    do {
        char16_t* target = window;
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &target, std::end(window), &source, end, nullptr, true, &status);
        for (const char16_t* unit = window; unit != target; ++unit) {
            if (lead) {
                take(U16_GET_SUPPLEMENTARY(lead, *unit));  // converters write whole pairs only
                lead = 0;
            } else if (U16_IS_LEAD(*unit)) {
                lead = *unit;
            } else {
                take(*unit);
            }
        }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    return out;
}

}  // namespace

Decoded decode_as(std::string_view bytes, std::string_view charset) {
    return charset == "UTF-8" ? decode_utf8(bytes) : decode_by_converter(bytes, charset);
}

}  // namespace jixiao
