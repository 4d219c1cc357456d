// Input validation of the workbook's form (ECMA-376-1 18.3.1.32).
#include <algorithm>
#include <map>

#include "exporters/xlsx.h"
#include "exporters/xlsx_text.h"

namespace jixiao::xlsx {
namespace {

constexpr std::size_t kMaxRules = 255;        // libxlsxwriter counts them in one byte
constexpr std::size_t kMaxInline = 255;       // characters of a text in a formula
constexpr double kLargest = 999999999999999;  // 15 digits: what a workbook keeps of a number

// Rules of the same kind that touch, as one: row below row, then column beside column.
std::vector<Validation> coalesced(std::vector<Validation> rules) {
    const auto join = [&](auto touches, auto extend) {
        std::vector<Validation> joined;
        for (Validation& rule : rules) {
            const auto same = std::ranges::find_if(joined, [&](const Validation& other) {
                return other.number == rule.number && other.words == rule.words && touches(other, rule);
            });
            if (same == joined.end()) {
                joined.push_back(std::move(rule));
            } else {
                extend(*same, rule);
            }
        }
        rules = std::move(joined);
    };
    join([](const auto& a, const auto& b) { return a.col == b.col && a.cols == b.cols && a.row + a.rows == b.row; },
         [](auto& a, const auto& b) { a.rows += b.rows; });
    join([](const auto& a, const auto& b) { return a.row == b.row && a.rows == b.rows && a.col + a.cols == b.col; },
         [](auto& a, const auto& b) { a.cols += b.cols; });
    return rules;
}

// `"健全,合理"`, or nothing where the words need cells of their own: a comma ends a word, and 255 characters are all.
// Why no value_list: libxlsxwriter joins it in a buffer of 255 bytes and writes beyond it.
std::string inline_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        if (word.find(',') != std::string::npos) return {};
        text += (text.empty() ? "" : ",") + plain(word);
    }
    if (utf16_length(text) > kMaxInline) return {};
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

// A hidden sheet with one column a list.
class WordSheet {
public:
    explicit WordSheet(const Target& form) : form_(form) {}

    // `='词表'!$B$1:$B$90`; empty with an error set when the sheet could not be made.
    std::string range(const std::vector<std::string>& words) {
        if (const auto known = ranges_.find(words); known != ranges_.end()) return known->second;
        if (!worksheet_) {
            name_ = form_.name == "词表" ? "词表（2）" : "词表";
            worksheet_ = workbook_add_worksheet(form_.book, name_.c_str());
            if (!worksheet_) return {};
            worksheet_hide(worksheet_);
        }
        const auto col = static_cast<lxw_col_t>(ranges_.size());
        lxw_row_t row = 0;
        for (const std::string& word : words) {
            if (worksheet_write_string(worksheet_, row++, col, escape_cell(word).c_str(), nullptr)) return {};
        }
        return ranges_[words] = "=" + sheet_range(name_, 0, col, static_cast<int>(words.size()), 1);
    }

private:
    const Target& form_;
    lxw_worksheet* worksheet_ = nullptr;
    std::string name_;
    std::map<std::vector<std::string>, std::string> ranges_;
};

}  // namespace

lxw_error add_validations(const Target& target, const Sheet& sheet) {
    std::vector<Validation> rules;
    for (const Validation& rule : sheet.validations) {
        const bool inside = rule.row >= 0 && rule.col >= 0 && rule.rows > 0 && rule.cols > 0 &&
                            rule.row + rule.rows <= std::ssize(sheet.rows) &&
                            rule.col + rule.cols <= std::ssize(sheet.columns);
        if (inside && (rule.number || !rule.words.empty())) rules.push_back(rule);
    }
    rules = coalesced(std::move(rules));
    if (rules.size() > kMaxRules) rules.resize(kMaxRules);
    WordSheet word_sheet(target);
    const bool zh = sheet.lang == Lang::Zh;
    for (const Validation& rule : rules) {
        lxw_data_validation validation{};
        validation.ignore_blank = LXW_VALIDATION_ON;
        std::string source, title = zh ? "请填写数字" : "A number, please";
        std::string text = zh ? "此处填写金额，只能是数字，不带单位和千分位。"
                              : "An amount: digits only, without unit or separators.";
        if (rule.number) {
            validation.validate = LXW_VALIDATION_TYPE_DECIMAL;
            validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
            validation.minimum_number = -kLargest;
            validation.maximum_number = kLargest;
            validation.error_title = title.data();
            validation.error_message = text.data();
        } else {
            source = inline_words(rule.words);
            if (source.empty()) source = word_sheet.range(rule.words);
            if (source.empty()) return LXW_ERROR_PARAMETER_VALIDATION;
            validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
            validation.value_formula = source.data();
            // Suggestions: another text stays allowed, and no box asks about every `≥90%`.
            validation.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
            validation.show_error = LXW_VALIDATION_OFF;
        }
        const lxw_error e = worksheet_data_validation_range(
            target.worksheet, static_cast<lxw_row_t>(rule.row), static_cast<lxw_col_t>(rule.col),
            static_cast<lxw_row_t>(rule.row + rule.rows - 1), static_cast<lxw_col_t>(rule.col + rule.cols - 1),
            &validation);
        if (e) return e;
    }
    return LXW_NO_ERROR;
}

}  // namespace jixiao::xlsx
