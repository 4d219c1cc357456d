#include "layout/compose.h"

#include <algorithm>
#include <numeric>

#include "layout/draft.h"

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

Result<void> compose_row(Draft& draft, const FieldRow& fields, int left) {
    const int row = draft.add_row();
    int col = left;
    for (std::size_t i = 0; i < fields.cells.size(); ++i) {
        const FieldCell& spec = fields.cells[i];
        const int value_col = col + spec.label_span;
        const int end = i + 1 == fields.cells.size() ? draft.columns() : value_col + spec.value_span;
        if (end > draft.columns() || value_col >= end) {
            return std::unexpected(draft.misfit(message("模板 {} 中 {} 一行超出表格的列数",
                                                        "template {}: the row of {} has more columns than the table",
                                                        draft.spec.id, spec.id)));
        }
        int label = -1;
        if (spec.label_span > 0) {
            label = draft.add_cell(row, col, spec.label_span, CellRole::Label, draft.style(spec.label_style));
            draft.cell(label).paragraphs = lines_of(draft.label(spec.print, spec.term));
        }
        const int index = draft.add_cell(row, value_col, end - value_col, CellRole::Value, draft.style(spec.style));
        SheetCell& value = draft.cell(index);
        if (label >= 0) value.headers.push_back(label);
        value.field = field_pointer(spec.id);
        const auto found = std::ranges::find(draft.form.fields, spec.id, &Field::id);
        if (found != draft.form.fields.end()) {
            const auto position = static_cast<std::size_t>(found - draft.form.fields.begin());
            if (!draft.field_shown[position]) put_value(value, found->value);
            draft.show_field(position);
        }
        draft.names.push_back({spec.id, row, value_col, 1, end - value_col});
        if (spec.type == FieldType::Amount) draft.validated.push_back({row, value_col, 1, end - value_col, true});
        col = end;
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

Result<Sheet> compose(const Form& form, const Template& form_template, const Vocabulary& vocabulary,
                      const FontSet& fonts, const ComposeOptions& options, Findings& findings) {
    Draft draft(form, form_template, vocabulary);
    if (auto shape = check_shape(draft); !shape) return std::unexpected(std::move(shape.error()));
    compose_head(draft);
    if (auto done = compose_body(draft); !done) return std::unexpected(std::move(done.error()));
    const std::size_t known = findings.size();
    compose_annex(draft, findings);
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

}  // namespace jixiao
