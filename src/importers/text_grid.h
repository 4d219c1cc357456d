// A Grid in the making, with what reading it has to say.
//
// Knows: which cells leave a trace, the findings every dialect shares, the limits of a grid.
// Does not know: how a dialect separates its cells.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "importers/import.h"
#include "base/limits.h"
#include "importers/text_markup.h"
#include "importers/unseen.h"

namespace jixiao {

class TextGrid {
public:
    TextGrid(std::string input, const Limits& limits)
        : input_(std::move(input)), limits_(limits), memory_(limits.memory) {
        findings_.reserve(8);
    }

    // A cell as it stands in the text; what it shows is worked out here. A cell that shows nothing is no cell.
    void add(Place at, std::string_view raw) { add(at, Extent(), raw, visible_text(raw)); }

    // The same for a cell whose visible text the dialect knows.
    void add(Place at, Extent extent, std::string_view raw, Visible visible, float confidence = 1,
             bool hidden = false, Rare<PagePlace> on_page = {});

    // Something to say about a place; many of one code become one that says how many more there are.
    void say(Finding finding, Place at);

    // After the first failure nothing more is added.
    void refuse(Failure failure) {
        if (!failure_) failure_ = std::move(failure);
    }
    bool refused() const { return failure_.has_value(); }
    Origin origin(Place at = {}) const { return {input_, "", at}; }
    const Limits& limits() const { return limits_; }

    Result<Imported> finish() &&;

private:
    std::string input_;
    Limits limits_;
    Grid grid_;
    Findings findings_;
    std::map<Code, std::size_t> said_;
    std::optional<Failure> failure_;
    MemoryBudget memory_;
    UnseenCharacters unseen_;
};

}  // namespace jixiao
