#include "model/dump.h"

#include <fmt/format.h>

namespace jixiao {
namespace {

std::string shown(const Value& value) {
    switch (value.type) {
        case Value::Type::Null: return "∅";
        case Value::Type::Text: return "“" + value.text + "”";
        case Value::Type::Paragraphs: return fmt::format("{} ¶", value.paragraphs.size());
        case Value::Type::Amount:
            return value.amount.number ? value.amount.number->str() : "? “" + value.amount.written + "”";
        case Value::Type::Indicator: {
            const IndicatorValue& v = value.indicator;
            std::string out = "“" + v.raw + "” " + std::string(kind_name(v.kind));
            if (v.comparator != Comparator::None) out += " " + std::string(comparator_name(v.comparator));
            if (v.number) out += " " + v.number->str();
            if (v.number2) out += ".." + v.number2->str();
            if (!v.unit.empty()) out += " [" + v.unit + "]";
            return out;
        }
    }
    return "";
}

std::string place(const Form& form, const Value& value) {
    return value.place.known() ? "  @" + form.origin(value.place).str() : "";
}

}  // namespace

std::string dump_form(const Form& form) {
    std::string out = fmt::format("form {}\nsource {} ({}, {})\ntitle {}\nyear {}\nunit {}\n", form.template_id,
                                  form.source.name, form.source.format, form.source.trust,
                                  form.title.empty() ? "∅" : form.title, form.year, form.currency_unit);
    for (const Field& field : form.fields) {
        out += fmt::format("{} = {}{}\n", field.id, shown(field.value), place(form, field.value));
        for (const std::string& paragraph : field.value.paragraphs) out += "    " + paragraph + "\n";
    }
    for (const List& list : form.lists)
        for (std::size_t r = 0; r < list.rows.size(); ++r) {
            out += fmt::format("{}[{}]\n", list.id, r);
            for (std::size_t c = 0; c < list.columns.size(); ++c)
                out += fmt::format("    {} = {}{}\n", list.columns[c], shown(list.rows[r][c]),
                                   place(form, list.rows[r][c]));
        }
    for (const Unplaced& item : form.unplaced)
        out += fmt::format("unplaced {} “{}”  @{}\n", item.label.empty() ? "∅" : item.label, item.text,
                           form.origin(item.place).str());
    for (const Finding& finding : form.findings) out += finding_text(finding, Lang::Zh) + "\n";
    return out;
}

}  // namespace jixiao
