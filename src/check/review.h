// The table a reviewer works at: a form beside its template, and the findings so far.
//
// Knows: which section, column and fixed row a value of the form belongs to. Does not know: any rule.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"

namespace jixiao {

// A list of the form beside its description. Cells answer by column id; a column the row's section does not have,
// or a blank, is null.
class ListView {
public:
    ListView(const List& list, const ListSpec& spec, const Vocabulary& vocabulary);

    const List& list() const { return list_; }
    const ListSpec& spec() const { return spec_; }
    std::size_t size() const { return list_.rows.size(); }
    const Section& section(std::size_t row) const { return *sections_[row]; }
    // The fixed row this row is; null for a free one.
    const FixedRow* fixed(std::size_t row) const { return fixed_[row]; }

    const Value* value(std::size_t row, std::string_view column) const;
    std::string_view text(std::size_t row, std::string_view column) const;  // empty for null
    std::string_view name(std::size_t row) const;                           // of the section's name column
    std::string label(std::size_t row) const;                               // name with its group, for messages
    bool opens_group(std::size_t row, std::string_view column) const;       // differs from the row above

    const Column* column(std::size_t row, ColumnType type, int level = 0) const;  // the first such; null for none
    const Column* column(std::size_t row, std::string_view id) const;
    std::string pointer(std::size_t row, std::string_view column) const {
        return list_pointer(list_.id, row, column);
    }

    // The amount column of whole years: the first no half-year belongs to. Null where there is none.
    const Column* annual_amount() const { return annual_amount_; }

private:
    const List& list_;
    const ListSpec& spec_;
    std::vector<const Section*> sections_;
    std::vector<const FixedRow*> fixed_;
    const Column* annual_amount_ = nullptr;
};

struct Review {
    const Form& form;
    const Template& form_template;
    const Vocabulary& vocabulary;
    const Rules& rules;
    CheckOptions options;
    std::vector<ListView> lists;
    Findings findings;
    std::set<std::string> confirmed;  // pointers of the amounts that a sum confirms; review_sums fills it

    Review(const Form& f, const Template& t, const Vocabulary& v, const Rules& r, const CheckOptions& o);

    const ListView* list(std::string_view id) const;
    // Label of the innermost block that holds the list; empty where there is none.
    std::string block_label(std::string_view list_id) const;
    // What people call the list: its block's label, else the header of its name column, else its id.
    std::string list_label(const ListSpec& spec) const;
    std::string term_label(std::string_view term_id) const;
    std::string header(const Column& column) const;  // as printed; the id where the header cell is blank
    // To be filled in by the caller; beyond options.most_of_kind only counted.
    Finding& add(Code code, Message message, std::string pointer, Place place);

    std::map<Code, std::uint64_t> counts;
    Finding uncounted;  // what add returns where it keeps nothing
};

// Code points without blanks, look-alikes folded: what names and clauses are compared by, position by position.
struct Plain {
    std::u32string text;  // folded
    std::u32string raw;   // as written, one for one
};
Plain plain_text(std::string_view utf8);

int code_points(std::string_view utf8);  // without white space
bool goes_on(char32_t c);                // a letter, ideograph or digit: inside a clause

// One function a concept; each adds its findings.
void review_sums(Review& review);
void review_amounts(Review& review);
void review_texts(Review& review);
void review_required(Review& review);
void review_tree(Review& review);
void review_values(Review& review);
void review_references(Review& review);
void review_private_numbers(Review& review);
void review_trust(Review& review);  // after review_sums
void review_marks(Review& review);

}  // namespace jixiao
