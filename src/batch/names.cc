#include "batch/names.h"

#include <algorithm>
#include <set>

#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::size_t kMaxPart =
    180;  // bytes; file systems allow 255, and a part's name and an extension come after it

const std::set<std::string, std::less<>> kOfForm = {"year", "template", "part", "title", "stem"};

// Without breaking a character.
std::string shortened(std::string text) {
    if (text.size() <= kMaxPart) return text;
    std::size_t end = kMaxPart;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text;
}

std::string value_of(const Document& document, const std::string& id, const std::string& stem) {
    const Form& form = document.form;
    if (id == "year") return form.year == 0 ? "" : std::to_string(form.year);
    if (id == "part") return document.part;
    if (id == "title") return form.title;
    if (id == "stem") return stem;
    if (id == "template") {
        std::string text = form.template_id;
        std::ranges::replace(text, '/', '-');
        return text;
    }
    const Field* field = form.field(id);
    if (!field) return "";
    return field->value.type == Value::Type::Amount ? field->value.amount.written : field->value.text;
}

}  // namespace

std::string file_name_part(std::string_view text) {
    std::string out;
    for (const char32_t c : to_code_points(text)) {
        const bool separates = c < 0x80 && std::string_view("/\\:*?\"<>|").contains(static_cast<char>(c));
        // Nobody sees a control or format character in the name of a file, and some turn it around.
        append_utf8(out, separates || c < 0x20 || c == 0x85 || c == 0x2028 || c == 0x2029 || is_format(c) ? U'_' : c);
    }
    return out;
}

Result<NamePattern> NamePattern::parse(std::string_view text, const TemplateSet& templates) {
    std::set<std::string, std::less<>> known = kOfForm;
    for (const Template& form : templates.forms)
        for (const FieldCell* field : fields_of(form))
            if (field->type != FieldType::Paragraphs) known.insert(field->id);
    NamePattern pattern;
    pattern.text_ = text;
    const auto refuse = [&](Message what) {
        std::string list;
        for (const std::string& id : known) list += (list.empty() ? "{" : " {") + id + "}";
        return fail({}, std::move(what), message("可用的有：{}", "there are: {}", list));
    };
    pattern.from_top_ = text.starts_with('/');
    if (pattern.from_top_) text.remove_prefix(1);
    std::string literal;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{') {
            if (text[i] == '}')
                return refuse(message("--name 里的 }} 没有对应的 {{", "--name has a }} without its {{"));
            literal += text[i];
            continue;
        }
        const auto end = text.find('}', i);
        const std::string id(text.substr(i + 1, end == text.npos ? 0 : end - i - 1));
        if (end == text.npos || !known.contains(id))
            return refuse(
                message("--name 里的 {{{}}} 不是任何表的栏目", "{{{}}} of --name is no field of any form", id));
        if (!literal.empty()) pattern.pieces_.emplace_back(std::exchange(literal, {}));
        pattern.pieces_.emplace_back(Placeholder{id});
        i = end;
    }
    if (!literal.empty()) pattern.pieces_.emplace_back(literal);
    // Only placeholders tell one document from another; folders of the pattern stay below the output folder.
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find('/', from), text.size());
        const auto folder = text.substr(from, end - from);
        if (folder.empty() || folder == "." || folder == "..")
            return refuse(
                message("--name 不能有空的、. 或 .. 的一级", "--name must not have an empty part, . or .."));
        from = end + 1;
    }
    return pattern;
}

std::string NamePattern::name(const Document& document, const std::string& stem) const {
    std::string out;
    for (const auto& piece : pieces_) {
        if (const auto* literal = std::get_if<std::string>(&piece)) {
            out += *literal;
            continue;
        }
        std::string value;  // on one line
        for (const char c : value_of(document, std::get<Placeholder>(piece).id, stem))
            if (c != '\n' && c != '\r') value += c;
        out += value.empty() ? "_" : file_name_part(value);
    }
    std::string path;
    for (std::size_t from = 0; from <= out.size();) {
        const auto end = std::min(out.find('/', from), out.size());
        std::string part = shortened(out.substr(from, end - from));
        // A hidden file would not be seen, and `..` would leave the folder.
        if (part.starts_with('.')) part.front() = '_';
        path += (path.empty() ? "" : "/") + (part.empty() ? "_" : part);
        from = end + 1;
    }
    return path;
}

}  // namespace jixiao
