#include "importers/xlsx_sheet.h"

#include <algorithm>
#include <charconv>

#include "importers/xlsx_workbook.h"

namespace jixiao {
namespace {

StoredType stored_type(std::string_view name) {
    if (name == "s") return StoredType::SharedString;
    if (name == "str") return StoredType::FormulaString;
    if (name == "inlineStr") return StoredType::InlineString;
    if (name == "b") return StoredType::Boolean;
    if (name == "e") return StoredType::Error;
    if (name == "d") return StoredType::Date;
    return StoredType::Number;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n\r");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1);
}

bool is_zero_size(std::string_view text) {
    double size = 1;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), size);
    return parsed.ec == std::errc() && size == 0;
}

class SheetHandler : public XmlHandler {
public:
    SheetHandler(SheetData& sheet, const Origin& at, const Limits& limits, std::uint64_t& cells, MemoryBudget& budget,
                 FindingList& findings)
        : sheet_(sheet), at_(at), limits_(limits), cells_(cells), budget_(budget), findings_(findings) {}

    bool start(XmlNamespace ns, std::string_view name, XmlAttributes attributes) override {
        if (ns == XmlNamespace::Other) return false;
        if (name == "c") return start_cell(attributes), true;
        if (name == "v") return into(value_);
        if (name == "row") return start_row(attributes), true;
        if (name == "f") return start_formula(attributes);
        if (name == "is") {
            inline_ = true;
            return true;
        }
        if (name == "t" || name == "r") return inline_ && (name == "r" || into(value_));
        if (name == "mergeCell") return add_merge(attributes), false;
        if (name == "col") return hide_columns(attributes), false;
        if (name == "sheetView") return add_view(attributes), false;
        return name == "sheetData" || name == "worksheet" || name == "mergeCells" || name == "cols" ||
               name == "sheetViews";
    }

    void text(std::string_view piece) override {
        if (!into_) return;
        *into_ += piece;
        if (into_->size() > limits_.string_bytes)
            stop = limit_failure(place(), "string_bytes", limits_.string_bytes, into_->size());
    }

    void end(std::string_view name) override {
        into_ = nullptr;
        if (name == "c") end_cell();
    }

private:
    bool into(std::string& text) {
        into_ = &text;
        return true;
    }

    Origin place() const { return {at_.input, at_.part, cell_known_ ? cell_.at() : Place{}}; }

    void start_row(XmlAttributes attributes) {
        ++row_;
        col_ = -1;
        if (const auto r = attribute(attributes, "r")) {
            const auto number = whole_number(trimmed(*r));
            if (number && *number >= 1 && *number <= Grid::kMaxRows)
                row_ = *number - 1;
            else
                findings_.add(source_finding(Code::source_damaged, at_,
                                             message("行号无法读取：{}", "a row number cannot be read: {}", *r), *r));
        }
        const auto height = attribute(attributes, "ht");
        if (row_ < Grid::kMaxRows && (flag(attributes, "hidden") || (height && is_zero_size(*height)))) {
            sheet_.hidden_rows.resize(std::max(sheet_.hidden_rows.size(), static_cast<std::size_t>(row_) + 1));
            sheet_.hidden_rows[static_cast<std::size_t>(row_)] = true;
        }
    }

    void start_cell(XmlAttributes attributes) {
        cell_ = {};
        value_.clear();
        formula_text_.clear();
        formula_ = {};
        has_formula_ = inline_ = false;
        ++col_;
        Place at{row_, col_};
        reference_.clear();
        for (const auto& one : attributes) {
            if (one.ns != XmlNamespace::None) continue;
            if (one.name == "r") {
                const auto read = read_place(trimmed(one.value));
                if (read)
                    at = *read;
                else
                    at = {}, reference_ = one.value;
            } else if (one.name == "t") {
                cell_.type = stored_type(one.value);
            } else if (one.name == "s") {
                cell_.style = static_cast<std::uint32_t>(whole_number(one.value).value_or(0));
            }
        }
        cell_known_ = at.known() && at.row < Grid::kMaxRows && at.col < Grid::kMaxCols;
        if (!cell_known_) return;
        cell_.row = row_ = at.row;
        cell_.col = static_cast<std::uint16_t>(col_ = at.col);
        sheet_.used_last = {std::max(sheet_.used_last.row, at.row), std::max(sheet_.used_last.col, at.col)};
    }

    bool start_formula(XmlAttributes attributes) {
        has_formula_ = true;
        if (attribute(attributes, "t").value_or("") == "shared")
            formula_.shared = whole_number(attribute(attributes, "si").value_or("")).value_or(-1);
        return into(formula_text_);
    }

    void end_cell() {
        if (inline_) cell_.type = StoredType::InlineString;
        const bool is_text = cell_.type == StoredType::InlineString || cell_.type == StoredType::FormulaString;
        const std::string text = is_text ? decode_xstring(value_) : std::string(trimmed(value_));
        inline_ = false;
        if (text.empty() && !has_formula_) return;
        if (!cell_known_) {
            findings_.add(
                source_finding(Code::source_damaged, at_,
                               message("单元格的位置无法读取（{0}），其内容未放入表格：{1}",
                                       "a cell's place cannot be read ({0}); it was left out: {1}", reference_, text),
                               text));
            return;
        }
        if (++cells_ > limits_.cells) {
            stop = limit_failure(place(), "cells", limits_.cells, cells_);
            return;
        }
        if (!budget_.take(sizeof(StoredCell) + text.size() +
                          (has_formula_ ? sizeof(StoredFormula) + formula_text_.size() : 0))) {
            stop = limit_failure(place(), "memory", budget_.limit(), budget_.used() + text.size());
            return;
        }
        if (has_formula_) {
            cell_.formula = static_cast<int>(sheet_.formulas.size());
            formula_.text = decode_xstring(formula_text_);
            formula_.at = cell_.at();
            sheet_.formulas.push_back(std::move(formula_));
        }
        cell_.text = sheet_.arena.keep(text);
        if (!sheet_.cells.empty()) {
            const StoredCell& before = sheet_.cells.back();
            if (std::pair(before.row, before.col) >= std::pair(cell_.row, cell_.col)) sheet_.ordered = false;
        }
        sheet_.cells.push_back(cell_);
    }

    void add_merge(XmlAttributes attributes) {
        const std::string_view ref = attribute(attributes, "ref").value_or("");
        if (const auto area = read_area(trimmed(ref)))
            sheet_.merges.push_back(*area);
        else
            findings_.add(source_finding(Code::merge_ignored, at_,
                                         message("合并区域无法读取：{}", "a merged range cannot be read: {}", ref),
                                         ref));
        if (sheet_.merges.size() > limits_.merges)
            stop = limit_failure(at_, "merges", limits_.merges, sheet_.merges.size());
    }

    // 18.3.1.13; a width of 0 hides as well.
    void hide_columns(XmlAttributes attributes) {
        const auto width = attribute(attributes, "width");
        if (!flag(attributes, "hidden") && !(width && is_zero_size(*width))) return;
        const int first = whole_number(attribute(attributes, "min").value_or("")).value_or(0);
        const int last =
            std::min(whole_number(attribute(attributes, "max").value_or("")).value_or(first), Grid::kMaxCols);
        if (first < 1 || last < first) return;
        sheet_.hidden_cols.resize(std::max(sheet_.hidden_cols.size(), static_cast<std::size_t>(last)));
        std::fill(sheet_.hidden_cols.begin() + first - 1, sheet_.hidden_cols.begin() + last, true);
    }

    void add_view(XmlAttributes attributes) {
        if (!view_seen_) sheet_.show_zeros = flag(attributes, "showZeros", true);
        view_seen_ = true;
    }

    SheetData& sheet_;
    const Origin& at_;
    const Limits& limits_;
    std::uint64_t& cells_;
    MemoryBudget& budget_;
    FindingList& findings_;

    int row_ = -1, col_ = -1;
    StoredCell cell_;
    StoredFormula formula_;
    std::string value_, formula_text_, reference_;
    std::string* into_ = nullptr;  // what character data belongs to
    bool cell_known_ = false, has_formula_ = false, inline_ = false, view_seen_ = false;
};

}  // namespace

Result<SheetData> read_sheet(OoxmlPackage& package, std::string_view part, const Origin& at, std::uint64_t& cells,
                             MemoryBudget& budget, FindingList& findings) {
    SheetData sheet;
    SheetHandler handler(sheet, at, package.limits(), cells, budget, findings);
    if (auto done = package.read(part, handler, OoxmlPackage::Size::Any); !done)
        return std::unexpected(std::move(done.error()));
    return sheet;
}

}  // namespace jixiao
