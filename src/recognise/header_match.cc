#include "recognise/header_match.h"

#include <algorithm>

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

}  // namespace

bool stands_inside(const Plan& plan, int zone, const Block* block) {
    if (zone < 0) return false;
    const auto& blocks = plan.zones()[static_cast<std::size_t>(zone)].blocks;
    return std::ranges::find(blocks, block) != blocks.end();
}

HeaderMatch match_header(const std::vector<const CellView*>& cells, const HeaderContext& context) {
    HeaderMatch best;
    const auto better = [&](const HeaderMatch& match, int wanted, int best_wanted) {
        if (best.zone < 0) return true;
        // The row's own block label says which of two like headers it is, even where one of them lacks a column.
        const bool own = context.begun && stands_inside(context.plan, match.zone, context.begun);
        if (own != (context.begun && stands_inside(context.plan, best.zone, context.begun))) return own;
        const int score = 2 * match.hits - 2 * match.extra - wanted, best_score = 2 * best.hits - 2 * best.extra - best_wanted;
        if (score != best_score) return score > best_score;
        // Equal headers: the current section's is a repeated header; else the next one that is to come.
        const auto rank = [&](int zone) { return zone == context.zone ? 0 : zone > context.zone ? 1 : 2; };
        return rank(match.zone) < rank(best.zone);
    };
    int best_wanted = 0;
    for (std::size_t z = 0; z < context.plan.zones().size(); ++z) {
        const Zone& zone = context.plan.zones()[z];
        if (!zone.list) continue;
        HeaderMatch match{static_cast<int>(z), 0, 0};
        int next = 0;  // header labels stand in the order of the columns
        for (const CellView* cell : cells) {
            // One label may head two columns, of two trees side by side.
            const LabelUse* use = nullptr;
            if (cell->uses)
                for (const LabelUse& u : *cell->uses)
                    if (u.kind == Use::Header && u.zone == match.zone && u.index >= next && !use) use = &u;
            if (use) ++match.hits, next = use->index + 1;
            else if (!cell->use(Use::Sign, match.zone) && !cell->use(Use::Unit, match.zone)) ++match.extra;
        }
        const int wanted = static_cast<int>(
            std::ranges::count_if(zone.spec().columns, [](const Column& c) { return !c.term.empty(); }));
        // Half of the labels, and more known than unknown cells; all of them, and as many again that only this office has.
        constexpr int kWholeHeader = 4;
        const bool whole = match.hits >= wanted && match.hits >= kWholeHeader && match.extra <= match.hits;
        if (match.hits == 0 || match.hits * 2 < wanted || (match.extra >= match.hits && !whole)) continue;
        if (match.extra > 0 && match.hits < 2) continue;
        if (better(match, wanted, best_wanted)) best = match, best_wanted = wanted;
    }
    return best;
}

}  // namespace jixiao
