#include "importers/number_format.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "importers/number_format_render.h"

namespace jixiao {
namespace {

constexpr std::size_t kMaxCode = 1'000;
constexpr std::size_t kNumericSections = 3;

struct BuiltIn {
    int id;
    std::string_view code;
};

// ECMA-376-1 18.8.30, "all languages", then zh-cn. Where the list leaves a format to the machine (14, 22 and the
// currencies 5-8, 42, 44) it is that of Chinese Excel.
constexpr auto kBuiltIns = std::to_array<BuiltIn>({
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {5, "\"¥\"#,##0;\"¥\"\\-#,##0"},
    {6, "\"¥\"#,##0;[Red]\"¥\"\\-#,##0"},
    {7, "\"¥\"#,##0.00;\"¥\"\\-#,##0.00"},
    {8, "\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {12, "# ?/?"},
    {13, "# ?\?/?\?"},
    {14, "yyyy/m/d"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy/m/d h:mm"},
    {27, "yyyy\"年\"m\"月\""},
    {28, "m\"月\"d\"日\""},
    {29, "m\"月\"d\"日\""},
    {30, "m-d-yy"},
    {31, "yyyy\"年\"m\"月\"d\"日\""},
    {32, "h\"时\"mm\"分\""},
    {33, "h\"时\"mm\"分\"ss\"秒\""},
    {34, "上午/下午h\"时\"mm\"分\""},
    {35, "上午/下午h\"时\"mm\"分\"ss\"秒\""},
    {36, "yyyy\"年\"m\"月\""},
    {37, "#,##0_);(#,##0)"},
    {38, "#,##0_);[Red](#,##0)"},
    {39, "#,##0.00_);(#,##0.00)"},
    {40, "#,##0.00_);[Red](#,##0.00)"},
    {41, "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ "},
    {42, "_ \"¥\"* #,##0_ ;_ \"¥\"* \\-#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ "},
    {43, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"?\?_ ;_ @_ "},
    {44, "_ \"¥\"* #,##0.00_ ;_ \"¥\"* \\-#,##0.00_ ;_ \"¥\"* \"-\"?\?_ ;_ @_ "},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {48, "##0.0E+0"},
    {49, "@"},
    {50, "yyyy\"年\"m\"月\""},
    {51, "m\"月\"d\"日\""},
    {52, "yyyy\"年\"m\"月\""},
    {53, "m\"月\"d\"日\""},
    {54, "m\"月\"d\"日\""},
    {55, "上午/下午h\"时\"mm\"分\""},
    {56, "上午/下午h\"时\"mm\"分\"ss\"秒\""},
    {57, "yyyy\"年\"m\"月\""},
    {58, "m\"月\"d\"日\""},
});

// Which section shows a value, and whether the section itself says that the value is negative.
struct Choice {
    const FormatSection* section = nullptr;
    bool sign_inside = false;
};

// ECMA-376-1 18.8.31: sections for positive, negative and zero unless conditions say otherwise.
Choice choose(std::span<const FormatSection> sections, double value) {
    using Op = FormatCondition::Op;
    if (sections.empty()) return {};
    const bool conditions = sections[0].condition || (sections.size() > 1 && sections[1].condition);
    if (!conditions) {
        if (sections.size() == 1) return {&sections[0]};
        if (value < 0) return {&sections[1], true};
        return {sections.size() > 2 && value == 0 ? &sections[2] : &sections[0]};
    }
    const FormatCondition first = sections[0].condition.value_or(FormatCondition{Op::Greater, 0});
    if (first.holds(value)) return {&sections[0], first.only_negative()};
    if (sections.size() == 1) return {};
    // A second section without a condition is for everything else, and shows it as a negative section does.
    if (!sections[1].condition && sections.size() == 2) return {&sections[1], true};
    const FormatCondition second = sections[1].condition.value_or(FormatCondition{Op::Less, 0});
    if (second.holds(value)) return {&sections[1], second.only_negative()};
    return sections.size() > 2 ? Choice{&sections[2]} : Choice{};
}

}  // namespace

struct NumberFormat::Code {
    std::vector<FormatSection> sections;
    std::span<const FormatSection> numeric;  // of them, for numbers
    const FormatSection* text = nullptr;     // of them, for texts

    explicit Code(std::string_view code) : sections(read_format_code(code)) {
        std::size_t numbers = std::min(sections.size(), kNumericSections);
        if (sections.size() > kNumericSections) {
            text = &sections[kNumericSections];
        } else if (sections.back().kind == SectionKind::Text) {
            text = &sections.back();
            --numbers;
        }
        numeric = std::span<const FormatSection>(sections).first(numbers);
    }
};

NumberFormat::NumberFormat() = default;

NumberFormat::NumberFormat(std::string_view code) {
    if (code.empty() || code.size() > kMaxCode) return;
    auto read = std::make_shared<const Code>(code);
    const auto& sections = read->sections;
    const bool general = sections.size() == 1 && sections[0].kind == SectionKind::General &&
                         sections[0].tokens.size() == 1 && sections[0].numerals == Numerals::Arabic &&
                         !sections[0].condition;
    if (!general) code_ = std::move(read);
}

NumberFormat NumberFormat::built_in(int id) {
    for (const auto& one : kBuiltIns)
        if (one.id == id) return NumberFormat(one.code);
    return {};
}

bool NumberFormat::is_general() const {
    return !code_;
}

bool NumberFormat::is_date() const {
    return code_ && !code_->numeric.empty() && code_->numeric[0].kind == SectionKind::Date;
}

std::string NumberFormat::show_number(std::string_view stored, DateSystem system) const {
    const auto value = read_digits(stored);
    if (!value) return std::string(stored);
    if (!code_) return general_text(*value);
    const double number = value->negative ? -value->magnitude() : value->magnitude();
    const Choice choice = choose(code_->numeric, number);
    if (!choice.section) return general_text(*value);
    if (choice.section->kind == SectionKind::Date) {
        auto text = render_date(*choice.section, number, system);
        return text ? without_padding(std::move(*text)) : general_text(*value);
    }
    std::string text = render_number(*choice.section, *value);
    if (value->negative && !choice.sign_inside) text.insert(0, 1, '-');
    return without_padding(std::move(text));
}

std::string NumberFormat::show_text(std::string_view text) const {
    if (!code_ || !code_->text) return std::string(text);
    std::string out;
    for (const auto& token : code_->text->tokens) {
        if (token.kind == FormatToken::Kind::Text)
            out += text;
        else if (token.kind == FormatToken::Kind::Pad)
            out += kPadding;
        else
            out += token.text;
    }
    return without_padding(std::move(out));
}

}  // namespace jixiao
