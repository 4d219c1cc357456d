#include "recognise/repair_labels.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;
using Role = std::tuple<Use, int, int, const Block*>;

constexpr std::size_t kMaxTitleBytes = 240;  // 80 characters: a long title with its year and region
constexpr int kMisreadText = 2;             // labels misread in look-alikes
constexpr double kMarksOnly = 0.99, kLookAlikes = 0.95, kUnreadable = 0.9, kOneOff = 0.8;

// A digit is never one character too many: `0 资金总额` is an amount beside a label.
std::string digits_of(std::string_view key) {
    std::string out;
    for (const char c : key)
        if (c >= '0' && c <= '9') out += c;
    return out;
}

Role role(const LabelUse& use) { return {use.kind, use.zone, use.index, use.block}; }

class LabelRepairer {
public:
    LabelRepairer(const Plan& plan, std::vector<CellView>& views) : plan_(plan), views_(views) {
        for (const CellView& view : views) {
            if (view.text.empty()) continue;
            rows_[view.cell->at.row].push_back(&view - views.data());
            if (!view.uses) continue;
            ++out_.labels;
            for (const LabelUse& use : *view.uses) seen_.insert(role(use));
        }
    }

    LabelRepairs run() {
        std::vector<CellView*> unknown;
        for (CellView& view : views_) {
            if (title(view)) continue;
            const bool candidate = !view.uses && !view.key.empty() && !view.amount && !view.value && !view.dash;
            if (candidate && !by_look(view)) unknown.push_back(&view);
        }
        // A label that is one character off counts only where it is missed: after all the others are known.
        for (CellView* view : unknown) by_context(*view);
        return std::move(out_);
    }

private:
    bool title(CellView& view) {
        if (view.uses || view.text.empty() || view.text.size() > kMaxTitleBytes || rows_.at(view.cell->at.row).size() > 1) return false;
        if (plan_.is_title(label_key(join_lines(view.text)))) return true;
        auto repaired = plan_.repaired_title(view.text);
        if (!repaired) return false;
        const bool characters = without_marks(label_key(*repaired)) != without_marks(label_key(view.text));
        view.spelling = std::move(*repaired);
        out_.made.push_back({view.index, view.text, view.spelling, characters ? kLookAlikes : kMarksOnly, characters});
        ++out_.labels;
        out_.misread += characters;
        return true;
    }

    bool by_look(CellView& view) {
        const std::string plain = without_marks(view.key);
        if (plain.size() != view.key.size() && !plain.empty()) {
            for (const std::string& key : {plain, bare_label_key(plain)})
                if (const auto* uses = plan_.find(key)) {
                    accept(view, key, *uses, kMarksOnly, false);
                    return true;
                }
        }
        if (const std::string* label = plan_.noise().plain(view.key)) {
            accept(view, *label, *plan_.find(*label), kUnreadable, false);
            ++unreadable_;
            return true;
        }
        const auto guess = plan_.noise().misread(plain);
        if (guess.several) out_.left.push_back({view.index, view.text, "", 0.5, true});
        if (guess.label < 0) return guess.several;
        const std::string& key = plan_.keys()[static_cast<std::size_t>(guess.label)];
        accept(view, key, *plan_.find(key), kLookAlikes, true);
        return true;
    }

    void by_context(CellView& view) {
        // Several labels may be as near; those that may stand here must mean the same.
        const std::string* chosen = nullptr;
        std::set<Role> roles;
        auto labels = plan_.noise().unreadable(view.key);
        const bool unreadable = !labels.empty();
        if (!unreadable) labels = plan_.noise().one_off(without_marks(view.key));
        for (const int label : labels) {
            const std::string& key = plan_.keys()[static_cast<std::size_t>(label)];
            if (digits_of(key) != digits_of(view.key)) continue;
            std::set<Role> here;
            for (const LabelUse& use : *plan_.find(key))
                if (wanted(view, use)) here.insert(role(use));
            if (here.empty()) continue;
            if (chosen && here != roles) {
                out_.left.push_back({view.index, view.text, "", 0.5, true});
                return;
            }
            chosen = &key;
            roles = std::move(here);
        }
        if (chosen) accept(view, *chosen, *plan_.find(*chosen), kOneOff, !unreadable);
    }

    // Something beside the cell speaks for the label, and it stands nowhere else.
    bool wanted(const CellView& view, const LabelUse& use) const {
        const auto& row = rows_.at(view.cell->at.row);
        const auto any = [&](auto question) {
            return std::ranges::any_of(row, [&](std::ptrdiff_t i) { return i != view.index && question(views_[static_cast<std::size_t>(i)]); });
        };
        const bool missed = !seen_.contains(role(use));
        switch (use.kind) {
            case Use::Header:
            case Use::Sign:
            case Use::Unit: return any([&](const CellView& other) { return other.use(Use::Header, use.zone) != nullptr; });
            case Use::Caption: return missed && any([&](const CellView& other) { return other.is(Use::Caption); });
            case Use::Field: return missed && row.size() > 1 && (row.front() == view.index || any([&](const CellView& o) { return o.is(Use::Field); }));
            case Use::Item:
            case Use::ItemGroup: return missed && any([](const CellView& other) { return other.amount; });
            case Use::Block: return missed && row.front() == view.index;
            case Use::Level: break;
        }
        // A name of the office's own may be one character off a known one. Only in a text full of misreadings is a first or second
        // level known by what it holds.
        const auto& terms = plan_.vocabulary().indicators;
        const IndicatorTerm& term = terms[static_cast<std::size_t>(use.index)];
        if (term.level == 3 || out_.misread + unreadable_ < kMisreadText) return false;
        return missed && any([&](const CellView& other) {
            if (!other.uses) return false;
            return std::ranges::any_of(*other.uses, [&](const LabelUse& below) {
                return below.kind == Use::Level && terms[static_cast<std::size_t>(below.index)].parent == use.index;
            });
        });
    }

    void accept(CellView& view, const std::string& key, const std::vector<LabelUse>& uses, double confidence, bool characters) {
        view.uses = &uses;
        view.key = key;
        view.spelling = plan_.spelling(key);
        for (const LabelUse& use : uses) seen_.insert(role(use));
        out_.made.push_back({view.index, view.text, view.spelling, confidence, characters});
        ++out_.labels;
        out_.misread += characters;
    }

    const Plan& plan_;
    std::vector<CellView>& views_;
    std::map<int, std::vector<std::ptrdiff_t>> rows_;
    std::set<Role> seen_;
    int unreadable_ = 0;      // labels with characters that are no longer there: the encoding is broken, nobody misread them
    LabelRepairs out_;
};

}  // namespace

LabelRepairs repair_labels(const Plan& plan, std::vector<CellView>& views) {
    return LabelRepairer(plan, views).run();
}

}  // namespace jixiao
