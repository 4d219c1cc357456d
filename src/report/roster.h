// The units a batch should hold, against those it does.
//
// Knows: how a list of unit names is read, and when two names are one. Does not know: how the batch was run.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "convert.h"

namespace jixiao {

// Units and the inputs that speak of them, in the roster's order, others in the batch's.
struct RosterResult {
    struct Unit {
        std::string name;
        std::vector<std::string> inputs;
    };
    std::size_t listed = 0;               // units on the roster
    std::vector<Unit> missing;            // on the roster, no document
    std::vector<Unit> twice;              // more than one document of one form and year
    std::vector<Unit> unknown;            // documents of units that are not on the roster
    std::vector<std::string> nameless;    // documents without a unit name
    std::vector<std::string> failed;      // inputs that could not be read: a missing unit may be among them
    std::vector<std::string> repeated;    // names that stand on the roster twice

    bool complete() const { return missing.empty() && twice.empty(); }
};

class Roster {
public:
    // A workbook or text with one unit a row. The names stand in the column below a header the vocabulary knows for the
    // name of a unit; without such a header, in the first column that is mostly names. Fails when there is none.
    static Result<Roster> read(const Input& input, const Vocabulary& vocabulary);

    std::size_t size() const { return units_.size(); }
    void add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents);
    RosterResult result() const;

private:
    struct Seen {
        std::string name;
        std::vector<std::string> inputs;
        std::map<std::string, std::vector<std::string>> by_form;  // inputs by form, year and project
    };
    bool list(const std::string& name);

    std::vector<std::string> units_;      // keys, in the roster's order
    std::map<std::string, Seen> seen_;    // by label key of the name
    std::vector<std::string> others_;     // keys of units not on it, in the batch's order
    std::vector<std::string> nameless_, failed_, repeated_;
};

// What people are told of it, one line each; `most` names a list, the rest counted.
std::vector<std::string> roster_lines(const RosterResult& result, std::size_t most, Lang lang);

}  // namespace jixiao
