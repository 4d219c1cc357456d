// The lines of a text that lost its places, as tokens: what stands between two blanks; labels are found over several of them.
//
// Knows: page numbers and running heads (dropped), labels broken over lines. Does not know: rows and columns.
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "recognise/cells.h"
#include "recognise/plan.h"
#include "recognise/stream_row.h"

namespace jixiao {

struct StreamLabel {               // a label made of the tokens up to `to`; none: `to` is 0
    std::size_t to = 0;
    std::string key;
    const std::vector<LabelUse>* uses = nullptr;

    bool is(LabelUse::Kind kind) const {
        return uses && std::ranges::any_of(*uses, [&](const LabelUse& u) { return u.kind == kind; });
    }
};

class StreamTokens {
public:
    // `views`, the cells of a grid of one column, and `plan` outlive the tokens.
    StreamTokens(const std::vector<CellView>& views, const Plan& plan);

    std::size_t size() const { return tokens_.size(); }
    const StreamToken& operator[](std::size_t at) const { return tokens_[at]; }
    auto begin() const { return tokens_.begin(); }
    bool line_begins(std::size_t at) const { return at == 0 || tokens_[at].line != tokens_[at - 1].line; }
    bool line_ends(std::size_t at) const { return at + 1 >= size() || tokens_[at].line != tokens_[at + 1].line; }
    // The longest label that begins at a token, over as many tokens and lines as it takes.
    StreamLabel label_at(std::size_t at) const;
    // 1, 2 or 3 for a label of that level of the indicators, 0 for others.
    int level_of(const StreamLabel& match) const;
    // The cells that the tokens [from, to) come from.
    std::vector<int> sources(std::size_t from, std::size_t to) const;
    // True when lines break inside words: cells go on over several lines.
    bool wraps() const { return wraps_; }
    // The cells that were dropped: page numbers, and what stands at the top or the end of several pages.
    const std::vector<int>& furniture() const { return furniture_; }

private:
    void drop_furniture(std::vector<const CellView*>& lines);
    static bool breaks_words(const std::vector<const CellView*>& lines);

    const Plan& plan_;
    std::string continued_;
    std::deque<CellView> store_;           // parts of lines
    std::vector<StreamToken> tokens_;
    std::vector<int> furniture_;
    bool wraps_ = false;
};

}  // namespace jixiao
