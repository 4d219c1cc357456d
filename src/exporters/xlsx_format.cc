#include "exporters/xlsx_format.h"

#include <algorithm>

#include "layout/workbook_text.h"

namespace jixiao::xlsx {
namespace {

constexpr lxw_color_t kShade = 0xF2F2F2;  // header background: gray 0.95, as in the PDF
constexpr lxw_color_t kOtherBlack = 0x000001;

// ECMA-376-1 18.8.18: where the office's font is not installed, another of its family stands in. (libxlsxwriter 1.1.4 takes
// a charset, too, but does not write it.)
constexpr std::uint8_t kRoman = 1, kSwiss = 2, kScript = 4;
std::uint8_t family_of(FontRole role) {
    return role == FontRole::Hei ? kSwiss : role == FontRole::Kai ? kScript : kRoman;
}

// `0.00` for two decimals: the digits written, no more and no fewer. Built-in formats go by their number, so
// that every reader knows them (ECMA-376-1 18.8.30). What a number has less than its column's widest is left blank, so
// that the points stand below each other: `_` takes the width of the character behind it (18.8.31).
void set_number_format(lxw_format* format, int decimals, int blank_decimals) {
    if (decimals >= 0 && blank_decimals > 0) {
        std::string code = decimals == 0 ? "0_." : "0." + std::string(static_cast<std::size_t>(decimals), '0');
        for (int i = 0; i < blank_decimals; ++i) code += "_0";
        format_set_num_format(format, code.c_str());
        return;
    }
    switch (decimals) {
        case kGeneral: break;
        case kText: format_set_num_format_index(format, 49); break;
        case 0: format_set_num_format_index(format, 1); break;
        case 2: format_set_num_format_index(format, 2); break;
        default: format_set_num_format(format, ("0." + std::string(static_cast<std::size_t>(decimals), '0')).c_str());
    }
}

}  // namespace

std::uint8_t border_line(double points) {
    if (points <= 0) return LXW_BORDER_NONE;
    if (points < 0.3) return LXW_BORDER_HAIR;
    if (points < 0.9) return LXW_BORDER_THIN;
    return points < 2 ? LXW_BORDER_MEDIUM : LXW_BORDER_THICK;
}

lxw_color_t severity_color(int severity) {
    switch (severity) {
        case 0: return 0xDDEBF7;   // note: blue
        case 1: return 0xFFEB9C;   // warning: amber
        default: return 0xFFC7CE;  // error: red
    }
}

void set_office_font(lxw_format* format, FontRole role, const std::string& name, double size) {
    format_set_font_name(format, name.c_str());
    format_set_font_size(format, size);
    format_set_font_family(format, family_of(role));
}

lxw_format* FormatTable::get(const CellLook& look) {
    const auto found = formats_.find(look);
    if (found != formats_.end()) return found->second;
    lxw_format* format = workbook_add_format(book_);
    if (!format) return nullptr;
    const Style& style = sheet_.styles[static_cast<std::size_t>(look.style)];

    set_office_font(format, style.font, fonts_[static_cast<std::size_t>(style.font)], look.size);
    if (style.bold) format_set_bold(format);
    if (look.other_black) format_set_font_color(format, kOtherBlack);
    if (look.wrap) format_set_text_wrap(format);
    static constexpr std::array<std::uint8_t, 3> kAcross = {LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT};
    static constexpr std::array<std::uint8_t, 3> kDown = {LXW_ALIGN_VERTICAL_TOP, LXW_ALIGN_VERTICAL_CENTER,
                                                          LXW_ALIGN_VERTICAL_BOTTOM};
    format_set_align(format, kAcross[static_cast<std::size_t>(style.align)]);
    format_set_align(format, look.top_aligned ? kDown[0] : kDown[static_cast<std::size_t>(style.valign)]);
    if (const int steps = std::max(indent_steps(style), look.indent); steps > 0)
        format_set_indent(format, static_cast<std::uint8_t>(steps));
    if (look.shrink) format_set_shrink(format);
    if (look.upright) format_set_rotation(format, 270);  // libxlsxwriter's word for textRotation 255, stacked
    set_number_format(format, look.decimals, look.blank_decimals);
    format_set_top(format, look.top);
    format_set_right(format, look.right);
    format_set_bottom(format, look.bottom);
    format_set_left(format, look.left);
    if (look.severity >= 0) {
        format_set_bg_color(format, severity_color(look.severity));
    } else if (style.shade) {
        format_set_bg_color(format, kShade);
    }
    return formats_[look] = format;
}

}  // namespace jixiao::xlsx
