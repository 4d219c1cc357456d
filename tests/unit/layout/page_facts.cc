#include "page_facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include <fmt/format.h>

#include "catch.h"
#include "text/characters.h"

namespace jixiao::forms {

std::string line_text(const Line& line) {
    std::string text;
    for (const Run& run : line.runs) {
        for (const Glyph& glyph : run.glyphs) append_utf8(text, run.substituted ? run.substituted : glyph.c);
    }
    return text;
}

std::string box_text(const Box& box) {
    std::string text;
    for (const Line& line : box.lines) {
        if (!text.empty()) text += '/';
        text += line_text(line);
    }
    return text;
}

void check_sheet_facts(const Sheet& sheet) {
    const auto rows = sheet.rows.size(), cols = sheet.columns.size();
    std::vector<int> cover(rows * cols);
    std::pair<int, int> previous{-1, -1};
    for (const SheetCell& cell : sheet.cells) {
        REQUIRE(cell.row + cell.rows <= static_cast<int>(rows));
        REQUIRE(cell.col + cell.cols <= static_cast<int>(cols));
        REQUIRE(previous < std::pair(cell.row, cell.col));
        previous = {cell.row, cell.col};
        for (int r = cell.row; r < cell.row + cell.rows; ++r) {
            for (int c = cell.col; c < cell.col + cell.cols; ++c) {
                ++cover[static_cast<std::size_t>(r) * cols + static_cast<std::size_t>(c)];
            }
        }
        for (const int header : cell.headers) {
            const CellRole role = sheet.cells[static_cast<std::size_t>(header)].role;
            CHECK((role == CellRole::Header || role == CellRole::Label || role == CellRole::Group));
        }
        if (cell.number) CHECK(cell.paragraphs == std::vector{cell.number->str()});
    }
    CHECK(std::ranges::all_of(cover, [](int n) { return n == 1; }));  // every square once
    for (const SheetRow& row : sheet.rows) {
        CHECK(row.height > 0);
        CHECK(row.height <= 409);
    }
}

void check_form_shown(const Form& form, const Sheet& sheet) {
    std::map<std::string, int> count;
    for (const SheetCell& cell : sheet.cells) {
        if (!cell.field.empty()) ++count[cell.field];
    }
    for (const auto& [field, n] : count) {
        INFO(field);
        CHECK(n == 1);
    }
    const auto text = [&](const std::string& pointer) {
        std::string all;
        for (const SheetCell& cell : sheet.cells) {
            if (cell.field == pointer) {
                for (const std::string& paragraph : cell.paragraphs) all += paragraph + "\n";
            }
        }
        return all;
    };
    for (const Field& field : form.fields) {
        std::string expected;
        for (const std::string& paragraph : field.value.paragraphs) expected += paragraph + "\n";
        if (field.value.type == Value::Type::Text) expected = field.value.text + "\n";
        CHECK(text(field_pointer(field.id)) == expected);
    }
    for (const List& list : form.lists) {
        std::vector<std::string> carried(list.columns.size());
        for (std::size_t r = 0; r < list.rows.size(); ++r) {
            for (std::size_t c = 0; c < list.columns.size(); ++c) {
                const Value& value = list.rows[r][c];
                if (value.null()) continue;
                std::string expected = value.text;
                if (value.type == Value::Type::Amount)
                    expected = value.amount.number ? value.amount.number->str() : value.amount.written;
                if (value.type == Value::Type::Indicator) expected = value.indicator.raw;
                const std::string pointer = list_pointer(list.id, r, list.columns[c]);
                INFO(pointer);
                // A group's cell stands for all rows it covers.
                if (count.contains(pointer)) carried[c] = text(pointer);
                CHECK(carried[c] == expected + "\n");
            }
        }
    }
}

namespace {

double line_end(const Line& line) {
    double x = 0;
    for (const Run& run : line.runs) {
        x = run.x;
        for (const Glyph& glyph : run.glyphs) x += (fonts().advance(run.face, glyph.id) + glyph.dx) * run.size / 1000;
    }
    // The right half of a closing mark is empty, and may reach over the padding.
    const Run& run = line.runs.back();
    const Glyph& last = run.glyphs.back();
    if (std::u32string_view(U"，。、；：！？）》”’】").find(last.c) != std::u32string_view::npos) x -= run.size / 2;
    return x;
}

void check_box(const Sheet& sheet, const Box& box) {
    const SheetCell& cell = sheet.cells[static_cast<std::size_t>(box.cell)];
    INFO(cell.field << " " << box_text(box));
    constexpr double kClear = 1.5;  // pt between ink and any rule
    for (const Line& line : box.lines) {
        if (line.runs.empty()) continue;
        CHECK(line.runs.front().x >= box.x + kClear);
        CHECK(line_end(line) <= box.x + box.w - kClear);
        const double size = line.runs.front().size;
        CHECK(line.baseline + 0.88 * size <= box.y + box.h - kClear);
        CHECK(line.baseline - 0.12 * size >= box.y + kClear);
    }
}

void check_tiling(const Sheet& sheet, const Page& page) {
    double area = 0, top = 0, bottom = page.height, left = page.width, right = 0;
    for (const Box& box : page.boxes) {
        if (!sheet.rows[static_cast<std::size_t>(sheet.cells[static_cast<std::size_t>(box.cell)].row)].table)
            continue;
        area += box.w * box.h;
        top = std::max(top, box.y + box.h);
        bottom = std::min(bottom, box.y);
        left = std::min(left, box.x);
        right = std::max(right, box.x + box.w);
    }
    CHECK(area == Approx((top - bottom) * (right - left)).epsilon(1e-6));  // no hole, no overlap
    CHECK(bottom >= sheet.page.bottom - 0.1);
    CHECK(top <= page.height - sheet.page.top + 0.1);
    for (const double y : {top, bottom}) {  // the table closes on every page
        CHECK(std::ranges::any_of(page.rules, [&](const Rule& rule) {
            return rule.y0 == rule.y1 && std::abs(rule.y0 - y) < 0.01 && rule.width == sheet.page.border_outer &&
                   rule.x0 <= left + 0.01 && rule.x1 >= right - 0.01;
        }));
    }
    for (const Rule& rule : page.rules) CHECK((rule.x0 == rule.x1) != (rule.y0 == rule.y1));
}

// Of each row, the share that is white below the lowest of the lines that stand beside it.
void check_white(const Sheet& sheet, const Page& page) {
    constexpr double kMostWhite = 0.4;
    std::set<std::pair<double, double>> rows;  // lower and upper edge
    for (const Box& box : page.boxes) {
        const SheetCell& cell = sheet.cells[static_cast<std::size_t>(box.cell)];
        const bool one = std::ranges::all_of(
            std::span(sheet.rows).subspan(static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.rows)),
            [&](const SheetRow& row) { return row.logical == sheet.rows[static_cast<std::size_t>(cell.row)].logical; });
        if (one) rows.emplace(box.y, box.y + box.h);
    }
    for (const auto& [lower, upper] : rows) {
        double lowest = upper;
        std::string text;
        for (const Box& box : page.boxes) {
            for (const Line& line : box.lines) {
                if (line.runs.empty() || line.baseline < lower || line.baseline > upper) continue;
                lowest = std::min(lowest, line.baseline - 0.12 * line.runs.front().size);
                text += line_text(line) + " ";
            }
        }
        if (text.empty()) continue;
        INFO(text);
        CHECK(lowest - lower <= kMostWhite * (upper - lower));
    }
}

}  // namespace

void check_page_facts(const Sheet& sheet, const Pages& pages) {
    std::vector<std::string> read(sheet.cells.size());
    std::vector<int> seen(sheet.cells.size());
    for (std::size_t p = 0; p < pages.pages.size(); ++p) {
        const Page& page = pages.pages[p];
        INFO("page " << p + 1);
        double bottom = page.height;
        const Box* lowest = nullptr;
        std::set<int> once;
        for (const Box& box : page.boxes) {
            check_box(sheet, box);
            const auto cell = static_cast<std::size_t>(box.cell);
            CHECK(once.insert(box.cell).second);
            if (!box.artifact) ++seen[cell];
            for (const Line& line : box.lines) {
                if (!box.artifact) read[cell] += line_text(line);
            }
            if (box.y <= bottom + 0.01) lowest = &box;  // the last of the lowest row
            bottom = std::min(bottom, box.y);
        }
        REQUIRE(lowest != nullptr);
        const int last_row = sheet.cells[static_cast<std::size_t>(lowest->cell)].row;
        if (p + 1 < pages.pages.size()) {
            CHECK(bottom < page.height - sheet.page.top - (page.height - sheet.page.top - sheet.page.bottom) / 4);
            CHECK(sheet.rows[static_cast<std::size_t>(last_row)].header_of < 0);
        }
        check_tiling(sheet, page);
        check_white(sheet, page);
        CHECK(page.furniture.size() == (p == 0 ? 1U : 2U));
        CHECK(line_text(page.furniture.back()) == fmt::format("第 {} 页 共 {} 页", p + 1, pages.pages.size()));
        if (p > 0) CHECK(line_text(page.furniture.front()) == sheet.page.running_head);
    }
    const auto visible = [](std::string_view utf8) {
        std::u32string text = to_code_points(utf8);
        std::erase_if(text, [](char32_t c) { return is_space(c) || is_format(c); });
        return to_utf8(text);
    };
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        std::string whole;
        for (const std::string& paragraph : sheet.cells[i].paragraphs) whole += paragraph;
        INFO(sheet.cells[i].field);
        CHECK(visible(read[i]) == visible(whole));  // every character once, in order
        CHECK(seen[i] >= 1);
    }
}

std::string describe(const Sheet& sheet, const Pages& pages) {
    std::string text;
    for (std::size_t p = 0; p < pages.pages.size(); ++p) {
        const Page& page = pages.pages[p];
        text += fmt::format("page {} of {}: {} rules, {} shades\n", p + 1, pages.pages.size(), page.rules.size(),
                            page.shades.size());
        for (const Line& line : page.furniture)
            text += fmt::format("  furniture {:.0f} {}\n", line.baseline, line_text(line));
        for (const Box& box : page.boxes) {
            const SheetCell& cell = sheet.cells[static_cast<std::size_t>(box.cell)];
            text += fmt::format("  r{} c{} [{:.0f} {:.0f} {:.0f} {:.0f}]{}{} {}\n", cell.row, cell.col, box.x, box.y,
                                box.w, box.h, box.artifact ? " artifact" : "", box.continued ? " continued" : "",
                                box_text(box));
        }
    }
    return text;
}

}  // namespace jixiao::forms
