#include "layout/draft.h"

#include <algorithm>

#include "model/misread_value.h"

namespace jixiao {
namespace {

// For a name the template does not define. Sizes are those of a printed A4 table: 五号 is 10.5 pt, 小五 9 pt.
std::vector<StyleSpec> plain_styles() {
    const auto spec = [](const char* name, FontRole font, double size, Align align) {
        StyleSpec style;
        style.name = name;
        style.font = font;
        style.size = size;
        style.min_size = std::min(size, 8.0);
        style.align = align;
        return style;
    };
    std::vector<StyleSpec> styles = {
        spec("text", FontRole::Song, 10.5, Align::Left),     spec("title", FontRole::Hei, 16, Align::Center),
        spec("subtitle", FontRole::Song, 11, Align::Center), spec("unit", FontRole::Song, 10, Align::Right),
        spec("label", FontRole::Hei, 10.5, Align::Center),   spec("header", FontRole::Hei, 10.5, Align::Center),
        spec("group", FontRole::Song, 10.5, Align::Center),  spec("amount", FontRole::Song, 10.5, Align::Right),
        spec("value", FontRole::Song, 10.5, Align::Center),  spec("long", FontRole::Song, 10.5, Align::Left),
        spec("furniture", FontRole::Song, 9, Align::Center),
    };
    return styles;
}

HAlign align_of(Align align) {
    switch (align) {
        case Align::Left: return HAlign::Left;
        case Align::Center: return HAlign::Center;
        case Align::Right: return HAlign::Right;
    }
    return HAlign::Left;
}

Style style_of(const StyleSpec& spec, bool border) {
    Style style;
    style.name = spec.name;
    style.font = spec.font;
    style.bold = spec.bold;
    style.size = spec.size;
    style.line_height = spec.line_height;
    style.padding_x = spec.padding_x;
    style.padding_y = spec.padding_y;
    style.align = align_of(spec.align);
    style.shade = spec.shade;
    style.border = border;
    return style;
}

bool stands_outside(std::string_view style) {
    return style == "title" || style == "subtitle" || style == "unit" || style == "furniture";
}

}  // namespace

Draft::Draft(const Form& the_form, const Template& form_template, const Vocabulary& the_vocabulary)
    : form(the_form), spec(form_template), vocabulary(the_vocabulary) {
    field_shown.resize(form.fields.size());
    for (const List& list : form.lists) list_shown.emplace_back(list.rows.size() * list.columns.size());
}

int Draft::style(std::string_view name) {
    for (std::size_t i = 0; i < sheet.styles.size(); ++i) {
        if (sheet.styles[i].name == name) return static_cast<int>(i);
    }
    StyleSpec chosen;
    if (const auto found = std::ranges::find(spec.styles, name, &StyleSpec::name); found != spec.styles.end()) {
        chosen = *found;
    } else {
        const std::vector<StyleSpec> plain = plain_styles();
        const auto like = std::ranges::find(plain, name, &StyleSpec::name);
        chosen = like != plain.end() ? *like : plain.front();
        chosen.name = name;
    }
    sheet.styles.push_back(style_of(chosen, !stands_outside(name)));
    style_specs.push_back(std::move(chosen));
    return static_cast<int>(sheet.styles.size()) - 1;
}

int Draft::add_row(bool table) {
    SheetRow row;
    row.table = table;
    row.logical = rows();
    sheet.rows.push_back(row);
    return rows() - 1;
}

int Draft::add_cell(int row, int col, int cols, CellRole role, int style_index) {
    SheetCell& added = sheet.cells.emplace_back();
    added.row = row;
    added.col = col;
    added.cols = cols;
    added.role = role;
    added.style = style_index;
    if (role == CellRole::Value) added.headers = heads;
    return static_cast<int>(sheet.cells.size()) - 1;
}

std::string Draft::label(std::string_view print, std::string_view term) const {
    if (!print.empty()) return std::string(print);
    const Term* known = vocabulary.term(term);
    return known ? known->label : std::string(term);
}

void Draft::show(std::size_t list, std::size_t row, std::size_t column) {
    list_shown[list][row * form.lists[list].columns.size() + column] = true;
}

bool Draft::shown(std::size_t list, std::size_t row, std::size_t column) const {
    return list_shown[list][row * form.lists[list].columns.size() + column];
}

Failure Draft::misfit(Message message) const {
    return {{form.source.name, "", {}}, std::move(message), {}};
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

namespace {

void put_as_written(SheetCell& cell, const Value& value) {
    switch (value.type) {
        case Value::Type::Null: break;
        case Value::Type::Text: cell.paragraphs = lines_of(value.text); break;
        case Value::Type::Indicator: cell.paragraphs = lines_of(value.indicator.raw); break;
        case Value::Type::Amount:
            cell.number = value.amount.number;
            cell.paragraphs = cell.number ? std::vector{cell.number->str()} : lines_of(value.amount.written);
            break;
        case Value::Type::Paragraphs:
            for (const std::string& paragraph : value.paragraphs) {
                for (std::string& line : lines_of(paragraph)) cell.paragraphs.push_back(std::move(line));
            }
            break;
    }
}

}  // namespace

void put_value(SheetCell& cell, const Value& value, const Vocabulary& vocabulary) {
    if (value.type == Value::Type::Indicator) cell.paragraphs = lines_of(printed_value(value.indicator, vocabulary));
    else put_as_written(cell, value);
}

std::string plain_text(const Value& value) {
    SheetCell cell;
    put_as_written(cell, value);
    std::string text;
    for (const std::string& paragraph : cell.paragraphs) {
        if (!text.empty()) text += '\n';
        text += paragraph;
    }
    return text;
}

std::string fill_in(std::string_view pattern, const Placeholders& values) {
    std::string filled;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        filled += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = pattern.find('}', open);
        if (close == std::string_view::npos) {
            filled += pattern.substr(open);
            break;
        }
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        for (const auto& [known, value] : values) {
            if (known == name) filled += value;
        }
        pattern.remove_prefix(close + 1);
    }
    return filled;
}

}  // namespace jixiao
