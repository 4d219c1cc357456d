// The canonical model: what a budget-performance table means.
//
// Knows: fields, lists, amounts, indicator values, and where each was read.
// Does not know: any particular form. Fields and list columns are named by the template's ids.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/finding.h"
#include "base/origin.h"

namespace jixiao {

// Money. What cannot be read as a number is kept as written.
struct Amount {
    std::optional<Decimal> number;  // in the form's unit
    std::string written;            // as a person saw it
    bool operator==(const Amount& other) const {
        return number == other.number && (number || written == other.written);
    }
};

enum class ValueKind { Quantitative, Qualitative, Text };
enum class Comparator { None, Equal, AtLeast, AtMost, Greater, Less };

constexpr bool at_least(Comparator c) { return c == Comparator::AtLeast || c == Comparator::Greater; }
constexpr bool at_most(Comparator c) { return c == Comparator::AtMost || c == Comparator::Less; }
constexpr bool point_apart(Comparator a, Comparator b) { return (at_least(a) && at_most(b)) || (at_most(a) && at_least(b)); }

std::string_view comparator_name(Comparator c);  // "=", ">=", "<=", ">", "<"; empty for None
std::string_view kind_name(ValueKind kind);      // "quantitative" | "qualitative" | "text"

// An indicator value as printed, and as far as it can be read.
struct IndicatorValue {
    std::string raw;
    ValueKind kind = ValueKind::Text;
    Comparator comparator = Comparator::None;
    std::optional<Decimal> number;   // first or only number
    std::optional<Decimal> number2;  // end of a range
    std::string unit;                // as written; empty for none
    bool operator==(const IndicatorValue&) const = default;
};

// One value of a field or of a list column. Exactly the member that belongs to `type` is used.
struct Value {
    enum class Type { Null, Text, Paragraphs, Amount, Indicator };
    Type type = Type::Null;
    std::string text;
    std::vector<std::string> paragraphs;
    Amount amount;
    IndicatorValue indicator;
    Place place;                     // where it was read; unknown for blanks and JSON input
    float confidence = 1;            // of the OCR engine that read it, 0..1; 1 where none says

    bool null() const { return type == Type::Null || (type == Type::Paragraphs && paragraphs.empty()); }
    static Value of_text(std::string text, Place place = {});
    static Value of_paragraphs(std::vector<std::string> paragraphs, Place place = {});
    static Value of_amount(Amount amount, Place place = {});
    static Value of_indicator(IndicatorValue value, Place place = {});
};

bool same_meaning(const Value& a, const Value& b);  // equality without places

struct Field {
    std::string id;
    bool long_text = false;          // a blank one is [] in JSON, not null
    Value value;
};

struct List {
    std::string id;
    std::vector<std::string> columns;          // ids, in JSON order
    std::vector<std::vector<Value>> rows;      // each row has one Value a column, in source order

    int column(std::string_view id) const;     // index, -1 where there is none
};

struct Unplaced {                    // read, but without a place in the template
    std::string label;               // may be empty
    std::string text;
    Place place;
};

struct Source {
    std::string name;
    std::string format;              // "text" | "xlsx" | "json"
    std::optional<std::string> part; // sheet name
    std::string trust = "exact";     // "exact" | "ocr"
};

struct Form {
    std::string template_id;
    Source source;
    std::string title;               // empty: none was read
    Place title_place;
    int year = 0;                    // 0: none was read
    Place year_place;
    std::string currency_unit;       // "万元"
    std::vector<Field> fields;       // every field of the template, in its order
    std::vector<List> lists;         // every list of the template, in its order
    std::vector<Unplaced> unplaced;
    Findings findings;

    const Field* field(std::string_view id) const;
    const List* list(std::string_view id) const;
    Origin origin(Place place) const;  // a place of this form, with its input and part
};

// Same title, year, fields and lists; places, source and findings aside.
bool same_meaning(const Form& a, const Form& b);

// JSON pointers of the canonical JSON.
std::string field_pointer(std::string_view field);                                        // "/fields/unit_name"
std::string list_pointer(std::string_view list, std::size_t row, std::string_view column);// "/lists/income/0/annual"

}  // namespace jixiao
