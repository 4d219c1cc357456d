#include "exporters/pdf_icc.h"

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace jixiao {

namespace {

void u32(Bytes& out, std::uint32_t value) {
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(value >> shift & 255);
}

void u16(Bytes& out, unsigned value) {
    out += static_cast<char>(value >> 8 & 255);
    out += static_cast<char>(value & 255);
}

// s15Fixed16Number (4.6)
void fixed(Bytes& out, double value) {
    u32(out, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65536))));
}

Bytes numbers(std::string_view type, std::initializer_list<double> values) {
    Bytes out(type);
    u32(out, 0);
    for (const double value : values) fixed(out, value);
    return out;
}

// multiLocalizedUnicodeType (10.13) with one record, English.
Bytes text(std::string_view ascii) {
    Bytes out = "mluc";
    u32(out, 0);
    u32(out, 1);   // records
    u32(out, 12);  // bytes of a record
    out += "enUS";
    u32(out, static_cast<std::uint32_t>(2 * ascii.size()));
    u32(out, 28);  // where the text begins
    for (const char c : ascii) u16(out, static_cast<unsigned char>(c));
    return out;
}

// parametricCurveType, function 3 (10.16): the curve of IEC 61966-2-1.
Bytes curve() {
    Bytes out = "para";
    u32(out, 0);
    u16(out, 3);
    u16(out, 0);
    for (const double value : {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) fixed(out, value);
    return out;
}

// The header (7.2); size is filled in by the caller.
Bytes header() {
    Bytes out;
    u32(out, 0);            // profile size
    u32(out, 0);            // preferred CMM
    u32(out, 0x04200000);   // version 4.2
    out += "mntrRGB XYZ ";  // display device, colour space, connection space
    for (const unsigned part : {2010U, 1U, 1U, 0U, 0U, 0U}) u16(out, part);  // a date; the profile never changes
    out += "acsp";
    for (int i = 0; i < 7; ++i)
        u32(out, 0);     // platform, flags, manufacturer, model, attributes (2), intent: perceptual
    fixed(out, 0.9642);  // D50, the connection space's illuminant
    fixed(out, 1.0);
    fixed(out, 0.8249);
    out.resize(128, '\0');  // creator, ID (not computed), reserved
    return out;
}

}  // namespace

Bytes srgb_profile() {
    // sRGB's primaries adapted from D65 to D50 by the Bradford transform, and that transform.
    const std::vector<std::pair<std::string_view, Bytes>> tags = {
        {"desc", text("sRGB")},
        {"cprt", text("No copyright, use freely")},
        {"wtpt", numbers("XYZ ", {0.9642, 1.0, 0.8249})},
        {"chad", numbers("sf32", {1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345,
                                  0.0150436, 0.7521316})},
        {"rXYZ", numbers("XYZ ", {0.4360747, 0.2225045, 0.0139322})},
        {"gXYZ", numbers("XYZ ", {0.3850649, 0.7168786, 0.0971045})},
        {"bXYZ", numbers("XYZ ", {0.1430804, 0.0606169, 0.7141733})},
        {"rTRC", curve()},
        {"gTRC", {}},  // the three curves share their bytes (7.3.1 allows it)
        {"bTRC", {}},
    };
    Bytes out = header();
    Bytes data;
    const std::size_t data_at = out.size() + 4 + 12 * tags.size();
    u32(out, static_cast<std::uint32_t>(tags.size()));
    std::size_t at = 0;
    std::size_t size = 0;
    for (const auto& [signature, bytes] : tags) {
        if (!bytes.empty()) {
            data.resize((data.size() + 3) / 4 * 4, '\0');
            at = data_at + data.size();
            size = bytes.size();
            data += bytes;
        }
        out += signature;
        u32(out, static_cast<std::uint32_t>(at));
        u32(out, static_cast<std::uint32_t>(size));
    }
    out += data;
    out.resize((out.size() + 3) / 4 * 4, '\0');
    Bytes length;
    u32(length, static_cast<std::uint32_t>(out.size()));
    return out.replace(0, 4, length);
}

}  // namespace jixiao
