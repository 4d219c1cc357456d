// Texts: stubs, cuts, missing stops, years, typing errors; and what must be there at all.
#include <algorithm>

#include "check/review.h"
#include "model/value_text.h"
#include "text/characters.h"
#include "text/pairs.h"

namespace jixiao {
namespace {

constexpr std::size_t kExcerpt = 24;  // code points of a long text shown in a finding

// A text of the form, one paragraph at a time: of a field, or of a list's row. What people call it and where it stands is
// told when asked, and that is where something is wrong with it.
struct Passage {
    const Review& review;
    std::string_view text;
    Place place;
    bool prose = false;  // a paragraph of a long text
    bool last = false;   // the last paragraph of it
    const FieldCell* field = nullptr;
    std::size_t paragraph = 0;
    const ListView* view = nullptr;
    std::size_t row = 0;
    const Column* column = nullptr;
    bool indicator = false;  // an indicator's value

    std::string label() const {
        if (field) return review.term_label(field->term);
        if (indicator) return std::string(view->name(row));
        return column->term.empty() ? review.list_label(view->spec()) : review.header(*column);
    }
    std::string pointer() const {
        if (!field) return view->pointer(row, column->id);
        return prose ? field_pointer(field->id) + "/" + std::to_string(paragraph) : field_pointer(field->id);
    }
};

std::string tail_of(std::string_view text) {
    const std::u32string all = to_code_points(text);
    return all.size() <= kExcerpt ? std::string(text)
                                  : "……" + to_utf8(std::u32string_view(all).substr(all.size() - kExcerpt));
}

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// A placeholder of letters or stars must stand alone: not in XXL or MAXX, nor in a masked number, 138****5678.
std::string_view placeholder_in(std::string_view text, const Pairs& pairs, const Rules& rules) {
    for (const std::string& word : rules.placeholders)
        for (auto at = pairs.may_hold(word) ? text.find(word) : text.npos; at != text.npos; at = text.find(word, at + 1)) {
            // ××× is one stub: take the whole run.
            auto end = at + word.size();
            while (text.substr(end).starts_with(word)) end += word.size();
            const bool alone = is_alphanumeric(word[0]) || word[0] == '*';
            while (end < text.size() && alone && text[end] == word[0]) ++end;
            if (alone &&
                ((at > 0 && is_alphanumeric(text[at - 1])) || (end < text.size() && is_alphanumeric(text[end]))))
                continue;
            return text.substr(at, end - at);
        }
    return {};
}

// Blanks and invisible characters aside.
bool only_filler(std::string_view text, const std::u32string& filler) {
    bool any = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (is_space(c) || is_format(c)) continue;
        if (filler.find(c) == filler.npos) return false;
        any = true;
    }
    return any;
}

void review_placeholder(Review& review, const Passage& p, const Pairs& pairs, bool only_filler) {
    const std::string_view found = only_filler ? p.text : placeholder_in(p.text, pairs, review.rules);
    if (found.empty()) return;
    Finding& finding = review.add(
        Code::placeholder,
        message("“{}”中有占位符号“{}”，尚未填写。", "“{}” holds the placeholder “{}”.", p.label(), std::string(found)),
        p.pointer(), p.place);
    finding.got = p.prose ? std::string(found) : std::string(p.text);
}

// A bracket opened and never closed in the paragraph, of whatever width; or the last of an odd number of quotation
// marks an opening one (two opening marks are a slip of the hand, not a cut).
bool left_open(std::u32string_view folded) {
    static constexpr std::u32string_view kOpen = U"(《【「『", kClose = U")》】」』";
    std::u32string stack;
    int quotes = 0;
    bool quoting = false;
    for (const char32_t c : folded) {
        if (c == U'“' || c == U'”') {
            ++quotes;
            quoting = c == U'“';
        }
        if (const auto open = kOpen.find(c); open != kOpen.npos) stack.push_back(kClose[open]);
        // (一) and 1): a closing mark without an opening one closes nothing.
        if (const auto at = stack.rfind(c); kClose.find(c) != kClose.npos && at != stack.npos) stack.resize(at);
    }
    return !stack.empty() || (quoting && quotes % 2 == 1);
}

void review_end(Review& review, const Passage& p, const std::u32string& final_marks,
                const std::u32string& cut_marks) {
    if (p.prose && !p.last) return;
    const Plain plain = plain_text(p.text);
    if (plain.raw.empty()) return;
    const char32_t end = plain.raw.back();
    const bool ends = final_marks.find(end) != final_marks.npos;
    const bool cut = cut_marks.find(end) != cut_marks.npos;
    if (cut || (!ends && left_open(plain.text))) {
        Finding& finding = review.add(
            Code::text_truncated,
            message("“{}”的文字疑似被截断：“{}”。", "“{}” seems to be cut off: “{}”.", p.label(), tail_of(p.text)),
            p.pointer(), p.place);
        finding.got = tail_of(p.text);
        finding.explanation = cut ? Message{"文字以未完的标点结尾。", "it ends in punctuation that goes on."}
                                  : Message{"括号或引号没有闭合。", "a bracket or quotation mark is not closed."};
    } else if (p.prose && !ends && static_cast<int>(plain.raw.size()) >= review.rules.long_text) {
        Finding& finding = review.add(Code::no_final_punctuation,
                                      message("“{}”末尾没有句末标点：“{}”。",
                                              "“{}” ends without final punctuation: “{}”.", p.label(), tail_of(p.text)),
                                      p.pointer(), p.place);
        finding.got = tail_of(p.text);
    }
}

void review_typos(Review& review, const Passage& p, const Pairs& pairs) {
    const auto report = [&](const auto& typos) {
        for (const auto& [wrong, right] : typos) {
            if (wrong.empty() || !pairs.may_hold(wrong) || p.text.find(wrong) == p.text.npos) continue;
            Finding& finding = review.add(
                Code::typo,
                message("“{}”中的“{}”疑为“{}”之误。", "“{}”: “{}” should probably be “{}”.", p.label(), wrong, right),
                p.pointer(), p.place);
            finding.got = wrong;
            finding.expected = finding.fix = right;
        }
    };
    report(review.vocabulary.typos);
    report(review.rules.typos);
}

// Every text of the form; a group label carried over several rows once.
template <typename Visit>
void each_passage(const Review& review, const Visit& visit) {
    for (const FieldCell* cell : fields_of(review.form_template)) {
        const Field* field = review.form.field(cell->id);
        if (!field) continue;
        Passage passage{review, field->value.text, field->value.place};
        passage.field = cell;
        if (field->value.type == Value::Type::Text) visit(passage);
        if (field->value.type != Value::Type::Paragraphs) continue;
        const auto& paragraphs = field->value.paragraphs;
        passage.prose = true;
        for (; passage.paragraph < paragraphs.size(); ++passage.paragraph) {
            passage.text = paragraphs[passage.paragraph];
            passage.last = passage.paragraph + 1 == paragraphs.size();
            visit(passage);
        }
    }
    for (const ListView& view : review.lists)
        for (std::size_t row = 0; row < view.size(); ++row)
            for (const Column& column : view.section(row).columns) {
                const Value* value = view.value(row, column.id);
                if (!value || (column.type == ColumnType::Group && !view.opens_group(row, column.id))) continue;
                const bool indicator = value->type == Value::Type::Indicator;
                if (!indicator && value->type != Value::Type::Text) continue;
                Passage passage{review, indicator ? value->indicator.raw : value->text, value->place};
                passage.view = &view;
                passage.row = row;
                passage.column = &column;
                passage.indicator = indicator;
                visit(passage);
            }
}

int year_at(std::u32string_view text, std::size_t at) {
    int year = 0;
    for (const char32_t c : text.substr(at, 4)) {
        if (!is_ascii_digit(c)) return 0;
        year = year * 10 + static_cast<int>(c - U'0');
    }
    const bool alone = (at == 0 || !is_ascii_digit(text[at - 1])) && at + 4 < text.size() && text[at + 4] == U'年';
    return alone && year >= 1949 && year <= 2100 ? year : 0;
}

// Another year than the form's, unless a word before it says that another one is meant (较2023年), in a text that
// never names the form's own year. A text that names both compares them.
void review_year(Review& review, std::string_view text, const std::string& label, const std::string& pointer,
                 Place place) {
    if (review.form.year == 0) return;
    const Plain plain = plain_text(text);
    int other = 0;
    for (std::size_t at = 0; at + 4 < plain.text.size(); ++at) {
        const int year = year_at(plain.text, at);
        if (year == review.form.year) return;
        if (year == 0 || other != 0) continue;
        const std::string before = to_utf8(std::u32string_view(plain.raw).substr(0, at));
        const bool excused =
            std::ranges::any_of(review.rules.other_years, [&](const std::string& w) { return before.ends_with(w); });
        if (!excused) other = year;
    }
    if (other == 0) return;
    Finding& finding = review.add(Code::year_differs,
                                  message("“{}”写的是 {} 年，本表是 {} 年度。",
                                          "“{}” speaks of {}, the form is for {}.", label, other, review.form.year),
                                  pointer, place);
    finding.got = std::to_string(other);
    finding.expected = std::to_string(review.form.year);
}

// Error values of a spreadsheet program, wherever they stand.
void review_error_values(Review& review) {
    // `label`, `pointer`: asked where there is one.
    const auto value = [&](const Value& v, const auto& label, const auto& pointer) {
        const auto text = [&](const std::string& written, const std::string& below) {
            if (!is_error_value(written)) return;
            Finding& finding = review.add(Code::error_cell,
                                          message("“{}”是错误值 {}。", "“{}” is the error value {}.", label(), written),
                                          pointer() + below, v.place);
            finding.got = written;
        };
        if (v.type == Value::Type::Text) text(v.text, "");
        if (v.type == Value::Type::Amount && !v.amount.number) text(v.amount.written, "");
        if (v.type == Value::Type::Indicator) text(v.indicator.raw, "");
        for (std::size_t i = 0; i < v.paragraphs.size(); ++i) text(v.paragraphs[i], "/" + std::to_string(i));
    };
    for (const FieldCell* cell : fields_of(review.form_template))
        if (const Field* field = review.form.field(cell->id))
            value(field->value, [&] { return review.term_label(cell->term); }, [&] { return field_pointer(cell->id); });
    for (const ListView& view : review.lists)
        for (std::size_t row = 0; row < view.size(); ++row)
            for (const Column& column : view.section(row).columns) {
                const Value* found = view.value(row, column.id);
                if (!found || (column.type == ColumnType::Group && !view.opens_group(row, column.id))) continue;
                const bool named = column.type == ColumnType::Amount || column.type == ColumnType::Value;
                value(*found, [&] { return named ? view.label(row) : review.header(column); },
                      [&] { return view.pointer(row, column.id); });
            }
}

void review_years(Review& review) {
    if (!review.form.title.empty())
        review_year(review, review.form.title, review.form.title, "/title", review.form.title_place);
    for (const FieldCell* cell : fields_of(review.form_template)) {
        const Field* field = review.form.field(cell->id);
        if (!cell->of_year || !field || field->value.null()) continue;
        std::string text = field->value.text;
        for (const std::string& paragraph : field->value.paragraphs) text += paragraph + "\n";
        review_year(review, text, review.term_label(cell->term), field_pointer(cell->id), field->value.place);
    }
}

void missing(Review& review, const std::string& label, std::string pointer, Place place) {
    review.add(Code::required_missing, message("必填内容“{}”为空。", "the mandatory entry “{}” is empty.", label),
               std::move(pointer), place);
}

bool has_name(const ListView& view) {
    for (std::size_t row = 0; row < view.size(); ++row)
        if (!view.name(row).empty()) return true;
    return false;
}

void review_required_rows(Review& review, const ListView& view) {
    const ListSpec& spec = view.spec();
    const std::string column = view.annual_amount() ? view.annual_amount()->id : "";
    for (const Section& section : spec.sections)
        for (const FixedRow& fixed : section.fixed) {
            if (!fixed.required) continue;
            std::size_t row = 0;
            while (row < view.size() && view.fixed(row) != &fixed) ++row;
            if (row == view.size())
                missing(review, review.term_label(fixed.term), "/lists/" + spec.id, {});
            else if (!view.value(row, column))
                missing(review, view.label(row), view.pointer(row, column), {});
        }
}

}  // namespace

void review_texts(Review& review) {
    const std::u32string filler = to_code_points(review.rules.filler);
    const std::u32string final_marks = to_code_points(review.rules.final_marks);
    const std::u32string cut_marks = to_code_points(review.rules.cut_marks);
    each_passage(review, [&](const Passage& passage) {
        const Pairs pairs(passage.text);
        const bool filled = only_filler(passage.text, filler);
        review_placeholder(review, passage, pairs, filled);
        if (!filled) review_end(review, passage, final_marks, cut_marks);
        review_typos(review, passage, pairs);
    });
    review_error_values(review);
    review_years(review);
}

void review_required(Review& review) {
    const Template& form_template = review.form_template;
    constexpr std::string_view kYear = "{year}";
    const bool dated = (form_template.title + form_template.subtitle).find(kYear) != std::string::npos;
    if (dated && review.form.year == 0) {
        std::string label = form_template.subtitle;  // 年度, as people say it
        if (const auto at = label.find(kYear); at != label.npos) label.erase(at, kYear.size());
        missing(review, label, "/year", {});
    }
    for (const FieldCell* cell : fields_of(form_template)) {
        const Field* field = review.form.field(cell->id);
        if (cell->required && (!field || field->value.null()))
            missing(review, review.term_label(cell->term), field_pointer(cell->id), {});
    }
    for (const ListSpec* spec : lists_of(form_template)) {
        const ListView* view = review.list(spec->id);
        if (!view || (spec->required && !has_name(*view))) {
            if (spec->required) missing(review, review.list_label(*spec), "/lists/" + spec->id, {});
            continue;
        }
        review_required_rows(review, *view);
    }
}

}  // namespace jixiao
