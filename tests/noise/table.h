// Many scores: counted, written down as tables, and held against what was reached before.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "score.h"

namespace jixiao::noise {

struct Row {
    Order order;      // of the first seed
    int seeds = 0;
    Tally tally;
};

// Scores each order over its seeds, on `threads` threads. The result does not depend on their number.
std::vector<Row> score_all(const std::vector<Order>& orders, int seeds, unsigned threads, const Engine& engine);

// What the issue asks of a kind of dirt.
struct Target {
    double right = 0;        // share of values right, or left out with the right proposal
    bool silent = false;     // numbers and comparators may be silently wrong
    double doubted = 1;      // share of right amounts that findings may doubt (of right values where clean)
};
Target target_of(DirtKind kind);

// One line a row: dialect, dirt, level, seeds and the counts. Read back as it was written.
std::string baseline_text(const std::vector<Row>& rows);
std::map<std::string, Tally> read_baseline(std::string_view text);
std::string baseline_key(const Row& row);

// Sentences about rows that fell below what they had reached (and below their target), with the command that shows them.
std::vector<std::string> fallen(const std::vector<Row>& rows, const std::map<std::string, Tally>& baseline);

// Tables for docs/recognition.md, in Chinese and English: summary by kind of dirt and dialect, then every rule by dialect and level.
std::string markdown(const std::vector<Row>& rows);

}  // namespace jixiao::noise
