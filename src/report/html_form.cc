// What was recognised: fields and lists with their labels, each value linked to the cell it was read in.
#include <algorithm>
#include <ranges>

#include "check/review.h"
#include "model/misread_value.h"
#include "report/html_document.h"
#include "report/html_text.h"

namespace jixiao {
namespace {

// Writes the values of one document.
class FormTables {
public:
    FormTables(const Document& document, const Vocabulary& vocabulary, const FindingPlaces& places, Lang lang, std::size_t id)
        : document_(document), places_(places), lang_(lang), id_(id),
          review_(document.form, *document.form_template, vocabulary, rules_, {}) {}

    std::string fields() const {
        const Form& form = document_.form;
        std::string rows = row(in(lang_, "表名", "title"), linked(html_escaped(form.title), form.title_place), "/title", form.title.empty());
        rows += row(in(lang_, "表的年份", "year of the form"), linked(form.year ? std::to_string(form.year) : "", form.year_place), "/year",
                    form.year == 0);
        for (const Field& field : form.fields) {
            std::string label = field.id;
            for (const FieldCell* cell : fields_of(*document_.form_template))
                if (cell->id == field.id) label = cell->print.empty() ? review_.term_label(cell->term) : cell->print;
            rows += row(label, shown(field.value), field_pointer(field.id), field.value.null());
        }
        return fmt::format("<table class=\"frm\"><caption>{}</caption>\n<tbody>\n{}</tbody></table>\n",
                           in(lang_, "识别结果", "What was recognised"), rows);
    }

    std::string lists() const {
        std::string out;
        for (const ListView& view : review_.lists) out += list(view);
        return out;
    }

    std::string unplaced() const {
        const auto& items = document_.form.unplaced;
        if (items.empty()) return "";
        std::string out = fmt::format("<table class=\"frm\"><caption>{}</caption>\n<tbody>\n",
                                      in(lang_, "模板中没有位置的内容", "What has no place in the template"));
        for (std::size_t i = 0; i < items.size(); ++i)
            out += row(items[i].label, linked(html_escaped(items[i].text), items[i].place), "/unplaced/" + std::to_string(i), false);
        return out + "</tbody></table>\n";
    }

private:
    // The text inside a link to its source cell, where it has one.
    std::string linked(const std::string& html, Place place) const {
        const auto cell = source_cell(document_, place);
        if (!cell || html.empty()) return html;
        return fmt::format("<a href=#s{}-{}>{}</a>", id_, *cell, html);
    }

    std::string shown(const Value& value) const {
        switch (value.type) {
            case Value::Type::Null: return "";
            case Value::Type::Text: return linked(html_escaped(value.text), value.place);
            case Value::Type::Amount:
                return linked(value.amount.number ? value.amount.number->str() : html_escaped(value.amount.written), value.place);
            case Value::Type::Indicator: return linked(html_escaped(printed_value(value.indicator, review_.vocabulary)), value.place);
            case Value::Type::Paragraphs: break;
        }
        std::string out;
        for (const std::string& paragraph : value.paragraphs) out += "<p>" + linked(html_escaped(paragraph), value.place) + "</p>";
        return out;
    }

    // The marks of the findings about a value, and the anchor by which they find it.
    std::string marks(const std::string& pointer) const {
        const auto found = places_.by_value.find(pointer);
        return found == places_.by_value.end() ? "" : finding_marks(document_, places_, &found->second, id_);
    }
    std::string anchor(const std::string& pointer) const {
        const auto found = places_.by_value.find(pointer);
        return found == places_.by_value.end() ? "" : fmt::format(" id=v{}-{}", id_, found->second.front() + 1);
    }

    std::string row(std::string_view label, const std::string& html, const std::string& pointer, bool blank) const {
        return fmt::format("<tr><th scope=row>{}</th><td{}{}>{}{}</td></tr>\n", html_escaped(label), anchor(pointer),
                           blank ? " class=b" : "", blank ? std::string(in(lang_, "（空）", "(blank)")) : html, marks(pointer));
    }

    std::string list(const ListView& view) const {
        const List& list = view.list();
        if (list.rows.empty()) return "";
        std::string out = fmt::format("<table class=\"frm\"><caption>{}</caption>\n<thead><tr>", html_escaped(review_.list_label(view.spec())));
        for (const std::string& column : list.columns) {
            std::string header;
            for (const Section& section : view.spec().sections)
                for (const Column& described : section.columns)
                    if (described.id == column && header.empty() && !(described.term.empty() && described.print.empty()))
                        header = review_.header(described);
            // Group and name columns have no header of their own in some forms; they speak for themselves.
            out += header.empty() ? "<td></td>" : "<th scope=col>" + html_escaped(header) + "</th>";
        }
        out += "</tr></thead>\n<tbody>\n";
        std::vector<std::size_t> covered(list.columns.size(), 0);  // rows a cell above still reaches down
        for (std::size_t r = 0; r < list.rows.size(); ++r) {
            const std::string row_pointer = fmt::format("/lists/{}/{}", list.id, r);
            out += "<tr" + anchor(row_pointer) + ">";
            std::size_t blanks = 0;
            const auto close_blanks = [&] {
                if (blanks > 0) out += blanks > 1 ? fmt::format("<td colspan={}></td>", blanks) : "<td></td>";
                blanks = 0;
            };
            for (std::size_t c = 0; c < list.columns.size() && c < list.rows[r].size(); ++c) {
                if (covered[c] > 0) {
                    --covered[c];
                    close_blanks();
                    continue;
                }
                const Value& value = list.rows[r][c];
                const std::string pointer = list_pointer(list.id, r, list.columns[c]);
                const std::string found = marks(pointer) + (c == 0 ? marks(row_pointer) : "");
                if (value.null() && found.empty()) {
                    ++blanks;
                    continue;
                }
                close_blanks();
                const std::size_t rows = group_rows(view, r, c);
                covered[c] = rows - 1;
                out += "<td" + anchor(pointer) + (value.type == Value::Type::Amount ? " class=m" : "") +
                       (rows > 1 ? fmt::format(" rowspan={}", rows) : "") + ">" + shown(value) + found + "</td>";
            }
            close_blanks();
            out += "</tr>\n";
        }
        return out + "</tbody></table>\n";
    }

    // How many rows, this one included, one cell can show: a group's label is repeated on every row it covers. A row
    // with a finding about its label shows it, as does one in which a label to the left changes.
    std::size_t group_rows(const ListView& view, std::size_t row, std::size_t column) const {
        const List& list = view.list();
        const auto group = [&](std::size_t r, std::size_t c) {
            const Column* described = view.column(r, list.columns[c]);
            return described && described->type == ColumnType::Group;
        };
        std::size_t end = row + 1;
        if (!group(row, column)) return 1;
        for (; end < list.rows.size() && group(end, column); ++end) {
            const bool same = std::ranges::all_of(std::views::iota(0zu, column + 1), [&](std::size_t c) {
                return !group(end, c) || same_meaning(list.rows[end][c], list.rows[row][c]);
            });
            const std::string row_pointer = fmt::format("/lists/{}/{}", list.id, end);
            if (!same || places_.by_value.contains(list_pointer(list.id, end, list.columns[column])) ||
                (column == 0 && places_.by_value.contains(row_pointer)))
                break;
        }
        return end - row;
    }

    const Document& document_;
    const FindingPlaces& places_;
    Lang lang_;
    std::size_t id_;
    Rules rules_;  // none: only the review's labels are used
    Review review_;
};

}  // namespace

std::string recognised_form(const Document& document, const Vocabulary& vocabulary, const FindingPlaces& places, Lang lang,
                            std::size_t id) {
    const FormTables tables(document, vocabulary, places, lang, id);
    return fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n",
                       in(lang, "识别结果", "What was recognised")) +
           tables.fields() + tables.lists() + tables.unplaced() + "</div>\n";
}

}  // namespace jixiao
