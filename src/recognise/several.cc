#include "recognise/several.h"

#include <algorithm>

#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kMaxLabelBytes = 180;
constexpr int kMostHeadRows = 12;   // between a title and the first field: year, unit, blank rows

struct Head {
    int row = 0;          // of the first field
    int begin = 0;        // of its title, or the same row
    std::string title, year, text;
};

// The label of the form's first field.
bool opens(const std::string& key, const Plan& plan) {
    const auto* uses = key.empty() ? nullptr : plan.find(key);
    return uses && std::ranges::any_of(*uses, [&](const LabelUse& use) {
               return use.kind == Use::Field && plan.zones()[static_cast<std::size_t>(use.zone)].field_index[static_cast<std::size_t>(use.index)] == 0;
           });
}

std::vector<std::string> texts_of(const Grid& grid, int row) {
    std::vector<std::string> out;
    for (const Cell* cell : grid.row(row))
        if (cell->at.row == row)
            if (std::string text(trimmed(cell->shown)); !text.empty()) out.push_back(std::move(text));
    return out;
}

bool has_header(const Grid& grid, const Plan& plan, int first, int last) {
    for (const Cell& cell : grid.cells()) {
        if (cell.at.row < first || cell.at.row >= last || cell.shown.size() > kMaxLabelBytes) continue;
        const auto* uses = plan.find(label_key(cell.shown));
        if (uses && std::ranges::any_of(*uses, [](const LabelUse& use) { return use.kind == Use::Header; })) return true;
    }
    return false;
}

// The title, the year and other lone lines above the first field belong to it.
void add_lines_above(Head& head, const Grid& grid, const Plan& plan, int previous_end) {
    head.begin = head.row;
    for (int row = head.row - 1; row > previous_end && row >= head.row - kMostHeadRows; --row) {
        const auto texts = texts_of(grid, row);
        if (texts.empty()) continue;
        bool head_line = true;
        for (const std::string& text : texts) {
            const std::string key = label_key(text);
            if (plan.is_title(key) || plan.repaired_title(text)) {
                head.title = key;
            } else if (is_year(key) || plan.is_blank_subtitle(key)) {
                head.year = key;
            } else if (unit_in(key).empty()) {
                head_line = false;
            }
        }
        if (!head_line) return;
        head.begin = row;
        if (!head.title.empty()) return;
    }
}

}  // namespace

std::vector<OpeningKeys> opening_keys(const Grid& grid) {
    std::vector<OpeningKeys> out(grid.cells().size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::string& shown = grid.cells()[i].shown;
        if (shown.size() > kMaxLabelBytes) continue;
        const std::string_view text = trimmed(shown);
        out[i].whole = label_key(text);
        const auto colon = std::min(text.find("："), text.find(':'));
        if (colon != text.npos && colon > 0) out[i].before_colon = label_key(text.substr(0, colon));
    }
    return out;
}

std::vector<int> form_starts(const Grid& grid, const Plan& plan, const std::vector<OpeningKeys>& keys) {
    std::vector<Head> heads;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Cell& cell = grid.cells()[i];
        if (!opens(keys[i].whole, plan) && !opens(keys[i].before_colon, plan)) continue;
        if (!heads.empty() && heads.back().row == cell.at.row) continue;
        Head head;
        head.row = cell.at.row;
        auto texts = texts_of(grid, head.row);
        // One cell a line: the value stands on the next.
        if (texts.size() == 1 && plan.find(label_key(texts.front())))
            for (int row = head.row + 1; row < grid.rows() && texts.size() == 1; ++row)
                for (std::string& value : texts_of(grid, row)) texts.push_back(std::move(value));
        for (const std::string& other : texts) head.text += other + '\n';
        heads.push_back(std::move(head));
    }
    if (heads.size() < 2) return {};
    std::vector<Head> forms;
    for (Head& head : heads) {
        add_lines_above(head, grid, plan, forms.empty() ? -1 : forms.back().row);
        if (forms.empty()) {
            forms.push_back(std::move(head));
            continue;
        }
        const Head& last = forms.back();
        const bool same_year = head.year.empty() || head.year == last.year;
        const bool same_title = head.title.empty() || head.title == last.title;
        if (head.text == last.text && same_year && same_title) continue;       // a page's head
        if (!has_header(grid, plan, last.row, head.begin)) continue;           // the form above has no list yet: the field twice
        forms.push_back(std::move(head));
    }
    while (forms.size() > 1 && !has_header(grid, plan, forms.back().row, grid.rows())) forms.pop_back();
    if (forms.size() < 2) return {};
    std::vector<int> out;
    for (const Head& form : forms) out.push_back(form.begin);
    out.front() = 0;
    return out;
}

Grid rows_of(const Grid& grid, int first, int last) {
    Grid out;
    out.part = grid.part;
    out.hidden = grid.hidden;
    out.page_lines = grid.page_lines;
    out.fixed_columns = grid.fixed_columns;
    for (const Cell& cell : grid.cells())
        if (cell.at.row >= first && cell.at.row < last) out.place(cell);
    out.sort();
    return out;
}

}  // namespace jixiao
