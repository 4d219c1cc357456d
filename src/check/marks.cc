// Marks that stand inside a text and belong to none: watermarks, what copying left.
#include <algorithm>

#include "check/review.h"
#include "text/characters.h"

namespace jixiao {
namespace {

bool is_mark(char32_t c) {
    return std::u32string_view(U"★☆■□●○◆◇▲△▼▽◎※").find(c) != std::u32string_view::npos;
}

bool is_private(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

bool is_word(char32_t c) {
    return is_ideograph(c) || (c >= U'0' && c <= U'9');
}

// The first stray mark: @@ anywhere, a mark between two characters of a word (at its beginning it is a bullet), a
// character that only a private font can show.
std::u32string stray_mark(const std::u32string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == U'@' && i + 1 < text.size() && text[i + 1] == U'@') return U"@@";
        if (is_private(text[i])) return {text[i]};
        if (i > 0 && i + 1 < text.size() && is_mark(text[i]) && is_word(text[i - 1]) && is_word(text[i + 1])) return {text[i]};
    }
    return {};
}

// False where no mark can stand: all of them begin with these bytes in UTF-8, and most texts have none.
bool may_hold_mark(std::string_view text) {
    return std::ranges::any_of(text, [](char byte) {
        const auto c = static_cast<unsigned char>(byte);
        return c == '@' || c == 0xE2 || c == 0xEE || c == 0xEF || c >= 0xF3;
    });
}

template <typename Pointer>
void look_at(Review& review, const std::string& text, const Pointer& pointer_of, Place place) {
    if (!may_hold_mark(text)) return;
    const std::u32string mark = stray_mark(to_code_points(text));
    if (mark.empty()) return;
    const std::string pointer = pointer_of();
    Finding& finding = review.add(Code::stray_mark,
                                  message("“{0}”里夹有“{1}”，疑为水印或复制残留。",
                                          "“{1}” stands inside “{0}”: a watermark, or left by copying.", text, to_utf8(mark)),
                                  pointer, place);
    finding.got = to_utf8(mark);
}

}  // namespace

void review_marks(Review& review) {
    for (const Field& field : review.form.fields) {
        const std::string pointer = field_pointer(field.id);
        if (field.value.type == Value::Type::Text) look_at(review, field.value.text, [&] { return pointer; }, field.value.place);
        if (field.value.type == Value::Type::Paragraphs)
            for (std::size_t i = 0; i < field.value.paragraphs.size(); ++i)
                look_at(review, field.value.paragraphs[i], [&] { return pointer + "/" + std::to_string(i); }, field.value.place);
    }
    for (const ListView& view : review.lists)
        for (std::size_t row = 0; row < view.size(); ++row)
            for (const Column& column : view.section(row).columns) {
                const Value* value = view.value(row, column.id);
                if (!value || (column.type == ColumnType::Group && !view.opens_group(row, column.id))) continue;
                const auto pointer = [&] { return view.pointer(row, column.id); };
                if (value->type == Value::Type::Text) look_at(review, value->text, pointer, value->place);
                if (value->type == Value::Type::Indicator) look_at(review, value->indicator.raw, pointer, value->place);
            }
}

}  // namespace jixiao
