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

// What cells say whatever form they may belong to, and the second key by which a form may know them.
struct CellTexts {
    std::vector<CellView> views;    // one for each cell of the grid, in its order, `uses` not set; empty without visible text
    std::vector<std::string> bare;  // the bare key where it may be a label's and differs; else empty
};
// Why apart from any plan: the same for all forms, and most of the work of telling which form it is.
CellTexts read_cells(const Grid& grid, const Vocabulary& vocabulary);

// What the form makes of a cell.
const std::vector<LabelUse>* uses_of(const CellTexts& cells, std::size_t index, const Plan& plan);

// One view for each cell of the grid, as the form sees them.
std::vector<CellView> view_cells(const Grid& grid, const Plan& plan);
std::vector<CellView> view_cells(CellTexts cells, const Plan& plan);

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
