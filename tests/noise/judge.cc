#include "judge.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao::noise {
namespace {

// What no reader can be asked to keep: white space of wrapping, characters without a shape, shapes of punctuation.
std::string essence(std::string_view text) {
    std::string out;
    for (const char32_t c : to_code_points(text))
        if (!is_space(c) && !is_format(c)) append_utf8(out, c);
    return out;
}

// The same with punctuation of one width: an engine prints ( for （.
std::string folded_essence(std::string_view text) { return label_key(essence(text)); }

std::string text_of(const Value& value) {
    switch (value.type) {
        case Value::Type::Null: return "";
        case Value::Type::Text: return value.text;
        case Value::Type::Paragraphs: return joined(value.paragraphs, "¶");
        case Value::Type::Amount: return value.amount.number ? value.amount.number->str() : value.amount.written;
        case Value::Type::Indicator: return value.indicator.raw;
    }
    return "";
}

std::string described(const Value& value) {
    if (value.null()) return "null";
    if (value.type == Value::Type::Amount)
        return value.amount.number ? value.amount.number->str() : "\"" + value.amount.written + "\"";
    if (value.type != Value::Type::Indicator) return "\"" + text_of(value) + "\"";
    const IndicatorValue& v = value.indicator;
    std::string out = fmt::format("\"{}\" [{}]", v.raw, v.kind == ValueKind::Quantitative ? "" : kind_name(v.kind));
    if (v.kind == ValueKind::Quantitative) {
        out = fmt::format("\"{}\" {} {}", v.raw, v.comparator == Comparator::None ? "·" : std::string(comparator_name(v.comparator)),
                          v.number ? v.number->str() : "·");
        if (v.number2) out += ".." + v.number2->str();
        out += " " + v.unit;
    }
    return out;
}

class Judge {
public:
    Judge(const MadeForm& truth, const std::map<Shown, std::string>& written, const std::set<Shown>& touched, const Form& read,
          bool strict, bool picture);
    std::vector<Verdict> run();

private:
    struct Fault {
        bool right = false, number = false, comparator = false;
    };
    Fault compare(const Value& expected, const Value& got, const Shown& shown) const;
    void value(const Value& expected, const Value& got, const Shown& shown, const std::string& pointer);
    void list(const List& expected, const List& got, int index);
    bool same_text(const std::string& expected, const std::string& got, const Shown& shown) const;
    bool listed(const Value& value, const Shown& shown) const;
    std::string as_written(const Shown& shown) const {
        const auto found = written_.find(shown);
        return found == written_.end() ? "" : found->second;
    }

    const MadeForm& truth_;
    const std::map<Shown, std::string>& written_;
    const std::set<Shown>& touched_;
    const Form& read_;
    bool strict_, picture_;
    std::multimap<std::string, const Finding*> by_field_;
    std::multimap<std::pair<int, int>, const Finding*> by_place_;
    std::string unplaced_;
    std::vector<Verdict> out_;
};

// Codes that speak about reading, and the one about amounts that cannot be read. Checks of meaning are not asked.
bool about_reading(const Finding& finding) {
    return finding.code == Code::amount_unreadable || finding.code == Code::number_missing ||
           (finding.code >= Code::structure_repaired && finding.code < Code::private_number);
}

Judge::Judge(const MadeForm& truth, const std::map<Shown, std::string>& written, const std::set<Shown>& touched,
             const Form& read, bool strict, bool picture)
    : truth_(truth), written_(written), touched_(touched), read_(read), strict_(strict), picture_(picture) {
    for (const Finding& finding : read.findings) {
        if (!about_reading(finding)) continue;
        if (!finding.field.empty()) by_field_.emplace(finding.field, &finding);
        if (finding.at && finding.at->place.known()) by_place_.emplace(std::pair(finding.at->place.row, finding.at->place.col), &finding);
    }
    for (const Unplaced& unplaced : read.unplaced) unplaced_ += essence(unplaced.label) + essence(unplaced.text) + "\n";
}

bool Judge::same_text(const std::string& expected, const std::string& got, const Shown& shown) const {
    if (got == expected || got == as_written(shown)) return true;
    if (picture_ && folded_essence(got) == folded_essence(expected)) return true;   // through a picture
    return !strict_ && (essence(got) == essence(expected) || essence(got) == essence(as_written(shown)));
}

Judge::Fault Judge::compare(const Value& expected, const Value& got, const Shown& shown) const {
    Fault fault;
    if (expected.null() || got.null()) {
        fault.right = expected.null() && got.null();
        return fault;
    }
    if (expected.type == Value::Type::Paragraphs) {
        if (got.type != Value::Type::Paragraphs) return fault;
        fault.right = strict_ ? got.paragraphs == expected.paragraphs
                              : got.paragraphs.size() == expected.paragraphs.size() &&
                                    same_text(joined(expected.paragraphs), joined(got.paragraphs), shown);
    } else if (expected.type == Value::Type::Amount) {
        fault.right = got.type == Value::Type::Amount && got.amount.number && *got.amount.number == *expected.amount.number;
        fault.number = !fault.right;
    } else if (expected.type == Value::Type::Indicator) {
        if (got.type != Value::Type::Indicator) return fault;
        const IndicatorValue &a = expected.indicator, &b = got.indicator;
        if (a.kind != ValueKind::Quantitative) {
            fault.right = same_text(a.raw, b.raw, shown) && (a.kind == ValueKind::Text || a.kind == b.kind);
            return fault;
        }
        fault.number = a.number != b.number || a.number2 != b.number2;
        fault.comparator = a.comparator != b.comparator;
        fault.right = !fault.number && !fault.comparator && same_text(a.raw, b.raw, shown) &&
                      (touched_.contains(shown) || essence(a.unit) == essence(b.unit));
    } else {
        fault.right = same_text(expected.text, text_of(got), shown);
    }
    return fault;
}

bool Judge::listed(const Value& value, const Shown& shown) const {
    std::string text = as_written(shown);
    if (text.empty()) text = text_of(value);
    text = essence(text);
    return !text.empty() && unplaced_.find(text) != std::string::npos;
}

void Judge::value(const Value& expected, const Value& got, const Shown& shown, const std::string& pointer) {
    if (expected.null() && got.null()) return;
    const Fault fault = compare(expected, got, shown);
    Verdict verdict;
    verdict.pointer = pointer;
    verdict.touched = touched_.contains(shown);
    const Value& kind = expected.null() ? got : expected;
    verdict.sort = kind.type == Value::Type::Amount ? Sort::Amount : kind.type == Value::Type::Indicator ? Sort::Value : Sort::Text;
    std::set<const Finding*> there;
    const auto [first, last] = by_field_.equal_range(pointer);
    for (auto it = first; it != last; ++it) there.insert(it->second);
    if (got.place.known()) {
        const auto [from, to] = by_place_.equal_range({got.place.row, got.place.col});
        for (auto it = from; it != to; ++it) there.insert(it->second);
    }
    bool proposed = false;
    for (const Finding* finding : there) {
        verdict.flags += (verdict.flags.empty() ? "" : " ") + std::string(code_info(finding->code).name);
        verdict.doubted |= finding->severity != Severity::Note;
        if (finding->fix.empty()) continue;
        // A proposal is the text the value may have been.
        const auto clean = essence(text_of(expected));
        proposed |= essence(finding->fix) == clean;
    }
    if (fault.right) {
        verdict.outcome = Outcome::Right;
    } else {
        verdict.expected = described(expected);
        verdict.got = described(got);
        verdict.got_text = got.type == Value::Type::Amount ? got.amount.written : text_of(got);
        verdict.number = fault.number;
        verdict.comparator = fault.comparator;
        const bool quiet = got.null() || (got.type == Value::Type::Amount && !got.amount.number) ||
                           (got.type == Value::Type::Indicator && (!fault.number || !got.indicator.number) &&
                            (!fault.comparator || got.indicator.comparator == Comparator::None));
        verdict.outcome = proposed && quiet                                   ? Outcome::Proposed
                          : !there.empty()                                   ? Outcome::Flagged
                          : !expected.null() && got.null() && listed(expected, shown) ? Outcome::Flagged
                          : got.null()                                       ? Outcome::Lost
                                                                             : Outcome::Silent;
    }
    out_.push_back(std::move(verdict));
}

// Rows in order, matched so that as much as possible is equal; names weigh most.
void Judge::list(const List& expected, const List& got, int index) {
    const std::size_t n = expected.rows.size(), m = got.rows.size(), width = expected.columns.size();
    std::vector<int> at(width);
    for (std::size_t c = 0; c < width; ++c) at[c] = got.column(expected.columns[c]);
    const auto cell = [&](std::size_t row, std::size_t c) -> const Value& {
        static const Value none;
        return at[c] < 0 ? none : got.rows[row][static_cast<std::size_t>(at[c])];
    };
    const auto likeness = [&](std::size_t i, std::size_t j) {
        int score = 0;
        for (std::size_t c = 0; c < width; ++c) {
            const Value &a = expected.rows[i][c], &b = cell(j, c);
            if (a.null() || b.null()) continue;
            const bool name = a.type == Value::Type::Text;
            const Shown shown{index, static_cast<int>(i), static_cast<int>(c)};
            if (compare(a, b, shown).right)
                score += name ? (c + 1 == width || expected.rows[i][c + 1].type != Value::Type::Text ? 12 : 4) : 3;
            else if (name && !b.text.empty() && a.text.substr(0, 6) == text_of(b).substr(0, 6))
                score += 2;
        }
        return score;
    };
    std::vector<std::vector<int>> best(n + 1, std::vector<int>(m + 1, 0)), like(n, std::vector<int>(m, 0));
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;) {
            like[i][j] = likeness(i, j);
            best[i][j] = std::max({best[i + 1][j], best[i][j + 1], like[i][j] > 0 ? best[i + 1][j + 1] + like[i][j] : 0});
        }
    static const Value none;
    const std::string& id = expected.id;
    const auto lost = [&](std::size_t i) {
        for (std::size_t c = 0; c < width; ++c)
            value(expected.rows[i][c], none, {index, static_cast<int>(i), static_cast<int>(c)},
                  list_pointer(id, i, expected.columns[c]) + " (row missing)");
    };
    const auto invented = [&](std::size_t j) {
        for (std::size_t c = 0; c < width; ++c)
            value(none, cell(j, c), {-2, static_cast<int>(j), static_cast<int>(c)}, list_pointer(id, j, expected.columns[c]));
    };
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        if (i < n && j < m && like[i][j] > 0 && best[i][j] == best[i + 1][j + 1] + like[i][j]) {
            for (std::size_t c = 0; c < width; ++c)
                value(expected.rows[i][c], cell(j, c), {index, static_cast<int>(i), static_cast<int>(c)},
                      list_pointer(id, j, expected.columns[c]));
            ++i, ++j;
        } else if (j == m || (i < n && best[i][j] == best[i + 1][j])) {
            lost(i++);
        } else {
            invented(j++);
        }
    }
}

std::vector<Verdict> Judge::run() {
    const Form& form = truth_.form;
    const auto scalar = [&](const std::string& expected, const std::string& got, const char* pointer, const Shown& shown) {
        value(Value::of_text(expected), Value::of_text(got), shown, pointer);
    };
    scalar(form.title, read_.title, "/title", kTitle);
    scalar(form.year ? std::to_string(form.year) : "", read_.year ? std::to_string(read_.year) : "", "/year", kYear);
    static const Value none;
    for (std::size_t f = 0; f < form.fields.size(); ++f) {
        const Field* got = read_.field(form.fields[f].id);
        value(form.fields[f].value, got ? got->value : none, {-1, 0, static_cast<int>(f)}, field_pointer(form.fields[f].id));
    }
    for (std::size_t l = 0; l < form.lists.size(); ++l) {
        static const List empty;
        const List* got = read_.list(form.lists[l].id);
        list(form.lists[l], got ? *got : empty, static_cast<int>(l));
    }
    return std::move(out_);
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    constexpr std::string_view kNames[] = {"right", "proposed", "flagged", "SILENT", "LOST"};
    return kNames[static_cast<std::size_t>(outcome)];
}

int Tally::all() const { return std::accumulate(values.begin(), values.end(), 0); }

void Tally::add(const Verdict& verdict) {
    ++values[static_cast<std::size_t>(verdict.outcome)];
    if (verdict.outcome == Outcome::Right) {
        doubted += verdict.doubted;
        if (verdict.sort == Sort::Amount) {
            ++right_amounts;
            doubted_amounts += verdict.doubted;
        }
    }
    if (verdict.outcome == Outcome::Silent) {
        silent_numbers += (verdict.sort == Sort::Amount || verdict.number) && !verdict.excused;
        excused += verdict.excused;
        silent_comparators += verdict.comparator;
    }
}

void Tally::add(const Tally& other) {
    for (std::size_t i = 0; i < kOutcomes; ++i) values[i] += other.values[i];
    documents += other.documents;
    refused += other.refused;
    misread += other.misread;
    right_amounts += other.right_amounts;
    doubted_amounts += other.doubted_amounts;
    doubted += other.doubted;
    silent_numbers += other.silent_numbers;
    excused += other.excused;
    silent_comparators += other.silent_comparators;
}

std::vector<Verdict> judge(const MadeForm& truth, const std::map<Shown, std::string>& written, const std::set<Shown>& touched,
                           const Form& read, bool strict, bool picture) {
    return Judge(truth, written, touched, read, strict, picture).run();
}

}  // namespace jixiao::noise
