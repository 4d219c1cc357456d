// Areas that cover columns while one walks down a sheet.
//
// Knows: which accepted area covers a place. Does not know: cells.
#pragma once

#include <iterator>
#include <map>

#include "importers/xlsx_reference.h"

namespace jixiao {

// Areas arrive in order of their first place, and questions never go up: an area that has ended is dropped when
// it is met, so that the whole walk costs n log n.
class CoverWalk {
public:
    // The area that covers one of the columns of `area` in its first row; nullptr where none does.
    const Area* covering(const Area& area) {
        auto one = open_.upper_bound(area.first.col);
        if (one != open_.begin() && std::prev(one)->second.last.col >= area.first.col) --one;
        while (one != open_.end() && one->first <= area.last.col) {
            if (one->second.last.row >= area.first.row) return &one->second;
            one = open_.erase(one);
        }
        return nullptr;
    }
    const Area* covering(Place at) { return covering(Area{at, at}); }

    // An area that nothing covers.
    void add(const Area& area) { open_[area.first.col] = area; }

private:
    std::map<int, Area> open_;  // by first column
};

}  // namespace jixiao
