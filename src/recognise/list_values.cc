// Values of a list's rows: amounts and indicator values, with what is to be said of them.
#include <cstdlib>

#include "model/values.h"
#include "recognise/list_rows.h"

namespace jixiao {
namespace {

// Powers of ten between a unit and 元.
int unit_power(std::string_view unit) {
    if (unit == "千元") return 3;
    if (unit == "万元") return 4;
    if (unit == "亿元") return 8;
    return 0;
}

}  // namespace

Decimal ListReader::converted(const Decimal& amount, const std::string& from) {
    const int power = unit_power(from) - unit_power(form_.currency_unit);
    if (power == 0 || std::abs(power) > 4) return amount;
    return power < 0 ? amount.shifted(power).trimmed() : amount.shifted(power);
}

Value ListReader::read_amount(const CellView& cell, const std::string& field) {
    const bool number = cell.cell->kind == CellKind::Number;
    auto parsed = parse_amount(cell.text, number ? std::string_view(cell.cell->raw) : std::string_view());
    if (parsed.blank) {
        if (parsed.dash)
            note(Code::dash_blank, cell, field, message("只有一道横线，按空白处理", "a lone dash was read as blank"));
        return {};
    }
    if (cell.cell->kind == CellKind::Error) {
        note(Code::error_cell, cell, field, message("单元格是错误值 {}", "the cell holds the error {}", cell.text));
    } else if (!parsed.amount.number) {
        note(Code::amount_unreadable, cell, field,
             message("金额“{}”无法读成数字，已按原文保留", "the amount “{}” cannot be read as a number; it is kept as written", cell.text));
        form_.findings.back().fix = parsed.proposal;
    } else {
        if (number)
            if (const auto shown = parse_amount(cell.text); shown.amount.number && *shown.amount.number != *parsed.amount.number)
                note(Code::shown_rounded, cell, field,
                     message("显示为 {0}，存储为 {1}，采用存储的数", "shown as {0}, stored as {1}; the stored number is used", cell.text,
                             parsed.amount.number->str()),
                     parsed.amount.number->str());
        const std::string& unit = parsed.unit.empty() ? unit_ : parsed.unit;
        if (unit != form_.currency_unit) {
            parsed.amount.number = converted(*parsed.amount.number, unit);
            if (parsed.unit.empty()) ++conversions_;
            else
                note(Code::unit_converted, cell, field,
                     message("“{0}”换算为 {1}{2}", "“{0}” was converted to {1}{2}", cell.text, parsed.amount.number->str(), form_.currency_unit),
                     parsed.amount.number->str());
        }
    }
    return Value::of_amount(std::move(parsed.amount), cell.cell->at);
}

Value ListReader::read_indicator(const CellView& cell, const std::string& field) {
    const std::string text = join_lines(cell.text);
    auto parsed = parse_indicator(text, plan_.vocabulary());
    if (parsed.dash) {
        note(Code::dash_blank, cell, field, message("只有一道横线，按空白处理", "a lone dash was read as blank"));
        return {};
    }
    if (!parsed.suspect.empty()) {
        note(Code::value_repair_proposed, cell, field,
             message("“{0}”里的“{1}”疑为误识的比较符号，未作改动", "“{1}” in “{0}” seems to be a misread comparator; nothing was changed", text, parsed.suspect),
             parsed.proposal, 0.6);
        form_.findings.back().fix = parsed.proposal;
    }
    if (!parsed.weight.empty())
        note(Code::weight_glued, cell, field,
             message("“{0}”后面的 {1} 疑为权重", "{1} behind “{0}” seems to be a weight", text, parsed.weight));
    if (cell.cell->kind == CellKind::Error)
        note(Code::error_cell, cell, field, message("单元格是错误值 {}", "the cell holds the error {}", text));
    return Value::of_indicator(std::move(parsed.value), cell.cell->at);
}

}  // namespace jixiao
