// Values of a list's rows: amounts and indicator values, with what is to be said of them.
#include <cstdlib>

#include "model/misread_value.h"
#include "model/value_text.h"
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

// Stored as an error, or copied from a spreadsheet into a text.
bool is_error_cell(const CellView& cell) {
    return cell.cell->kind == CellKind::Error || is_error_value(cell.text);
}

// The value a name may end in, no blank between them: a figure behind a Chinese character, a year aside (of an indicator with its
// unit), or what the row's other value says.
std::string value_behind(const std::string& name, const std::string& other, bool amount, const Vocabulary& vocabulary) {
    if (other.size() > 3 && name.size() > other.size() && name.ends_with(other)) return other;
    const auto last = name.find_last_of("0123456789");
    if (last == name.npos) return {};
    const auto word = name.find_last_not_of("0123456789.,-~", last);
    if (word == name.npos || static_cast<unsigned char>(name[word]) < 0x80) return {};
    std::string figure = name.substr(word + 1);
    const std::string digits = figure.substr(0, last - word);
    if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) return {};
    if (amount) return parse_amount(figure).amount.number && figure == digits ? figure : "";
    const auto read = parse_indicator(figure, vocabulary).value;
    return read.number && !read.unit.empty() ? figure : "";
}

std::string sign_of(Comparator c) {
    return c == Comparator::AtLeast ? "≥" : c == Comparator::AtMost ? "≤" : "";
}

// What Tesseract (chi_sim) made of ≥, ≤ and = in pictures of our own pages at 150, 200 and 300 dpi: 之 30 times of 30 of ≥, 过 40 of
// 41; 委 12 of 12 of ≤, 和 8 of 8. For where neither the name nor the value beside it tells.
std::string sign_printed_as(std::string_view suspect) {
    static constexpr std::string_view kAtLeast = "之过二三志", kAtMost = "委和乏入芝";
    return kAtLeast.find(suspect) != kAtLeast.npos ? "≥" : kAtMost.find(suspect) != kAtMost.npos ? "≤" : "";
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
    if (is_error_cell(cell)) {
        note(Code::error_cell, cell, field, message("单元格是错误值 {}", "the cell holds the error {}", cell.text));
    } else if (!parsed.amount.number) {
        note(Code::amount_unreadable, cell, field,
             message("金额“{}”无法读成数字，已按原文保留", "the amount “{}” cannot be read as a number; it is kept as written", cell.text));
        form_.findings.back().fix = parsed.proposal;
        if (repairs_.level == Repairs::All && !parsed.proposal.empty()) {
            form_.findings.pop_back();
            propose(cell, field, parsed.proposal, message("金额里夹有空格", "the amount has a blank inside"), 0.7);
            parsed.amount.number = parse_amount(parsed.proposal).amount.number;
            if (parsed.amount.number && unit_ != form_.currency_unit) {
                parsed.amount.number = converted(*parsed.amount.number, unit_);
                ++conversions_;
            }
        }
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
    Value out = Value::of_amount(std::move(parsed.amount), cell.cell->at);
    out.confidence = cell.cell->confidence;
    return out;
}

// Says what a number or a comparator may be instead; true where the office wants that applied.
bool ListReader::propose(const CellView& cell, const std::string& field, const std::string& proposal, Message why, double confidence) {
    const bool apply = repairs_.level == Repairs::All;
    note(apply ? Code::value_repaired : Code::value_repair_proposed, cell, field,
         apply ? message("“{0}”按“{1}”读取：{2}", "“{0}” was read as “{1}”: {3}", cell.text, proposal, why.zh, why.en)
               : message("“{0}”疑为“{1}”：{2}；未作改动", "“{0}” may be “{1}”: {3}; nothing was changed", cell.text, proposal, why.zh, why.en),
         proposal, confidence);
    form_.findings.back().fix = proposal;
    return apply;
}

// `信息化专项经费248 | | 900`: the figure may be the missing value, glued to the name; it may as well be a part of it. It is told.
void ListReader::tell_glued_name(const Zone& zone, const std::vector<const CellView*>& by_column, const std::string& name) {
    const auto& columns = zone.spec().columns;
    const CellView *named = nullptr, *given = nullptr;
    std::size_t missing = columns.size();
    for (std::size_t k = 0; k < columns.size(); ++k) {
        if (columns[k].type == ColumnType::Name) named = by_column[k];
        if (columns[k].type != ColumnType::Amount && columns[k].type != ColumnType::Value) continue;
        if (by_column[k]) given = by_column[k];
        else if (missing == columns.size()) missing = k;
    }
    if (!named || named->uses || !given || missing == columns.size()) return;
    const std::string figure = value_behind(name, join_lines(given->text), columns[missing].type == ColumnType::Amount, plan_.vocabulary());
    if (figure.empty()) return;
    note(Code::column_guessed, *named, pointer(zone, columns[missing].id),
         message("“{0}”末尾的“{1}”可能是粘连在名称上的值：这一行缺一个值；未作改动",
                 "“{1}” at the end of “{0}” may be a value glued to the name: the row lacks one; nothing was changed", name, figure),
         figure, 0.5);
}

Value ListReader::read_indicator(const CellView& cell, const CellView* partner, const std::string& field, const std::string& name) {
    const std::string text = join_lines(cell.text);
    auto parsed = parse_indicator(text, plan_.vocabulary());
    if (parsed.dash) {
        note(Code::dash_blank, cell, field, message("只有一道横线，按空白处理", "a lone dash was read as blank"));
        return {};
    }
    if (!parsed.suspect.empty()) {
        // Input methods give 》 and 《 for ≥ and ≤; what a scan made of a sign is told by the meaning of the name.
        const bool typed = parsed.suspect == "》" || parsed.suspect == "《";
        std::string sign(typed ? parsed.suspect == "》" ? "≥" : "≤" : likely_sign(name, list_->framework, plan_.vocabulary(), *repairs_.words));
        double sure = typed ? 0.9 : 0.6;
        if (sign.empty() && partner) sign = sign_of(parse_indicator(join_lines(partner->text), plan_.vocabulary()).value.comparator);
        if (sign.empty()) {
            sign = sign_printed_as(parsed.suspect);
            sure = sign.empty() ? 0.3 : 0.4;
        }
        if (parsed.suspect == "一") sign = "=";   // whatever the name says: a scan's =, its strokes run together
        if (const auto misread = misread_value("≥" + parsed.proposal, plan_.vocabulary())) parsed.proposal = misread->proposal.substr(std::string_view("≥").size());
        const auto why = message("“{}”疑为误识的比较符号", "“{}” seems to be a misread comparator", parsed.suspect);
        if (propose(cell, field, sign + parsed.proposal, why, sure)) {
            auto repaired = parse_indicator(sign + parsed.proposal, plan_.vocabulary());
            repaired.value.raw = parsed.value.raw;
            parsed.value = std::move(repaired.value);
        }
    } else if (!parsed.proposal.empty()) {
        if (propose(cell, field, parsed.proposal, message("数字里夹有空格", "the number has a blank inside"), 0.7)) {
            auto repaired = parse_indicator(parsed.proposal, plan_.vocabulary());
            repaired.value.raw = parsed.value.raw;
            parsed.value = std::move(repaired.value);
        }
    }
    if (const auto misread = misread_value(text, plan_.vocabulary())) {
        const auto why = message("“{}”疑为误识", "“{}” seems to be misread", misread->suspect);
        const bool apply = propose(cell, field, misread->proposal, why, misread->readable ? 0.4 : 0.6);
        const auto proposed = parse_indicator(misread->proposal, plan_.vocabulary());
        const std::string raw = std::move(parsed.value.raw);
        if (apply) parsed.value = proposed.value;
        else if (!misread->readable) parsed.value = {raw, ValueKind::Quantitative, Comparator::None, {}, {}, proposed.value.unit};
        parsed.value.raw = raw;
    }
    if (!parsed.weight.empty())
        note(Code::weight_glued, cell, field,
             message("“{0}”后面的 {1} 疑为权重", "{1} behind “{0}” seems to be a weight", text, parsed.weight));
    if (is_error_cell(cell))
        note(Code::error_cell, cell, field, message("单元格是错误值 {}", "the cell holds the error {}", text));
    Value out = Value::of_indicator(std::move(parsed.value), cell.cell->at);
    out.confidence = cell.cell->confidence;
    return out;
}

}  // namespace jixiao
