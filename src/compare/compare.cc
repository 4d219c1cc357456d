#include "compare/compare.h"

#include <algorithm>
#include <map>

#include "compare/compare_lists.h"
#include "compare/values.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

void compare_head(const Form& before, const Form& after, Differences& out) {
    const auto tell = [&](std::string_view id, const std::string& a, const std::string& b, Place at_a, Place at_b) {
        if (a == b) return;
        Difference found;
        found.part = DifferencePart::Head;
        found.id = id;
        found.before = side_of(before, Value::of_text(a, at_a), "/" + found.id);
        found.after = side_of(after, Value::of_text(b, at_b), "/" + found.id);
        found.kind = a.empty()                      ? DifferenceKind::Added
                     : b.empty()                    ? DifferenceKind::Dropped
                     : label_key(a) == label_key(b) ? DifferenceKind::Respelled
                                                    : DifferenceKind::Changed;
        if (found.kind == DifferenceKind::Changed && id == "title") found.pieces = pieces_of(a, b);
        out.push_back(std::move(found));
    };
    const auto year = [](const Form& form) { return form.year > 0 ? std::to_string(form.year) : std::string(); };
    tell("title", before.title, after.title, before.title_place, after.title_place);
    tell("year", year(before), year(after), before.year_place, after.year_place);
    tell("currency_unit", before.currency_unit, after.currency_unit, {}, {});
}

DifferenceSide paragraph_side(const Form& form, const Field& field, int index) {
    if (index < 0) return {};
    return side_of(form, Value::of_text(field.value.paragraphs[static_cast<std::size_t>(index)], field.value.place),
                   field_pointer(field.id) + "/" + std::to_string(index));
}

void compare_paragraphs(const Form& before, const Form& after, const Field& a, const Field& b,
                        const std::string& label, Differences& out) {
    using How = ParagraphPair::How;
    const std::vector<std::string> none;
    const auto& first = a.value.null() ? none : a.value.paragraphs;
    const auto& second = b.value.null() ? none : b.value.paragraphs;
    for (const ParagraphPair& pair : pair_paragraphs(first, second)) {
        if (pair.how == How::Same) continue;
        Difference found;
        found.part = DifferencePart::Field;
        found.id = a.id;
        found.label = label;
        found.before = paragraph_side(before, a, pair.before);
        found.after = paragraph_side(after, b, pair.after);
        found.kind = pair.how == How::Added       ? DifferenceKind::Added
                     : pair.how == How::Removed   ? DifferenceKind::Dropped
                     : pair.how == How::Displaced ? DifferenceKind::Moved
                     : pair.how == How::Respelled ? DifferenceKind::Respelled
                                                  : DifferenceKind::Changed;
        if (pair.how == How::Changed || pair.how == How::Respelled)
            found.pieces = pieces_of(found.before.value.text, found.after.value.text);
        out.push_back(std::move(found));
    }
}

void compare_field(const Form& before, const Form& after, const Field& a, const Field& b, const FormRoles& roles,
                   Differences& out) {
    const std::string label = roles.field_label(a.id);
    const auto is_long = [](const Value& value) { return value.null() || value.type == Value::Type::Paragraphs; };
    if (is_long(a.value) && is_long(b.value)) return compare_paragraphs(before, after, a, b, label, out);
    if (auto found = compare_values(before, after, a.value, b.value, roles)) {
        found->part = DifferencePart::Field;
        found->id = a.id;
        found->label = label;
        if (found->before.present) found->before.pointer = field_pointer(a.id);
        if (found->after.present) found->after.pointer = field_pointer(a.id);
        out.push_back(std::move(*found));
    }
}

void compare_unplaced(const Form& before, const Form& after, Differences& out) {
    const auto tell = [&](const Form& form, std::size_t index, DifferenceKind kind) {
        const Unplaced& item = form.unplaced[index];
        Difference found;
        found.kind = kind;
        found.part = DifferencePart::Unplaced;
        found.label = item.label;
        DifferenceSide side =
            side_of(form, Value::of_text(item.text, item.place), "/unplaced/" + std::to_string(index));
        side.present = true;
        (kind == DifferenceKind::Dropped ? found.before : found.after) = std::move(side);
        out.push_back(std::move(found));
    };
    std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>>
        left;  // of the later form, last first
    for (std::size_t j = after.unplaced.size(); j-- > 0;)
        left[{after.unplaced[j].label, after.unplaced[j].text}].push_back(j);
    for (std::size_t i = 0; i < before.unplaced.size(); ++i) {
        const auto same = left.find({before.unplaced[i].label, before.unplaced[i].text});
        if (same == left.end() || same->second.empty())
            tell(before, i, DifferenceKind::Dropped);
        else
            same->second.pop_back();
    }
    std::vector<std::size_t> came;
    for (const auto& [item, places] : left) came.insert(came.end(), places.begin(), places.end());
    std::ranges::sort(came);
    for (const std::size_t j : came) tell(after, j, DifferenceKind::Added);
}

}  // namespace

std::string_view difference_kind_name(DifferenceKind kind) {
    switch (kind) {
        case DifferenceKind::Added: return "added";
        case DifferenceKind::Dropped: return "dropped";
        case DifferenceKind::Renamed: return "renamed";
        case DifferenceKind::Moved: return "moved";
        case DifferenceKind::Changed: return "changed";
        case DifferenceKind::Tightened: return "tightened";
        case DifferenceKind::Loosened: return "loosened";
        case DifferenceKind::Respelled: return "respelled";
    }
    return "changed";
}

std::string_view difference_part_name(DifferencePart part) {
    switch (part) {
        case DifferencePart::Head: return "head";
        case DifferencePart::Field: return "field";
        case DifferencePart::List: return "list";
        case DifferencePart::Unplaced: return "unplaced";
    }
    return "head";
}

DifferenceSide side_of(const Form& form, const Value& value, std::string pointer) {
    DifferenceSide side;
    if (value.null()) return side;
    side.present = true;
    side.pointer = std::move(pointer);
    side.value = value;
    if (value.place.known()) side.at = form.origin(value.place).str();
    return side;
}

std::optional<Difference> compare_values(const Form& before, const Form& after, const Value& a, const Value& b,
                                         const FormRoles& roles) {
    Difference found;
    const bool amounts =
        a.type == Value::Type::Amount && b.type == Value::Type::Amount && a.amount.number && b.amount.number;
    if (amounts) {
        const int shift = unit_shift(after.currency_unit, before.currency_unit).value_or(0);
        const Decimal change = (b.amount.number->shifted(shift) - *a.amount.number).trimmed();
        if (change.is_zero()) return std::nullopt;
        found.change = change;
        found.percent = percent_change(*a.amount.number, *a.amount.number + change);
    } else {
        const auto kind = judge_values(a, b, roles);
        if (!kind) return std::nullopt;
        found.kind = *kind;
        const bool texts = a.type == b.type && (a.type == Value::Type::Text || a.type == Value::Type::Paragraphs);
        if (texts && !a.null() && !b.null()) found.pieces = pieces_of(value_text(a), value_text(b));
    }
    found.before = side_of(before, a, "");
    found.after = side_of(after, b, "");
    return found;
}

Differences compare(const Form& before, const Form& after, const FormRoles& roles) {
    Differences out;
    compare_head(before, after, out);
    const auto empty_field = [](const Field& like) { return Field{like.id, like.long_text, {}}; };
    for (const Field& field : before.fields) {
        const Field* other = after.field(field.id);
        compare_field(before, after, field, other ? *other : empty_field(field), roles, out);
    }
    for (const Field& field : after.fields)
        if (!before.field(field.id)) compare_field(before, after, empty_field(field), field, roles, out);
    for (const List& list : before.lists) {
        const List* other = after.list(list.id);
        compare_lists(before, after, list, other ? *other : List{list.id, list.columns, {}}, roles, out);
    }
    for (const List& list : after.lists)
        if (!before.list(list.id)) compare_lists(before, after, List{list.id, list.columns, {}}, list, roles, out);
    compare_unplaced(before, after, out);
    return out;
}

}  // namespace jixiao
