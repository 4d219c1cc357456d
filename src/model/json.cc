// Form -> JSON, key by key in the order of the contract (docs/form.schema.json).
#include "model/json.h"

#include "model/json_writer.h"

namespace jixiao {
namespace {

void write_amount(JsonWriter& out, const Amount& amount) {
    if (amount.number)
        out.number(*amount.number);
    else
        out.text_or_null(amount.written);
}

void write_number(JsonWriter& out, const std::optional<Decimal>& number) {
    if (number)
        out.number(*number);
    else
        out.null();
}

void write_indicator(JsonWriter& out, const IndicatorValue& value) {
    out.begin_object();
    out.key("raw").text(value.raw);
    out.key("kind").text(kind_name(value.kind));
    out.key("comparator").text_or_null(comparator_name(value.comparator));
    write_number(out.key("number"), value.number);
    write_number(out.key("number2"), value.number2);
    out.key("unit").text_or_null(value.unit);
    out.end_object();
}

void write_paragraphs(JsonWriter& out, const std::vector<std::string>& paragraphs) {
    out.begin_array();
    for (const std::string& paragraph : paragraphs) out.text(paragraph);
    out.end_array();
}

void write_value(JsonWriter& out, const Value& value) {
    switch (value.type) {
        case Value::Type::Null: out.null(); return;
        case Value::Type::Text: out.text_or_null(value.text); return;
        case Value::Type::Paragraphs: write_paragraphs(out, value.paragraphs); return;
        case Value::Type::Amount: write_amount(out, value.amount); return;
        case Value::Type::Indicator: write_indicator(out, value.indicator); return;
    }
}

void write_list(JsonWriter& out, const List& list) {
    out.begin_array();
    for (const auto& row : list.rows) {
        out.begin_object();
        for (std::size_t i = 0; i < list.columns.size(); ++i) {
            out.key(list.columns[i]);
            if (i < row.size())
                write_value(out, row[i]);
            else
                out.null();
        }
        out.end_object();
    }
    out.end_array();
}

void write_finding(JsonWriter& out, const Finding& finding, Lang lang) {
    out.begin_object();
    out.key("code").text(code_info(finding.code).name);
    out.key("rule").text_or_null(finding.rule);
    out.key("severity").text(severity_name(finding.severity));
    out.key("field").text(finding.field);
    out.key("at").text_or_null(finding.at ? finding.at->str() : "");
    out.key("got").text_or_null(finding.got);
    out.key("expected").text_or_null(finding.expected);
    out.key("message").text(finding.message.in(lang));
    out.key("explanation").text_or_null(finding.explanation.in(lang));
    out.key("confidence").number(finding.confidence);
    out.key("fix").text_or_null(finding.fix);
    out.end_object();
}

void write_source(JsonWriter& out, const Source& source) {
    out.begin_object();
    out.key("name").text(source.name);
    out.key("format").text(source.format);
    out.key("part").text_or_null(source.part.value_or(""));
    out.key("trust").text(source.trust);
    out.end_object();
}

void write_unplaced(JsonWriter& out, const Form& form) {
    out.begin_array();
    for (const Unplaced& item : form.unplaced) {
        out.begin_object();
        out.key("label").text_or_null(item.label);
        out.key("text").text(item.text);
        out.key("at").text_or_null(item.place.known() ? form.origin(item.place).str() : "");
        out.end_object();
    }
    out.end_array();
}

}  // namespace

std::string form_to_json(const Form& form, Lang lang) {
    JsonWriter out(JsonWriter::Style::Indented);
    out.begin_object();
    out.key("schema").text("jixiao.form/1");
    out.key("template").text(form.template_id);
    write_source(out.key("source"), form.source);
    out.key("title").text_or_null(form.title);
    if (form.year > 0)
        out.key("year").number(form.year);
    else
        out.key("year").null();
    out.key("currency_unit").text(form.currency_unit);
    out.key("fields").begin_object();
    for (const Field& field : form.fields) {
        out.key(field.id);
        if (field.long_text && field.value.null())
            write_paragraphs(out, {});
        else
            write_value(out, field.value);
    }
    out.end_object();
    out.key("lists").begin_object();
    for (const List& list : form.lists) write_list(out.key(list.id), list);
    out.end_object();
    write_unplaced(out.key("unplaced"), form);
    out.key("findings").begin_array();
    for (const Finding& finding : form.findings) write_finding(out, finding, lang);
    out.end_array();
    out.end_object();
    return out.str() + "\n";
}

std::string finding_to_json(const Finding& finding, Lang lang) {
    JsonWriter out(JsonWriter::Style::OneLine);
    write_finding(out, finding, lang);
    return out.str();
}

}  // namespace jixiao
