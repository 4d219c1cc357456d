#include "recognise/stream_tokens.h"

#include <algorithm>
#include <set>

#include "recognise/page_text.h"
#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::size_t kMaxLabelTokens = 12;   // a label set one character a line, with its mark of a continued one
constexpr int kWidestCell = 36;                 // columns of a line of a cell; wider ones are of long texts
constexpr std::size_t kLongestUnit = 12;        // bytes: of words behind a figure and a blank
constexpr std::size_t kHeadLines = 12;          // of the text: a cell's text there may head its pages
constexpr std::size_t kLeastHead = 15;          // bytes: five Chinese characters
constexpr int kBrokenShare = 60;                // of so many pairs of lines at least one

}  // namespace

// Page numbers, and what stands at the top or the end of several pages.
void StreamTokens::drop_furniture(std::vector<const CellView*>& lines) {
    const auto number = [&](const CellView& v) { return !v.uses && !v.key.empty() && is_page_number(v.key); };
    const auto breaks = [](const CellView& v) { return v.cell->raw.starts_with('\f'); };
    std::set<std::string> seen;
    std::string head;
    std::vector<const CellView*> kept;
    bool top = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CellView& view = *lines[i];
        if (breaks(view) || (i > 0 && number(*lines[i - 1]))) top = true;
        const bool edge = i + 1 == lines.size() || number(*lines[i + 1]) || breaks(*lines[i + 1]);
        // A cell's whole text, wrapped or among others on its line, may head the pages.
        const bool named = (top || edge) && kept.size() > kHeadLines && view.text.size() >= kLeastHead && head.find(view.text) != std::string::npos && !plan_.begins_label(view.key);
        const bool again = !view.uses && (seen.contains(view.text) || named) && (top || edge) && !view.amount && !view.value && !view.dash;
        if (number(view) || again) {
            furniture_.push_back(view.index);
            continue;
        }
        top = false;
        if (kept.size() < kHeadLines) head += view.text;
        // The value of `label value` may be the running head of the next pages.
        seen.insert(view.text);
        if (const auto blank = view.text.find(' '); blank != std::string::npos) seen.insert(std::string(trimmed(view.text.substr(blank))));
        kept.push_back(&view);
    }
    lines = std::move(kept);
}

StreamTokens::StreamTokens(const std::vector<CellView>& views, const Plan& plan)
    : plan_(plan), continued_(label_key(plan.form().page.continued)) {
    std::vector<const CellView*> lines;
    for (const CellView& view : views)
        if (!view.text.empty()) lines.push_back(&view);
    drop_furniture(lines);
    wraps_ = breaks_words(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CellView& view = *lines[i];
        if (view.uses || view.text.find(' ') == std::string::npos) {
            tokens_.push_back({&view, static_cast<int>(i)});
            continue;
        }
        std::vector<CellView> parts;
        std::string_view rest = view.text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(' '), rest.size());
            if (end > 0) parts.push_back(part_view(view, std::string(rest.substr(0, end)), plan_));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        // `≥ 90 %` is one value with blanks inside, `≥90% ≥95%` are two.
        const auto word = [](const CellView& part) { return part.value && !part.quantitative && is_ideograph(to_code_points(part.text).front()); };
        const auto figures = std::ranges::count_if(parts, [&](const CellView& part) { return part.amount || part.quantitative || word(part); });
        // `14580.35 社保基金`: what has neither a digit nor the length of a unit is another cell.
        const bool other = std::ranges::any_of(parts, [&](const CellView& part) {
            return part.uses || (part.text.size() > kLongestUnit && part.text.find_first_of("0123456789") == std::string::npos);
        });
        if (view.quantitative && !view.amount && figures < 2 && !other) {
            tokens_.push_back({&view, static_cast<int>(i)});
            continue;
        }
        for (CellView& part : parts) {
            store_.push_back(std::move(part));
            tokens_.push_back({&store_.back(), static_cast<int>(i)});
        }
    }
}

bool StreamTokens::breaks_words(const std::vector<const CellView*>& lines) {
    int pairs = 0, broken = 0;
    const auto text = [](const CellView& view) { return !view.uses && !view.amount && !view.value && !view.dash && display_width(view.text) <= kWidestCell; };
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (!text(*lines[i]) || !text(*lines[i + 1])) continue;
        ++pairs;
        broken += broken_between(lines[i]->text, lines[i + 1]->text);
    }
    return broken > 0 && broken * kBrokenShare >= pairs;
}

// The longest label that begins at a token, over as many tokens and lines as it takes.
StreamLabel StreamTokens::label_at(std::size_t at) const {
    StreamLabel best;
    std::string key;
    for (std::size_t to = at; to < std::min(tokens_.size(), at + kMaxLabelTokens); ++to) {
        const std::string& own = tokens_[to].view->key;
        if (own.empty()) break;
        // A mark of a continued label belongs to it.
        if (best.to == to && own == continued_) {
            best.to = to + 1;
            break;
        }
        key = label_key(key + own);
        std::string bare = key;
        if (!continued_.empty() && bare.ends_with(continued_)) bare.resize(bare.size() - continued_.size());
        if (const auto* uses = plan_.find(bare)) best = {to + 1, bare, uses};
        if (!plan_.begins_label(key)) break;
        if (bare != key) break;
    }
    // A bracket that closes on the next line.
    if (best.uses && best.to < tokens_.size() && tokens_[best.to].view->key == ")") ++best.to;
    return best;
}

int StreamTokens::level_of(const StreamLabel& match) const {
    int level = 0;
    if (match.uses)
        for (const LabelUse& use : *match.uses)
            if (use.kind == LabelUse::Kind::Level) {
                const int own = plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)].level;
                if (level == 0 || own < level) level = own;
            }
    return level;
}

std::vector<int> StreamTokens::sources(std::size_t from, std::size_t to) const {
    std::vector<int> out;
    for (std::size_t i = from; i < to; ++i)
        if (out.empty() || out.back() != tokens_[i].view->index) out.push_back(tokens_[i].view->index);
    return out;
}

}  // namespace jixiao
