// The cells of a Grid as recognition sees them: text, key, what the label may be, what the value looks like.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grid/grid.h"
#include "recognise/plan.h"

namespace jixiao {

// Each of so many cells without a place gets a finding; of the others one says how many there are. All of them are listed
// as unplaced.
inline constexpr std::size_t kMaxUnplacedNotes = 1'000;

// What became of a cell. After recognition no visible non-empty cell is left at Open.
enum class CellClaim { Open, Label, Value, Ignored, Unclaimed };

struct CellView {
    int index = 0;                                // into Grid::cells()
    int col = 0;                                  // where it stands; for a piece of a glued cell, about
    const Cell* cell = nullptr;
    std::string text;                             // shown, trimmed
    std::string key;                              // label key; empty for texts too long to be a label
    const std::vector<LabelUse>* uses = nullptr;  // nullptr: no label of the form
    std::string spelling;                         // of the label, where noise made it unknown and it was repaired
    bool amount = false;                          // reads as money
    bool value = false;                           // reads as an indicator value
    bool quantitative = false;                    // … with a number
    bool dash = false;                            // a lone dash, that is: blank

    // What the cell says with noise put right.
    const std::string& read() const { return spelling.empty() ? text : spelling; }
    bool is(LabelUse::Kind kind) const;
    const LabelUse* use(LabelUse::Kind kind, int zone) const;
};

// One view for each cell of the grid, in the grid's order; cells without visible text have an empty one.
std::vector<CellView> view_cells(const Grid& grid, const Plan& plan);

// The view of one cell that says `text`.
CellView view_text(const Cell& cell, int index, std::string text, const Plan& plan);

// The lines of a name or a value, joined as they were before they were wrapped: nothing between Chinese characters,
// a blank between two Latin words.
std::string join_lines(std::string_view text);

// True when a line begins with a numbering mark: （一） (二) 三、 4. 5、 ⑥. There a paragraph of wrapped text begins.
bool begins_paragraph(std::string_view line);

// `2023.07-2024.01`, `12月底前`, `2024年6月`: a time, and nothing else.
bool is_date(std::string_view text);

// The paragraphs of a long text: its non-empty lines, trimmed.
std::vector<std::string> paragraphs_of(std::string_view text);

}  // namespace jixiao
