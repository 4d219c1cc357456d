#include "layout/compose.h"

#include <algorithm>
#include <numeric>

#include "layout/draft.h"
#include "model/sides.h"

namespace jixiao {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
constexpr const char* kWideSpace = "\xE3\x80\x80";  // U+3000

struct Paper {
    std::string_view name;
    double width, height;  // mm, ISO 216
};
constexpr Paper kPapers[] = {{"A4", 210, 297}, {"A3", 297, 420}};

// Excel: 31 characters at most, none of []:*?/\, no apostrophe at either end.
std::string sheet_name(std::string_view wished) {
    constexpr int kMost = 31;
    std::string name;
    int count = 0;
    for (std::size_t i = 0; i < wished.size() && count < kMost; ++count) {
        std::size_t next = i + 1;
        while (next < wished.size() && (static_cast<unsigned char>(wished[next]) & 0xC0) == 0x80) ++next;
        const std::string_view letter = wished.substr(i, next - i);
        const bool refused =
            letter.size() == 1 && (std::string_view("[]:*?/\\'").find(letter[0]) != std::string_view::npos ||
                                   static_cast<unsigned char>(letter[0]) < 0x20);
        if (!refused) name += letter;
        i = next;
    }
    return name;
}

Placeholders placeholders(const Draft& draft, std::string_view title) {
    Placeholders values{{"title", std::string(title)}, {"unit", draft.form.currency_unit}};
    if (draft.form.currency_unit.empty()) values.back().second = draft.spec.unit;
    if (draft.form.year > 0) values.emplace_back("year", std::to_string(draft.form.year));
    for (const Field& field : draft.form.fields) {
        if (field.value.type == Value::Type::Text) values.emplace_back(field.id, field.value.text);
    }
    return values;
}

void set_page(Draft& draft, const Placeholders& values) {
    const PageSpec& spec = draft.spec.page;
    PageSetup& page = draft.sheet.page;
    const auto* paper = std::ranges::find(kPapers, std::string_view(spec.paper), &Paper::name);
    if (paper == std::end(kPapers)) paper = kPapers;
    page.paper = paper->name;
    page.landscape = spec.landscape;
    page.width = (spec.landscape ? paper->height : paper->width) * kPointsPerMm;
    page.height = (spec.landscape ? paper->width : paper->height) * kPointsPerMm;
    page.top = spec.top * kPointsPerMm;
    page.right = spec.right * kPointsPerMm;
    page.bottom = spec.bottom * kPointsPerMm;
    page.left = spec.left * kPointsPerMm;
    page.footer_zh = spec.footer;
    page.running_head = fill_in(spec.running_head, values);
    page.border_outer = spec.border_outer;
    page.border_inner = spec.border_inner;
    page.continued = spec.continued;

    // A table wider than its paper is scaled to fit, as a printer would.
    Sheet& sheet = draft.sheet;
    sheet.columns = draft.spec.columns;
    const double width = std::accumulate(sheet.columns.begin(), sheet.columns.end(), 0.0);
    const double room = (page.width - page.left - page.right) / kPointsPerMm;
    if (width > room && width > 0) {
        for (double& column : sheet.columns) column *= room / width;
    }
}

void add_title_row(Draft& draft, CellRole role, std::string_view style, std::string text, const char* field) {
    const int row = draft.add_row(false);
    const int index = draft.add_cell(row, 0, draft.columns(), role, draft.style(style));
    draft.cell(index).paragraphs = lines_of(text);
    draft.cell(index).field = field;
    draft.sheet.title_rows = row + 1;
}

// ---- The tree
// --------------------------------------------------------------------------------------------------------

void compose_field(Draft& draft, const FieldCell& spec, SheetCell& value) {
    value.field = field_pointer(spec.id);
    const auto found = std::ranges::find(draft.form.fields, spec.id, &Field::id);
    if (found == draft.form.fields.end()) return;
    const auto position = static_cast<std::size_t>(found - draft.form.fields.begin());
    if (!draft.field_shown[position]) put_value(value, found->value, draft.vocabulary);
    draft.show_field(position);
}

// The amount of a list that stands beside a label of its own: the row is known by its name and group, which the label shows.
void compose_list_amount(Draft& draft, const FieldCell& spec, int index) {
    const auto list_spec = std::ranges::find(draft.spec.cell_lists, spec.list, &ListSpec::id);
    const Section& section = list_spec->sections.front();
    const FixedRow& fixed = section.fixed[static_cast<std::size_t>(spec.fixed)];
    const std::string name = draft.label({}, fixed.term);
    const std::string group = fixed.group.empty() ? std::string() : draft.label({}, fixed.group);
    draft.amounts.push_back({spec.list, name, spec.column, index});
    const auto list = std::ranges::find(draft.form.lists, spec.list, &List::id);
    if (list == draft.form.lists.end()) return;
    const auto l = static_cast<std::size_t>(list - draft.form.lists.begin());
    const auto column_of = [&](ColumnType type) {
        const auto column = std::ranges::find(section.columns, type, &Column::type);
        return column == section.columns.end() ? -1 : list->column(column->id);
    };
    const int name_at = column_of(ColumnType::Name), group_at = column_of(ColumnType::Group), value_at = list->column(spec.column);
    if (name_at < 0 || value_at < 0) return;
    for (std::size_t r = 0; r < list->rows.size(); ++r) {
        const auto& row = list->rows[r];
        const auto says = [&](int at, const std::string& text) { return plain_text(row[static_cast<std::size_t>(at)]) == text; };
        if (!says(name_at, name) || (group_at >= 0 && !says(group_at, group))) continue;
        const auto at = static_cast<std::size_t>(value_at);
        if (draft.shown(l, r, at)) continue;
        SheetCell& value = draft.cell(index);
        put_value(value, row[at], draft.vocabulary);
        value.field = list_pointer(spec.list, r, spec.column);
        draft.show(l, r, at);
        draft.show(l, r, static_cast<std::size_t>(name_at));
        if (group_at >= 0) draft.show(l, r, static_cast<std::size_t>(group_at));
        return;
    }
}

Result<void> compose_row(Draft& draft, const FieldRow& fields, int left) {
    const int row = draft.add_row();
    struct Span {
        int col = 0, value_col = 0, end = 0, label = -1;
    };
    std::vector<Span> spans;
    for (std::size_t i = 0; i < fields.cells.size(); ++i) {
        const FieldCell& spec = fields.cells[i];
        Span span;
        span.col = spans.empty() ? left : spans.back().end;
        span.value_col = span.col + spec.label_span;
        span.end = i + 1 == fields.cells.size() ? draft.columns() : span.value_col + spec.value_span;
        if (span.end > draft.columns() || span.value_col >= span.end) {
            return std::unexpected(draft.misfit(message("模板 {} 中 {} 一行超出表格的列数",
                                                        "template {}: the row of {} has more columns than the table",
                                                        draft.spec.id, spec.term)));
        }
        spans.push_back(span);
    }
    const auto add_label = [&](std::size_t i, int end, CellRole role, const std::string& style) {
        spans[i].label = draft.add_cell(row, spans[i].col, end - spans[i].col, role, draft.style(style));
        draft.cell(spans[i].label).paragraphs = lines_of(draft.label(fields.cells[i].print, fields.cells[i].term));
    };
    int value_row = row;
    if (fields.above) {
        for (std::size_t i = 0; i < spans.size(); ++i) add_label(i, spans[i].end, CellRole::Label, fields.cells[i].label_style);
        value_row = draft.add_row();
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const FieldCell& spec = fields.cells[i];
        if (spec.caption) {
            if (!fields.above) add_label(i, spans[i].end, CellRole::Header, spec.style);
            continue;
        }
        if (!fields.above && spec.label_span > 0) add_label(i, spans[i].value_col, CellRole::Label, spec.label_style);
        const int width = spans[i].end - spans[i].value_col;
        const int index = draft.add_cell(value_row, spans[i].value_col, width, CellRole::Value, draft.style(spec.style));
        if (spans[i].label >= 0) draft.cell(index).headers.push_back(spans[i].label);
        if (spec.is_field()) compose_field(draft, spec, draft.cell(index));
        else compose_list_amount(draft, spec, index);
        const std::string name = spec.is_field() ? spec.id : fmt::format("{}_{}_{}", spec.list, spec.term, spec.column);
        draft.names.push_back({name, value_row, spans[i].value_col, 1, width});
        if (spec.type == FieldType::Amount) draft.validated.push_back({value_row, spans[i].value_col, 1, width, true});
    }
    return {};
}

Result<void> compose_nodes(Draft& draft, const std::vector<Node>& nodes, int col);

Result<void> compose_block(Draft& draft, const Block& block, int col) {
    if (col + block.span >= draft.columns()) {
        return std::unexpected(draft.misfit(message(
            "模板 {} 中 {} 之后没有列了", "template {}: no column is left beside {}", draft.spec.id, block.term)));
    }
    const int top = draft.rows();
    const int label = draft.add_cell(top, col, block.span, CellRole::Group, draft.style("label"));
    draft.cell(label).paragraphs = lines_of(draft.label(block.print, block.term));
    draft.cell(label).upright = block.vertical;
    draft.heads.push_back(label);
    if (auto done = compose_nodes(draft, block.children, col + block.span); !done) return done;
    draft.heads.pop_back();
    if (draft.rows() == top) {
        draft.add_row();
        draft.add_cell(top, col + block.span, draft.columns() - col - block.span, CellRole::Blank,
                       draft.style("text"));
    }
    draft.cell(label).rows = draft.rows() - top;
    return {};
}

Result<void> compose_nodes(Draft& draft, const std::vector<Node>& nodes, int col) {
    for (const Node& node : nodes) {
        Result<void> done;
        if (const auto* row = std::get_if<FieldRow>(&node.part)) done = compose_row(draft, *row, col);
        if (const auto* block = std::get_if<Block>(&node.part)) done = compose_block(draft, *block, col);
        if (const auto* list = std::get_if<ListSpec>(&node.part)) done = compose_list(draft, *list, col);
        if (!done) return done;
    }
    return {};
}

// The annex has taken what the table did not; a value that is still without a cell is our mistake.
Result<void> prove_all_shown(const Draft& draft) {
    const auto lost = [&](std::string pointer) {
        return std::unexpected(
            draft.misfit(message("排版遗漏了 {}（程序错误）", "the layout lost {} (our bug)", pointer)));
    };
    for (std::size_t f = 0; f < draft.form.fields.size(); ++f) {
        const Field& field = draft.form.fields[f];
        if (!draft.field_shown[f] && !field.value.null()) return lost(field_pointer(field.id));
    }
    for (std::size_t l = 0; l < draft.form.lists.size(); ++l) {
        const List& list = draft.form.lists[l];
        for (std::size_t r = 0; r < list.rows.size(); ++r) {
            for (std::size_t c = 0; c < list.columns.size(); ++c) {
                if (!draft.shown(l, r, c) && !list.rows[r][c].null())
                    return lost(list_pointer(list.id, r, list.columns[c]));
            }
        }
    }
    return {};
}

Result<void> check_shape(const Draft& draft) {
    if (draft.spec.columns.empty()) {
        return std::unexpected(draft.misfit(message("模板 {} 没有列", "template {} has no columns", draft.spec.id)));
    }
    for (const List& list : draft.form.lists) {
        for (const auto& row : list.rows) {
            if (row.size() == list.columns.size()) continue;
            return std::unexpected(
                draft.misfit(message("列表 {} 的行与列数不符", "a row of list {} lacks columns", list.id)));
        }
    }
    return {};
}

}  // namespace

void compose_head(Draft& draft) {
    Sheet& sheet = draft.sheet;
    Placeholders values = placeholders(draft, draft.form.title);
    sheet.title = draft.form.title.empty() ? fill_in(draft.spec.title, values) : draft.form.title;
    values[0].second = sheet.title;
    sheet.name = sheet_name(draft.spec.name.zh.empty() ? sheet.title : draft.spec.name.zh);
    sheet.year = draft.form.year;
    if (const Field* unit = draft.form.field("unit_name")) sheet.author_unit = plain_text(unit->value);
    set_page(draft, values);

    add_title_row(draft, CellRole::Title, "title", sheet.title, "/title");
    if (!draft.spec.subtitle.empty()) {
        // Without a year the line stays open, to be filled in by hand.
        if (sheet.year <= 0) values.emplace_back("year", std::string(kWideSpace) + kWideSpace);
        add_title_row(draft, CellRole::Subtitle, "subtitle", fill_in(draft.spec.subtitle, values), "/year");
    }
    if (!draft.spec.unit_line.empty() && !draft.spec.unit.empty()) {
        add_title_row(draft, CellRole::Subtitle, "unit", fill_in(draft.spec.unit_line, values), "/currency_unit");
    }
    draft.style("furniture");
}

Result<void> compose_body(Draft& draft) {
    return compose_nodes(draft, draft.spec.body, 0);
}

namespace {

// Pointers of the table's whole rows are those of the two lists the form has.
void name_by_form(const PointerMap& real, Sheet& sheet, Findings& findings, std::size_t known) {
    for (SheetCell& cell : sheet.cells)
        if (const auto found = real.find(cell.field); found != real.end()) cell.field = found->second;
    for (std::size_t i = known; i < findings.size(); ++i)
        if (const auto found = real.find(findings[i].field); found != real.end()) findings[i].field = found->second;
}

Result<Sheet> compose_whole(const Form& form, const Template& form_template, const Vocabulary& vocabulary,
                            const FontSet& fonts, const ComposeOptions& options, Findings& findings) {
    Draft draft(form, form_template, vocabulary);
    if (auto shape = check_shape(draft); !shape) return std::unexpected(std::move(shape.error()));
    compose_head(draft);
    if (auto done = compose_body(draft); !done) return std::unexpected(std::move(done.error()));
    const std::size_t known = findings.size();
    compose_annex(draft, options.annex, findings);
    if (auto proof = prove_all_shown(draft); !proof) return std::unexpected(std::move(proof.error()));
    set_heights(draft, fit_cells(draft, fonts, findings));
    add_names(draft);
    if (options.formulas) add_formulas(draft);
    if (options.annotate) {
        Findings all = form.findings;
        all.insert(all.end(), findings.begin() + static_cast<std::ptrdiff_t>(known), findings.end());
        annotate(draft, all, options.lang);
    }
    return std::move(draft.sheet);
}

}  // namespace

Result<Sheet> compose(const Form& form, const Template& form_template, const Vocabulary& vocabulary,
                      const FontSet& fonts, const ComposeOptions& options, Findings& findings) {
    if (!has_sides(form_template)) return compose_whole(form, form_template, vocabulary, fonts, options, findings);
    PointerMap real;
    Form whole = join_sides(form_template, form, real);
    for (Finding& finding : whole.findings) {
        const auto found = std::ranges::find(real, finding.field, &PointerMap::value_type::second);
        if (found != real.end()) finding.field = found->first;
    }
    const std::size_t known = findings.size();
    auto sheet = compose_whole(whole, form_template, vocabulary, fonts, options, findings);
    if (sheet) name_by_form(real, *sheet, findings, known);
    return sheet;
}

}  // namespace jixiao
