// What rows say of other parts of the form: projects that exist, duties that are the unit's, money that is covered.
#include <algorithm>
#include <map>
#include <set>

#include "check/review.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

// Rows of the list a column refers to, by the key of their name.
using Names = std::map<std::string, std::size_t>;

Names names_of(const ListView& view) {
    Names out;
    for (std::size_t row = 0; row < view.size(); ++row)
        if (!view.name(row).empty()) out.emplace(label_key(view.name(row)), row);
    return out;
}

// Names in one cell: all of it, or its parts where each is known (甲项目、乙项目). Unknown ones are returned as
// written.
struct Reference {
    std::vector<std::size_t> rows;
    std::vector<std::string> unknown;
};

Reference resolve(std::string_view cell, const Names& names) {
    static constexpr std::string_view kBetween[] = {"、", "；", ";", "\n", "，"};
    if (const auto whole = names.find(label_key(cell)); whole != names.end()) return {{whole->second}, {}};
    Reference out;
    std::string rest(cell);
    for (const auto mark : kBetween)
        for (auto at = rest.find(mark); at != rest.npos; at = rest.find(mark))
            rest.replace(at, mark.size(), std::string(1, '\0'));
    bool any_known = false;
    for (std::size_t begin = 0; begin <= rest.size();) {
        const auto end = std::min(rest.find('\0', begin), rest.size());
        const std::string part = rest.substr(begin, end - begin);
        begin = end + 1;
        if (label_key(part).empty()) continue;
        if (const auto found = names.find(label_key(part)); found != names.end()) {
            out.rows.push_back(found->second);
            any_known = true;
        } else {
            out.unknown.push_back(part);
        }
    }
    if (!any_known) out.unknown = {std::string(cell)};  // one name with a 、 of its own
    return out;
}

// Edit distance, given up beyond `most`.
int distance(std::u32string_view a, std::u32string_view b, int most) {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > static_cast<std::size_t>(most)) return most + 1;
    std::vector<int> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

// The one name nearest to `name` within a fifth of its length; empty where there is none or a tie.
std::string nearest(std::string_view name, const ListView& view) {
    const std::u32string wanted = plain_text(name).text;
    int best = std::max(1, static_cast<int>(wanted.size()) / 5) + 1;
    std::string found;
    for (std::size_t row = 0; row < view.size(); ++row) {
        if (view.name(row).empty()) continue;
        const int d = distance(wanted, plain_text(view.name(row)).text, best);
        if (d < best) {
            best = d;
            found = view.name(row);
        } else if (d == best && !found.empty() && found != view.name(row)) {
            found.clear();
        }
    }
    return found;
}

struct Coverage {
    std::set<std::size_t> rows;
    bool used = false;  // some section has the column
};

void review_projects(Review& review, const ListView& view, const Column& column, std::size_t row,
                     const ListView& target, const Names& names, Coverage& coverage) {
    const std::string cell(view.text(row, column.id));
    if (cell.empty()) return;
    const Reference reference = resolve(cell, names);
    if (!view.name(row).empty()) coverage.rows.insert(reference.rows.begin(), reference.rows.end());
    if (!view.opens_group(row, column.id)) return;
    for (const std::string& unknown : reference.unknown) {
        const Value* value = view.value(row, column.id);
        Finding& finding = review.add(Code::project_unknown,
                                      message("“{}”不在“{}”的项目之中。", "“{}” is not among the projects of “{}”.",
                                              unknown, review.list_label(target.spec())),
                                      view.pointer(row, column.id), value->place);
        finding.got = unknown;
        finding.fix = nearest(unknown, target);
        if (!finding.fix.empty())
            finding.explanation =
                message("与项目“{}”仅数字之差，疑为笔误。", "it is nearly the project “{}”.", finding.fix);
    }
}

// Money of the projects that any indicator refers to, against the money of all projects.
void review_coverage(Review& review, const ListView& view, const ListView& target, const Coverage& coverage) {
    if (!coverage.used || !target.annual_amount()) return;
    Decimal total, covered, subtotal;
    for (std::size_t row = 0; row < target.size(); ++row) {
        const Value* value = target.value(row, target.annual_amount()->id);
        if (target.fixed(row) || !value || !value->amount.number || value->amount.number->negative()) continue;
        total = total + *value->amount.number;
        if (coverage.rows.contains(row)) covered = covered + *value->amount.number;
        if (*value->amount.number > subtotal && !coverage.rows.contains(row)) subtotal = *value->amount.number;
    }
    // A line as large as all the others together is their subtotal, not a project.
    const bool differs = std::ranges::find(review.findings, Code::sum_differs, &Finding::code) != review.findings.end();
    if (differs && subtotal * 2 == total) total = subtotal;
    if (total.is_zero()) return;
    const double share = covered.to_double() / total.to_double() * 100;
    if (share >= review.rules.low_coverage) return;
    Finding& finding =
        review.add(Code::project_coverage_low,
                   message("有指标的项目资金 {0} {2}，占项目资金 {1} {2} 的 {3:.2f}%。",
                           "indicators cover {0} of {1} {2} of project money, {3:.2f}%.", covered.trimmed().str(),
                           total.trimmed().str(), review.form.currency_unit, share),
                   "/lists/" + view.spec().id, {});
    finding.got = covered.trimmed().str();
    finding.expected = total.trimmed().str();
}

// The paragraphs of a field, a line end between them, so that no clause is found across two.
Plain field_text(const Review& review, std::string_view id) {
    Plain out;
    const Field* field = review.form.field(id);
    if (!field) return out;
    const auto append = [&](std::string_view text) {
        const Plain plain = plain_text(text);
        out.text += plain.text + U"\n";
        out.raw += plain.raw + U"\n";
    };
    if (!field->value.text.empty()) append(field->value.text);
    for (const std::string& paragraph : field->value.paragraphs) append(paragraph);
    return out;
}

void review_quotation(Review& review, const ListView& view, const Column& column, std::size_t row,
                      const Plain& source) {
    const std::string clause(view.text(row, column.id));
    if (clause.empty() || source.text.empty() || !view.opens_group(row, column.id)) return;
    const Plain wanted = plain_text(clause);
    const Place place = view.value(row, column.id)->place;
    const auto at = source.text.find(wanted.text);
    const std::string pointer = view.pointer(row, column.id);
    std::string label;
    for (const FieldCell* cell : fields_of(review.form_template))
        if (cell->id == column.quotes) label = review.term_label(cell->term);
    if (at == source.text.npos) {
        Finding& finding = review.add(
            Code::duty_unknown,
            message("“{}”不在“{}”的文字之中。", "“{}” is not in the text of “{}”.", clause, label), pointer, place);
        finding.got = clause;
        return;
    }
    const auto end = at + wanted.text.size();
    std::size_t clause_end = end;
    while (clause_end < source.text.size() && goes_on(source.text[clause_end])) ++clause_end;
    const bool cut = static_cast<int>(wanted.text.size()) == review.rules.cut_length && clause_end != end;
    if (!cut) return;
    Finding& finding = review.add(
        Code::text_truncated,
        message("“{}”在第 {} 个字处被截断。", "“{}” was cut at {} characters.", clause, review.rules.cut_length),
        pointer, place);
    finding.got = clause;
    finding.fix = finding.expected = to_utf8(std::u32string_view(source.raw).substr(at, clause_end - at));
    finding.explanation = message("“{}”中的原文为“{}”。", "“{}” has the whole clause: “{}”.", label, finding.fix);
    finding.confidence = 0.95;
}

}  // namespace

void review_references(Review& review) {
    for (const ListView& view : review.lists) {
        std::map<std::string, std::pair<Names, Coverage>> targets;
        std::map<std::string, Plain> sources;
        bool any = false;
        for (const Section& section : view.spec().sections)
            for (const Column& column : section.columns) {
                if (const ListView* target = column.ref.empty() ? nullptr : review.list(column.ref))
                    targets[column.ref] = {names_of(*target), {{}, true}};
                if (!column.quotes.empty()) sources[column.quotes] = field_text(review, column.quotes);
            }
        for (std::size_t row = 0; row < view.size(); ++row) {
            any = any || !view.name(row).empty();
            for (const Column& column : view.section(row).columns) {
                if (const auto target = targets.find(column.ref); target != targets.end())
                    review_projects(review, view, column, row, *review.list(column.ref), target->second.first,
                                    target->second.second);
                if (const auto source = sources.find(column.quotes); source != sources.end())
                    review_quotation(review, view, column, row, source->second);
            }
        }
        if (!any) continue;
        for (const auto& [id, target] : targets) review_coverage(review, view, *review.list(id), target.second);
    }
}

}  // namespace jixiao
