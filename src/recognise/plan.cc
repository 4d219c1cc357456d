#include "recognise/plan.h"

#include <algorithm>

#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {

Plan::Plan(const Template& form, const Vocabulary& vocabulary)
    : form_(&form), vocabulary_(&vocabulary), lists_(static_cast<int>(form.cell_lists.size())) {
    std::vector<const Block*> blocks;
    add_nodes(form.body, blocks);
    add_title(form.title);
    for (const auto& spelling : form.title_spellings) add_title(spelling);
    std::string subtitle = form.subtitle;
    if (const auto at = subtitle.find("{year}"); at != std::string::npos) subtitle.erase(at, 6);
    blank_subtitle_ = label_key(subtitle);
    std::vector<std::string> keys;
    for (const auto& [key, uses] : uses_) keys.push_back(key);
    std::ranges::sort(keys);
    noise_ = std::make_shared<LabelNoise>(vocabulary, std::move(keys));
    annex_ = label_key(vocabulary.annex);
    for (const auto& remark : vocabulary.remarks) remarks_.push_back(label_key(remark));
}

void Plan::add_label(std::string_view label, LabelUse use) {
    const std::string key = label_key(label);
    spellings_.emplace(key, label);
    auto& uses = uses_[key];
    const auto same = [&](const LabelUse& other) {
        return other.kind == use.kind && other.zone == use.zone && other.index == use.index && other.block == use.block;
    };
    if (std::ranges::none_of(uses, same)) uses.push_back(use);
}

void Plan::add_term(std::string_view term_id, LabelUse use) {
    const Term* term = vocabulary_->term(term_id);
    if (!term) return;  // a template that was not validated
    add_label(term->label, use);
    for (const auto& spelling : term->spellings) add_label(spelling, use);
}

void Plan::add_printed(std::string_view term_id, std::string_view print, LabelUse use) {
    add_term(term_id, use);
    if (!print.empty()) add_label(print, use);
    const Term* term = vocabulary_->term(term_id);
    if (!print.empty() || term) printed_.insert(label_key(print.empty() ? std::string_view(term->label) : print));
}

void Plan::add_nodes(const std::vector<Node>& nodes, std::vector<const Block*>& blocks) {
    for (const Node& node : nodes) {
        if (const auto* block = std::get_if<Block>(&node.part)) {
            add_printed(block->term, block->print, {LabelUse::Kind::Block, static_cast<int>(zones_.size()), 0, block});
            blocks.push_back(block);
            add_nodes(block->children, blocks);
            blocks.pop_back();
        } else if (const auto* row = std::get_if<FieldRow>(&node.part)) {
            add_row(*row, blocks);
        } else if (const auto* list = std::get_if<ListSpec>(&node.part)) {
            add_list(*list, blocks);
        }
    }
}

void Plan::add_row(const FieldRow& row, const std::vector<const Block*>& blocks) {
    const int zone = static_cast<int>(zones_.size());
    Zone out;
    out.fields = &row;
    out.blocks = blocks;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const FieldCell& cell = row.cells[i];
        const auto list = std::ranges::find(form_->cell_lists, cell.list, &ListSpec::id) - form_->cell_lists.begin();
        out.field_index.push_back(cell.is_field() ? fields_++ : -1);
        out.cell_list.push_back(cell.list.empty() ? -1 : static_cast<int>(list));
        const auto kind = cell.caption ? LabelUse::Kind::Caption : LabelUse::Kind::Field;
        add_printed(cell.term, cell.print, {kind, zone, static_cast<int>(i), nullptr});
    }
    zones_.push_back(std::move(out));
}

void Plan::add_list(const ListSpec& list, std::vector<const Block*>& blocks) {
    const int zone = static_cast<int>(zones_.size());
    if (!list.beside.empty()) {
        Block block;
        block.term = list.beside;
        beside_.push_back(std::make_shared<const Block>(std::move(block)));
        add_term(list.beside, {LabelUse::Kind::Block, zone, 0, beside_.back().get()});
        blocks.push_back(beside_.back().get());
    }
    for (std::size_t i = 0; i < list.sections.size(); ++i) add_section(list, static_cast<int>(i), lists_, blocks);
    if (!list.framework.empty()) add_levels(zone);
    if (!list.beside.empty()) blocks.pop_back();
    lists_ += list.sides.empty() ? 1 : static_cast<int>(list.sides.size());
}

void Plan::add_section(const ListSpec& list, int section, int list_index, const std::vector<const Block*>& blocks) {
    const int zone = static_cast<int>(zones_.size());
    Zone out;
    out.list = &list;
    out.section = section;
    out.list_index = list_index;
    out.blocks = blocks;
    zones_.push_back(out);
    const Section& spec = zones_.back().spec();
    for (std::size_t i = 0; i < spec.columns.size(); ++i) {
        add_term(spec.columns[i].sign_term, {LabelUse::Kind::Sign, zone, static_cast<int>(i), nullptr});
        add_term(spec.columns[i].unit_term, {LabelUse::Kind::Unit, zone, static_cast<int>(i), nullptr});
        if (spec.columns[i].term.empty()) continue;
        add_printed(spec.columns[i].term, spec.columns[i].print, {LabelUse::Kind::Header, zone, static_cast<int>(i), nullptr});
    }
    for (std::size_t i = 0; i < spec.fixed.size(); ++i) {
        add_printed(spec.fixed[i].term, "", {LabelUse::Kind::Item, zone, static_cast<int>(i), nullptr});
        if (!spec.fixed[i].group.empty())
            add_printed(spec.fixed[i].group, "", {LabelUse::Kind::ItemGroup, zone, static_cast<int>(i), nullptr});
    }
}

void Plan::add_levels(int zone) {
    const auto& framework = zones_[static_cast<std::size_t>(zone)].list->framework;
    for (std::size_t i = 0; i < vocabulary_->indicators.size(); ++i) {
        const IndicatorTerm& term = vocabulary_->indicators[i];
        if (term.framework != framework) continue;
        const LabelUse use{LabelUse::Kind::Level, zone, static_cast<int>(i), nullptr};
        add_label(term.label, use);
        for (const auto& spelling : term.spellings) add_label(spelling, use);
    }
}

void Plan::add_title(std::string_view pattern) {
    const auto open = pattern.find('{');
    const auto close = pattern.rfind('}');
    if (open == std::string_view::npos || close == std::string_view::npos)
        titles_.push_back({label_key(pattern), "", std::string(pattern), ""});
    else
        titles_.push_back({label_key(pattern.substr(0, open)), label_key(pattern.substr(close + 1)),
                           std::string(pattern.substr(0, open)), std::string(pattern.substr(close + 1))});
}

const std::vector<LabelUse>* Plan::find(std::string_view key) const {
    const auto found = uses_.find(key);
    return found == uses_.end() ? nullptr : &found->second;
}

bool Plan::begins_label(std::string_view key) const {
    const auto first = std::ranges::lower_bound(keys(), key);
    return first != keys().end() && first->starts_with(key);
}

std::size_t Plan::labels_within(std::string_view key) const {
    constexpr std::size_t kLeastBytes = 12;
    return static_cast<std::size_t>(std::ranges::count_if(
        keys(), [&](const std::string& label) { return label.size() >= kLeastBytes && key.find(label) != std::string_view::npos; }));
}

int Plan::level_term(const Zone& zone, int level, std::string_view key, int parent) const {
    const auto* uses = find(key);
    if (!uses || !zone.list) return -1;
    for (const LabelUse& use : *uses) {
        if (use.kind != LabelUse::Kind::Level) continue;
        if (zones_[static_cast<std::size_t>(use.zone)].list != zone.list) continue;
        const IndicatorTerm& term = vocabulary_->indicators[static_cast<std::size_t>(use.index)];
        if (term.level == level && (parent < 0 || term.parent == parent)) return use.index;
    }
    return -1;
}

int Plan::zone_of_level1(int list_index, std::string_view canonical) const {
    for (std::size_t i = 0; i < zones_.size(); ++i) {
        const Zone& zone = zones_[i];
        if (!zone.list || zone.list_index != list_index) continue;
        if (std::ranges::find(zone.spec().level1, canonical) != zone.spec().level1.end()) return static_cast<int>(i);
    }
    return -1;
}

bool Plan::is_remark(std::string_view key) const {
    // `填表人：张三`, or the label in a cell of its own, without its colon.
    return std::ranges::any_of(remarks_, [&](const std::string& remark) {
        return key.starts_with(remark) || (remark.ends_with(':') && key == std::string_view(remark).substr(0, remark.size() - 1));
    });
}

bool Plan::is_title(std::string_view key) const {
    return std::ranges::any_of(titles_, [&](const Pattern& p) {
        if (p.end.empty()) return key == p.begin;
        return key.size() >= p.begin.size() + p.end.size() && key.starts_with(p.begin) && key.ends_with(p.end);
    });
}

std::optional<std::string> Plan::repaired_title(std::string_view text) const {
    // Character by character: blanks and marks aside, a title keeps its length.
    const auto plain = [&](bool keep_unreadable) {
        std::u32string out;
        for (const char32_t c : to_code_points(without_marks(text, keep_unreadable)))
            if (!is_space(c)) out += c;
        return out;
    };
    const auto same_key = [&](std::string_view own, std::string_view fixed) {
        if (noise_->shape(label_key(own)) == noise_->shape(fixed)) return true;
        const std::u32string a = to_code_points(label_key(own)), b = to_code_points(fixed);
        return std::ranges::equal(a, b, [](char32_t x, char32_t y) { return x == y || is_unreadable(x); }) &&
               2 * std::ranges::count_if(a, is_unreadable) < std::ssize(a);
    };
    for (const bool keep : {false, true}) for (const Pattern& p : titles_) {
        const std::u32string written = plain(keep);
        const std::u32string first = to_code_points(p.first), last = to_code_points(p.last);
        const std::size_t fixed = first.size() + last.size();
        if (written.size() < fixed || (last.empty() && written.size() != fixed)) continue;
        const std::string head = to_utf8(written.substr(0, first.size()));
        const std::string tail = to_utf8(written.substr(written.size() - last.size()));
        if (same_key(head, p.begin) && same_key(tail, p.end)) return p.first + to_utf8(written.substr(first.size(), written.size() - fixed)) + p.last;
    }
    return std::nullopt;
}

}  // namespace jixiao
