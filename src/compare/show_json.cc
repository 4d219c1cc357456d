// A comparison as JSON, `jixiao.diff/1` (docs/diff.md). Every key is always present.
#include <cmath>

#include "compare/comparison.h"
#include "compare/values.h"
#include "compare/words.h"
#include "model/json_writer.h"

namespace jixiao {
namespace {

void write_number(JsonWriter& out, const std::optional<Decimal>& number) {
    if (number)
        out.number(*number);
    else
        out.null();
}

// As in jixiao.form/1.
void write_value(JsonWriter& out, const Value& value) {
    switch (value.type) {
        case Value::Type::Null: out.null(); return;
        case Value::Type::Text: out.text_or_null(value.text); return;
        case Value::Type::Paragraphs:
            out.begin_array();
            for (const std::string& paragraph : value.paragraphs) out.text(paragraph);
            out.end_array();
            return;
        case Value::Type::Amount:
            if (value.amount.number)
                out.number(*value.amount.number);
            else
                out.text_or_null(value.amount.written);
            return;
        case Value::Type::Indicator: break;
    }
    const IndicatorValue& target = value.indicator;
    out.begin_object();
    out.key("raw").text(target.raw);
    out.key("kind").text(kind_name(target.kind));
    out.key("comparator").text_or_null(comparator_name(target.comparator));
    write_number(out.key("number"), target.number);
    write_number(out.key("number2"), target.number2);
    out.key("unit").text_or_null(target.unit);
    out.end_object();
}

// `is_year`: a number, as in jixiao.form/1.
void write_side(JsonWriter& out, const DifferenceSide& side, bool is_year) {
    if (!side.present) {
        out.null();
        return;
    }
    out.begin_object();
    out.key("field").text_or_null(side.pointer);
    out.key("at").text_or_null(side.at);
    out.key("value");
    if (const auto year = is_year ? Decimal::parse(side.value.text) : std::nullopt) {
        out.number(*year);
    } else if (side.cells.empty()) {
        write_value(out, side.value);
    } else {
        out.begin_object();
        for (const RowCell& cell : side.cells) write_value(out.key(cell.column), cell.value);
        out.end_object();
    }
    out.end_object();
}

std::string_view piece_name(TextPiece::Side side) {
    return side == TextPiece::Side::Both ? "both" : side == TextPiece::Side::Before ? "before" : "after";
}

void write_difference(JsonWriter& out, const Difference& d, Lang lang) {
    out.begin_object();
    out.key("kind").text(difference_kind_name(d.kind));
    out.key("part").text(difference_part_name(d.part));
    out.key("id").text_or_null(d.id);
    out.key("label").text_or_null(d.label);
    out.key("path").begin_array();
    for (const std::string& group : d.path) out.text(group);
    out.end_array();
    out.key("row").text_or_null(d.row);
    out.key("column").text_or_null(d.column);
    out.key("rows");
    if (d.rows > 0)
        out.number(d.rows);
    else
        out.null();
    const bool is_year = d.part == DifferencePart::Head && d.id == "year";
    write_side(out.key("before"), d.before, is_year);
    write_side(out.key("after"), d.after, is_year);
    write_number(out.key("change"), d.change);
    write_number(out.key("percent"), d.percent);
    out.key("alike");
    if (d.alike)
        out.number(std::round(*d.alike * 100) / 100);
    else
        out.null();
    out.key("pieces").begin_array();
    for (const TextPiece& piece : d.pieces) {
        out.begin_object();
        out.key("in").text(piece_name(piece.side));
        out.key("text").text(piece.text);
        out.end_object();
    }
    out.end_array();
    const std::string subject = subject_of(d, lang);
    out.key("message").text((subject.empty() ? heading_of(d).in(lang) : subject) + (lang == Lang::Zh ? "：" : ": ") +
                            sentence_of(d).in(lang));
    out.end_object();
}

void write_form(JsonWriter& out, const Form* form) {
    if (!form) {
        out.null();
        return;
    }
    out.begin_object();
    out.key("name").text(form->source.name);
    out.key("part").text_or_null(form->source.part.value_or(""));
    out.key("template").text(form->template_id);
    out.key("title").text_or_null(form->title);
    out.key("year");
    if (form->year > 0)
        out.number(form->year);
    else
        out.null();
    out.end_object();
}

}  // namespace

std::string comparison_json(const Comparison& comparison, Lang lang) {
    JsonWriter out(JsonWriter::Style::Indented);
    out.begin_object();
    out.key("schema").text("jixiao.diff/1");
    out.key("equal").boolean(comparison.equal());
    out.key("forms").begin_array();
    for (const FormComparison& form : comparison.forms) {
        out.begin_object();
        write_form(out.key("before"), form.before);
        write_form(out.key("after"), form.after);
        out.key("differences").begin_array();
        for (const Difference& difference : form.differences) write_difference(out, difference, lang);
        out.end_array();
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return out.str() + "\n";
}

}  // namespace jixiao
