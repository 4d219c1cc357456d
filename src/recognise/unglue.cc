#include "recognise/unglue.h"

#include <algorithm>

#include "model/value_text.h"
#include "model/values.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kLongestLabel = 75;  // bytes: 25 characters, the longest label of the vocabulary
constexpr std::size_t kMostKey = 180;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// Bytes of the shortest beginning of the text that has this key.
std::size_t written_length(std::string_view text, std::string_view key) {
    for (std::size_t end = 1; end <= text.size(); ++end) {
        const bool inside = end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80;
        if (!inside && label_key(text.substr(0, end)) == key) return end;
    }
    return 0;
}

class Ungluer {
public:
    Ungluer(const CellView& cell, const GlueContext& context) : cell_(cell), context_(context), plan_(*context.plan) {}

    std::vector<std::string> run() {
        if (cell_.uses || cell_.amount || cell_.dash || cell_.text.empty()) return {};
        if (auto out = labels_and_rest(); !out.empty()) return out;
        if (auto out = values_behind(); !out.empty()) return out;
        return {};
    }

private:
    const Section* section() const {
        if (context_.zone < 0) return nullptr;
        const Zone& zone = plan_.zones()[static_cast<std::size_t>(context_.zone)];
        return zone.list ? &zone.spec() : nullptr;
    }

    int value_columns() const {
        if (!section()) return 0;
        return static_cast<int>(std::ranges::count_if(
            section()->columns, [](const Column& c) { return c.type == ColumnType::Amount || c.type == ColumnType::Value; }));
    }

    bool is_value(std::string_view text) const {
        return parse_amount(text).amount.number.has_value() || looks_like_indicator_value(text, plan_.vocabulary());
    }

    // May a label with these uses stand left of one with those, in one row?
    bool follows(const std::vector<LabelUse>& left, const std::vector<LabelUse>& right) const {
        const auto& terms = plan_.vocabulary().indicators;
        for (const LabelUse& a : left)
            for (const LabelUse& b : right) {
                if (a.kind == Use::Level && b.kind == Use::Level && terms[static_cast<std::size_t>(b.index)].parent == a.index) return true;
                if (a.kind == Use::Header && b.kind == Use::Header && a.zone == b.zone && a.index < b.index) return true;
                if (a.kind == Use::ItemGroup && b.kind == Use::Item && a.zone == b.zone && group_of(a) == group_of(b)) return true;
                if (a.kind == Use::Block && b.kind != Use::Level && in_block(a.block, b)) return true;
            }
        return false;
    }

    const std::string& group_of(const LabelUse& use) const {
        return plan_.zones()[static_cast<std::size_t>(use.zone)].spec().fixed[static_cast<std::size_t>(use.index)].group;
    }

    bool in_block(const Block* block, const LabelUse& use) const {
        if (use.kind == Use::Block && use.block == block) return false;
        const auto& blocks = plan_.zones()[static_cast<std::size_t>(use.zone)].blocks;
        return std::ranges::find(blocks, block) != blocks.end();
    }

    // A label, then what it was glued to.
    std::vector<std::string> labels_and_rest() const {
        std::string whole;  // of a long text only the beginning can be a label
        std::string_view key = cell_.key;
        if (key.empty()) {
            whole = label_key(std::string_view(cell_.text).substr(0, kMostKey));
            key = whole;
        }
        for (std::size_t end = std::min(key.size() - 1, kLongestLabel); end >= 6; --end) {
            if ((static_cast<unsigned char>(key[end]) & 0xC0) == 0x80) continue;
            const auto* uses = plan_.find(key.substr(0, end));
            if (!uses) continue;
            if (auto out = split(key.substr(0, end), *uses); !out.empty()) return out;
        }
        return {};
    }

    std::vector<std::string> split(std::string_view label, const std::vector<LabelUse>& uses) const {
        std::size_t at = written_length(cell_.text, label);
        if (at == 0) return {};
        // `过程（续）` is one label.
        if (const auto& more = plan_.form().page.continued; !more.empty() && std::string_view(cell_.text).substr(at).starts_with(more)) at += more.size();
        const std::string_view rest = std::string_view(cell_.text).substr(at);
        const bool apart = !rest.empty() && blank(rest.front());
        const std::string piece(trimmed(std::string_view(cell_.text).substr(0, at))), other(trimmed(rest));
        if (other.empty() || other.starts_with(":") || other.starts_with("：")) return {};  // 标签：内容 is read as such
        const auto is = [&](Use kind) { return std::ranges::any_of(uses, [&](const LabelUse& u) { return u.kind == kind; }); };
        if (const auto* next = plan_.find(label_key(other)); next && follows(uses, *next)) return {piece, other};
        // More than two: the rest is split in its turn.
        CellView behind = cell_;
        behind.text = other;
        behind.key = other.size() <= kMostKey ? label_key(other) : "";
        behind.uses = nullptr;
        if (!behind.key.empty())
            if (auto pieces = Ungluer(behind, context_).labels_and_rest(); !pieces.empty())
                if (const auto* next = plan_.find(label_key(pieces.front())); next && follows(uses, *next)) {
                    pieces.insert(pieces.begin(), piece);
                    return pieces;
                }
        const bool open = other.starts_with("(") || other.starts_with("（");  // a remark that belongs to the label
        if (is(Use::Field) && context_.first && context_.cells == 1 && !open && (apart || other.size() >= 6)) return {piece, other};
        if ((is(Use::Item) || is(Use::ItemGroup)) && context_.values == 0) {
            const std::vector<std::string> figures = tokens(other);
            const bool all = std::ranges::all_of(figures, [](const std::string& t) { return parse_amount(t).amount.number.has_value(); });
            if (all && static_cast<int>(figures.size()) <= std::max(1, value_columns())) {
                std::vector<std::string> out = {piece};
                out.insert(out.end(), figures.begin(), figures.end());
                return out;
            }
        }
        // A known indicator and its value, or the beginning of one.
        const bool known_name = std::ranges::any_of(uses, [&](const LabelUse& u) {
            return u.kind == Use::Level && plan_.vocabulary().indicators[static_cast<std::size_t>(u.index)].level == 3;
        });
        if (known_name && context_.values < value_columns() && (is_value(other) || (other.front() >= '0' && other.front() <= '9'))) return {piece, other};
        // A name of the office's own behind its group's label, set off by a blank.
        if (apart && (is(Use::Level) || is(Use::Block)) && section() && !is_value(other)) return {piece, other};
        return {};
    }

    static std::vector<std::string> tokens(std::string_view text) {
        std::vector<std::string> out;
        while (!text.empty()) {
            const auto end = std::min(text.find_first_of(" \t\n"), text.size());
            if (end > 0) out.emplace_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return out;
    }

    // Values at the end of a cell, where the row lacks just as many: `项目 900 1858.91`, `预算执行率=100%`, `=100% =100%`.
    std::vector<std::string> values_behind() const {
        const int lacking = value_columns() - (context_.values - (cell_.value ? 1 : 0));
        if (lacking <= 0 || cell_.text.size() > kMostKey) return {};
        std::string_view rest = cell_.text;
        std::vector<std::string> found;
        while (static_cast<int>(found.size()) < lacking) {
            std::size_t at = last_value(rest);
            if (at == rest.npos && found.empty()) at = value_without_border(rest);
            if (at == rest.npos) break;
            found.insert(found.begin(), std::string(trimmed(rest.substr(at))));
            rest = trimmed(rest.substr(0, at));
            if (rest.empty()) break;
        }
        // With its comparator before it a value is cut off though another one is blank.
        const bool signed_value = found.size() == 1 && !rest.empty() && context_.values == 0 && begins_with_sign(found.front());
        // So is an amount with decimals, which no name ends in.
        const bool money = found.size() == 1 && !rest.empty() && context_.values == 0 && found.front().find('.') != std::string::npos &&
                           parse_amount(found.front()).amount.number.has_value();
        if (static_cast<int>(found.size()) != lacking && !signed_value && !money) return {};
        // In the last column there is no room for two: a blank stands inside one number.
        if (rest.empty()) return found.size() > 1 && in_order(found) && cell_.col != context_.last_column ? found : std::vector<std::string>{};
        if (cell_.value || is_value(rest)) return {};
        found.insert(found.begin(), std::string(rest));
        return found;
    }

    static bool sign_at(const std::u32string& text, std::size_t i) {
        return i < text.size() && std::u32string_view(U"≥≤=><").find(text[i]) != std::u32string_view::npos;
    }
    static bool begins_with_sign(std::string_view text) { return sign_at(fold(text).text, 0); }
    static bool ends_in_sign(std::string_view text) {
        const std::u32string folded = fold(text).text;
        return !folded.empty() && sign_at(folded, folded.size() - 1);
    }
    // Where the last character before `end`, blanks aside, begins.
    static std::size_t sign_begin(std::string_view text, std::size_t end) {
        std::size_t at = text.substr(0, end).find_last_not_of(" \t\n");
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
        return at;
    }

    // Half a year's money is not more than the year's: else a blank stands inside one number.
    static bool in_order(const std::vector<std::string>& values) {
        for (std::size_t i = 1; i < values.size(); ++i) {
            const auto a = parse_amount(values[i - 1]).amount.number, b = parse_amount(values[i]).amount.number;
            if (a && b && *b < *a) return false;
        }
        return true;
    }

    // 结案率为9 | 5%: a line ended inside the number of a sentence.
    static bool inside_number(std::string_view left, std::string_view right) {
        if (left.empty() || right.empty() || right.front() < '0' || right.front() > '9') return false;
        const auto word = left.find_last_not_of("0123456789.");
        if (word == left.npos || word + 1 == left.size()) return false;
        const std::string_view before = left.substr(0, word + 1);
        return std::ranges::any_of(std::initializer_list<std::string_view>{"为", "达", "到", "至", "于", "过", "超", "约"}, [&](std::string_view end) { return before.ends_with(end); });
    }

    // Where the last value of the text begins: behind a blank, or with a comparator; npos where there is none.
    std::size_t last_value(std::string_view text) const {
        const auto space = text.find_last_of(" \t\n");
        if (space != text.npos && (is_value(trimmed(text.substr(space + 1))) || is_date(text.substr(space + 1))) && !ends_in_sign(text.substr(0, space)) && !inside_number(trimmed(text.substr(0, space)), text.substr(space + 1)))
            return space + 1;
        for (const std::string_view sign : {"≥", "≤", "=", "＝", "≧", "≦", ">", "<", "＞", "＜"}) {
            const auto at = text.rfind(sign);
            if (at == text.npos || at == 0) continue;
            const auto tail = text.substr(at);
            // >= and ﹥= are one comparator.
            std::size_t from = at;
            while (from > 0 && ends_in_sign(text.substr(0, from))) from = sign_begin(text, from);
            if (from > 0 && is_value(text.substr(from)) && tail.size() > sign.size()) return from;
        }
        return space == text.npos && is_value(text) ? 0 : text.npos;
    }

    // 基础设施专项经费248.00: no project's name ends in a sum of money. Other figures and words a name may well end in (新增人才25名).
    std::size_t value_without_border(std::string_view text) const {
        const auto word = text.find_last_not_of("0123456789,.");
        if (word == text.npos || word + 1 == text.size() || !has_amounts()) return text.npos;
        const std::string_view figure = text.substr(word + 1);
        const auto point = figure.find('.');
        const bool money = point != figure.npos && point > 0 && figure.size() - point == 3 && parse_amount(figure).amount.number;
        return money && static_cast<unsigned char>(text[word]) >= 0x80 ? word + 1 : text.npos;
    }

    bool has_amounts() const {
        return section() && std::ranges::any_of(section()->columns, [](const Column& c) { return c.type == ColumnType::Amount; });
    }

    const CellView& cell_;
    const GlueContext& context_;
    const Plan& plan_;
};

}  // namespace

std::vector<std::string> unglue(const CellView& cell, const GlueContext& context) {
    return Ungluer(cell, context).run();
}

}  // namespace jixiao
