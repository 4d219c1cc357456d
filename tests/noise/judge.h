// What became of each value: a form that was read against the form that was written.
//
// Knows: rows are matched by what they say, never by their number. Does not know: dirt or dialects.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "made_form.h"
#include "paper.h"

namespace jixiao::noise {

enum class Outcome {
    Right,
    Proposed,  // number or comparator left out, a finding proposes the right one
    Flagged,   // wrong or missing, and a finding or the list of unplaced content says so
    Silent,    // wrong, and nothing says so
    Lost,      // missing, and nothing says so
};
constexpr std::size_t kOutcomes = 5;
std::string_view name_of(Outcome outcome);

enum class Sort { Text, Amount, Value };

struct Verdict {
    Outcome outcome = Outcome::Right;
    Sort sort = Sort::Text;
    std::string pointer;       // into the form read; of the truth where nothing was read
    std::string expected, got;
    std::string flags;         // codes of the findings there
    bool comparator = false;   // it is the comparator that is wrong
    bool number = false;       // it is the number
    bool touched = false;      // dirt changed its characters
    bool doubted = false;      // a finding doubts it (whatever the outcome)
    std::string got_text;      // as it was read
    double confidence = 1;     // of the OCR engine, for a number silently wrong
    bool excused = false;      // nothing could be seen of it; see score.cc
};

struct Tally {
    std::array<int, kOutcomes> values{};
    int documents = 0, refused = 0, misread = 0;   // misread: another number of forms than were written
    int right_amounts = 0, doubted_amounts = 0;    // of the right ones
    int doubted = 0;                               // right values a finding doubts
    int silent_numbers = 0, silent_comparators = 0;
    int excused = 0;                               // of the silent numbers

    int all() const;
    int count(Outcome outcome) const { return values[static_cast<std::size_t>(outcome)]; }
    double share(Outcome outcome) const { return all() ? double(count(outcome)) / all() : 1; }
    void add(const Verdict& verdict);
    void add(const Tally& other);
};

// `strict`: white space counts. `picture`: it was read from one, where ( and （ are the same.
std::vector<Verdict> judge(const MadeForm& truth, const std::map<Shown, std::string>& written,
                           const std::set<Shown>& touched, const Form& read, bool strict, bool picture = false);

}  // namespace jixiao::noise
