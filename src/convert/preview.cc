#include "convert/preview.h"

#include <algorithm>

#include "exporters/export.h"
#include "model/blank.h"
#include "model/json.h"

namespace jixiao {
namespace {

constexpr std::string_view kFieldTypes[] = {"text", "paragraphs", "amount"};               // of FieldType
constexpr std::string_view kColumnTypes[] = {"group", "name", "text", "amount", "value"};  // of ColumnType

using Labels = std::vector<std::pair<std::string, std::string>>;  // column, text

Value written(ColumnType type, std::string text) {
    if (type == ColumnType::Amount) return Value::of_amount({std::nullopt, std::move(text)});
    if (type == ColumnType::Value) return Value::of_indicator({std::move(text), ValueKind::Text, Comparator::None, {}, {}, {}});
    return Value::of_text(std::move(text));
}

// A row of ids; `known` has the texts of columns that hold labels.
std::vector<Value> specimen_row(const List& list, const Section& section, const Labels& known) {
    std::vector<Value> row(list.columns.size());
    for (const Column& column : section.columns) {
        const int at = list.column(column.id);
        if (at < 0) continue;
        const auto label = std::ranges::find(known, column.id, &Labels::value_type::first);
        row[static_cast<std::size_t>(at)] =
            label != known.end() ? Value::of_text(label->second)
                                 : written(column.type, fmt::format("{}.{} · {}", list.id, column.id, kColumnTypes[static_cast<int>(column.type)]));
    }
    return row;
}

void add_rows(const Section& section, const Vocabulary& vocabulary, List& list) {
    const auto column = [&](auto fits) {
        const auto found = std::ranges::find_if(section.columns, fits);
        return found == section.columns.end() ? nullptr : &*found;
    };
    const Column* name = column([](const Column& c) { return c.type == ColumnType::Name; });
    const Column* group = column([](const Column& c) { return c.type == ColumnType::Group && c.level == 0; });
    const Column* level1 = column([](const Column& c) { return c.level == 1; });
    const auto label = [&](const std::string& term) { return term.empty() ? std::string() : vocabulary.term(term)->label; };
    for (const FixedRow& fixed : section.fixed) {
        Labels known = {{name->id, label(fixed.term)}};
        if (group) known.emplace_back(group->id, label(fixed.group));
        list.rows.push_back(specimen_row(list, section, known));
    }
    if (!section.free_rows) return;
    if (level1)
        for (const std::string& first : section.level1) list.rows.push_back(specimen_row(list, section, {{level1->id, first}}));
    if (level1 && !section.level1.empty()) return;
    list.rows.push_back(specimen_row(list, section, group && !section.fixed.empty() ? Labels{{group->id, ""}} : Labels{}));
}

}  // namespace

Form specimen_form(const Template& form_template, const Vocabulary& vocabulary) {
    Form form = empty_form(form_template);
    const auto cells = fields_of(form_template);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string text = fmt::format("{} · {}", cells[i]->id, kFieldTypes[static_cast<int>(cells[i]->type)]);
        if (cells[i]->type == FieldType::Paragraphs) form.fields[i].value = Value::of_paragraphs({std::move(text)});
        else form.fields[i].value = written(cells[i]->type == FieldType::Amount ? ColumnType::Amount : ColumnType::Text, std::move(text));
    }
    const auto lists = lists_of(form_template);
    for (std::size_t i = 0; i < lists.size(); ++i)
        for (const Section& section : lists[i]->sections) add_rows(section, vocabulary, form.lists[i]);
    return form;
}

Result<Bytes> preview_template(const Template& form_template, const Vocabulary& vocabulary, const Engine& engine, OutputFormat format) {
    const Form form = specimen_form(form_template, vocabulary);
    if (format == OutputFormat::Json) return form_to_json(form, Lang::Zh);
    const auto fonts = engine.fonts();
    if (!fonts) return std::unexpected(fonts.error());
    Findings found;
    const auto sheet = compose(form, form_template, vocabulary, **fonts, {}, found);
    if (!sheet) return std::unexpected(sheet.error());
    if (format == OutputFormat::Xlsx) return export_xlsx(*sheet, **fonts, engine.scratch());
    if (format == OutputFormat::Html) return export_html(*sheet);
    const auto pages = paginate(*sheet, **fonts);
    if (!pages) return std::unexpected(pages.error());
    auto pdf = export_pdf(*sheet, *pages, **fonts, {});
    if (!pdf) return std::unexpected(pdf.error());
    return std::move(pdf->bytes);
}

}  // namespace jixiao
