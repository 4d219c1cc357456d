// A comparison on a terminal: one line a difference, under the field or list it stands in.
#include <map>

#include <fmt/format.h>

#include "compare/comparison.h"
#include "compare/words.h"

namespace jixiao {
namespace {

std::string name_of(const Form& form) {
    std::string out = form.source.name;
    if (form.source.part) out += "!" + *form.source.part;
    if (!form.title.empty()) out += "  " + form.title;
    if (form.year > 0) out += fmt::format("  {}", form.year);
    return out;
}

char sign_of(DifferenceKind kind) {
    return kind == DifferenceKind::Added ? '+' : kind == DifferenceKind::Dropped ? '-' : '~';
}

std::string counted(const Differences& differences, Lang lang) {
    std::map<DifferenceKind, int> counts;
    for (const Difference& difference : differences) ++counts[difference.kind];
    std::string out;
    for (const auto& [kind, count] : counts)
        out += fmt::format("{}{} {}",
                           out.empty()        ? ""
                           : lang == Lang::Zh ? "，"
                                              : ", ",
                           kind_words(kind).in(lang), count);
    return out;
}

// Lines of a text stand below each other, indented.
std::string indented(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '\n' ? std::string("\n      ") : std::string(1, c);
    return out;
}

}  // namespace

std::string comparison_text(const Comparison& comparison, Lang lang) {
    const bool zh = lang == Lang::Zh;
    std::string out;
    for (const FormComparison& form : comparison.forms) {
        if (!out.empty()) out += "\n";
        const std::string absent = zh ? "（没有这张表）" : "(no such form)";
        out += "--- " + (form.before ? name_of(*form.before) : absent) + "\n";
        out += "+++ " + (form.after ? name_of(*form.after) : absent) + "\n";
        if (!form.before || !form.after) continue;
        std::string heading;
        for (const Difference& difference : form.differences) {
            const std::string own = heading_of(difference).in(lang);
            if (own != heading) out += "\n" + own + "\n";
            heading = own;
            const std::string subject = subject_of(difference, lang), sentence = sentence_of(difference).in(lang);
            out += fmt::format("  {} {}{}{}\n", sign_of(difference.kind), subject,
                               subject.empty() ? ""
                               : zh            ? "："
                                               : ": ",
                               indented(sentence));
        }
        if (form.differences.empty())
            out += zh ? "内容相同\n" : "no difference in meaning\n";
        else
            out += fmt::format(fmt::runtime(zh ? "\n共 {} 处不同：{}\n" : "\n{} difference(s): {}\n"),
                               form.differences.size(), counted(form.differences, lang));
    }
    return out;
}

}  // namespace jixiao
