#include "model/form.h"

#include <algorithm>

#include <fmt/format.h>

namespace jixiao {

std::string_view comparator_name(Comparator c) {
    switch (c) {
        case Comparator::None: return "";
        case Comparator::Equal: return "=";
        case Comparator::AtLeast: return ">=";
        case Comparator::AtMost: return "<=";
        case Comparator::Greater: return ">";
        case Comparator::Less: return "<";
    }
    return "";
}

std::string_view kind_name(ValueKind kind) {
    switch (kind) {
        case ValueKind::Quantitative: return "quantitative";
        case ValueKind::Qualitative: return "qualitative";
        case ValueKind::Text: return "text";
    }
    return "text";
}

Value Value::of_text(std::string text, Place place) {
    Value value;
    if (!text.empty()) value.type = Type::Text;
    value.text = std::move(text);
    value.place = place;
    return value;
}

Value Value::of_paragraphs(std::vector<std::string> paragraphs, Place place) {
    Value value;
    value.type = Type::Paragraphs;
    value.paragraphs = std::move(paragraphs);
    value.place = place;
    return value;
}

Value Value::of_amount(Amount amount, Place place) {
    Value value;
    value.type = Type::Amount;
    value.amount = std::move(amount);
    value.place = place;
    return value;
}

Value Value::of_indicator(IndicatorValue indicator, Place place) {
    Value value;
    value.type = Type::Indicator;
    value.indicator = std::move(indicator);
    value.place = place;
    return value;
}

bool same_meaning(const Value& a, const Value& b) {
    if (a.null() || b.null()) return a.null() && b.null();
    if (a.type != b.type) return false;
    switch (a.type) {
        case Value::Type::Null: return true;
        case Value::Type::Text: return a.text == b.text;
        case Value::Type::Paragraphs: return a.paragraphs == b.paragraphs;
        case Value::Type::Amount: return a.amount == b.amount;
        case Value::Type::Indicator: return a.indicator == b.indicator;
    }
    return false;
}

int List::column(std::string_view column_id) const {
    const auto found = std::ranges::find(columns, column_id);
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

const Field* Form::field(std::string_view id) const {
    const auto found = std::ranges::find(fields, id, &Field::id);
    return found == fields.end() ? nullptr : &*found;
}

const List* Form::list(std::string_view id) const {
    const auto found = std::ranges::find(lists, id, &List::id);
    return found == lists.end() ? nullptr : &*found;
}

Origin Form::origin(Place place) const {
    return {source.name, source.part.value_or(""), place};
}

bool same_meaning(const Form& a, const Form& b) {
    const auto same_field = [](const Field& x, const Field& y) {
        return x.id == y.id && same_meaning(x.value, y.value);
    };
    const auto same_row = [](const std::vector<Value>& x, const std::vector<Value>& y) {
        return std::ranges::equal(x, y, [](const Value& v, const Value& w) { return same_meaning(v, w); });
    };
    const auto same_list = [&](const List& x, const List& y) {
        return x.id == y.id && x.columns == y.columns && std::ranges::equal(x.rows, y.rows, same_row);
    };
    return a.title == b.title && a.year == b.year && std::ranges::equal(a.fields, b.fields, same_field) &&
           std::ranges::equal(a.lists, b.lists, same_list);
}

std::string field_pointer(std::string_view field) {
    return std::string("/fields/").append(field);
}

std::string list_pointer(std::string_view list, std::size_t row, std::string_view column) {
    // Why not fmt: checks make one for every value, and joining is a tenth of formatting.
    std::string out = std::string("/lists/").append(list).append("/").append(std::to_string(row));
    if (!column.empty()) out.append("/").append(column);
    return out;
}

}  // namespace jixiao
