// The dirt of real extracts, one rule at a time, at a level from 0 to 1.
//
// Knows: what each rule does to a paper, to the rows of an extract, or to its bytes, and what a reader may still be
// asked for afterwards. Does not know: how anything is read.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "made_form.h"
#include "paper.h"
#include "random.h"
#include "writers.h"

namespace jixiao::noise {

enum class DirtKind {
    Clean,
    Structure,   // D1–D17 of domain.md, chapter 4
    Characters,
    Ocr,
    Traceless,   // a digit read as another digit: scored apart
    Refused,     // nothing can be read: the answer is a refusal
};

struct DirtRule {
    std::string_view name;
    DirtKind kind;
    std::string_view about;
    bool levels = true;                         // false: it is there or not
    std::vector<Dialect> dialects = {};         // where it can occur; empty: everywhere but xlsx
    bool in(Dialect dialect) const;
};
std::span<const DirtRule> dirt_rules();
const DirtRule* dirt_rule(std::string_view name);

// A dirty text and what it still says.
struct Case {
    std::string name;                           // of the input
    std::string bytes;
    std::vector<MadeForm> truths;               // in the text's order
    std::vector<std::map<Shown, std::string>> written;  // texts as they stand in it
    std::vector<std::set<Shown>> touched;       // values whose characters were changed
    std::string tsv;                            // of a scan: the words with their confidence
};

inline const std::string kFirstForm = "jiangsu/department-overall";

struct Order {
    Dialect dialect = Dialect::Tabs;
    const DirtRule* rule = nullptr;
    double level = 0;
    unsigned seed = 1;
    std::string form = kFirstForm;   // id of its template
};

Case make_case(const Order& order, const Template& form_template, const Vocabulary& vocabulary);

// The parts: on the paper, on the rows of an extract, on the letters.
void dirty_paper(Paper& paper, std::string_view rule, double level, Random& random);
void dirty_slots(std::vector<SlotPage>& pages, std::string_view rule, double level, Random& random);
std::set<Shown> dirty_letters(Paper& paper, std::string_view rule, double level, const Vocabulary& vocabulary, Random& random);
std::set<Shown> dirty_by_ocr(Paper& paper, std::string_view rule, double level, const Vocabulary& vocabulary, Random& random);
std::string encoded(std::string_view utf8, std::string_view rule);

}  // namespace jixiao::noise
