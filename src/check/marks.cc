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

void look_at(Review& review, const std::string& text, const std::string& pointer, Place place) {
    const std::u32string mark = stray_mark(to_code_points(text));
    if (mark.empty()) return;
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
        if (field.value.type == Value::Type::Text) look_at(review, field.value.text, pointer, field.value.place);
        if (field.value.type == Value::Type::Paragraphs)
            for (std::size_t i = 0; i < field.value.paragraphs.size(); ++i)
                look_at(review, field.value.paragraphs[i], pointer + "/" + std::to_string(i), field.value.place);
    }
    for (const ListView& view : review.lists)
        for (std::size_t row = 0; row < view.size(); ++row)
            for (const Column& column : view.section(row).columns) {
                const Value* value = view.value(row, column.id);
                if (!value || (column.type == ColumnType::Group && !view.opens_group(row, column.id))) continue;
                if (value->type == Value::Type::Text) look_at(review, value->text, view.pointer(row, column.id), value->place);
                if (value->type == Value::Type::Indicator)
                    look_at(review, value->indicator.raw, view.pointer(row, column.id), value->place);
            }
}

}  // namespace jixiao
