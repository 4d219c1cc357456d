// Names of outputs made of what the forms say: `--name '{year}_{unit_name}_{template}'`.
//
// Knows: placeholders, and what a file name may hold. Does not know: which names a run has used.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "convert.h"

namespace jixiao {

class NamePattern {
public:
    // {year}, {template}, {part}, {title}, {stem} (the input's name without extension), and every field of a template
    // that is a short text or an amount. A pattern with / makes folders; one that begins with / counts from the
    // output folder, others from where the input's outputs would lie. Fails, listing what there is, for a placeholder
    // no template has.
    static Result<NamePattern> parse(std::string_view text, const TemplateSet& templates);

    bool from_top() const { return from_top_; }
    const std::string& text() const { return text_; }

    // The stem of a form's outputs. What a form does not say is `_`; what no file name may hold becomes `_`.
    std::string name(const Document& document, const std::string& stem) const;

private:
    struct Placeholder {
        std::string id;
    };
    std::string text_;
    bool from_top_ = false;
    std::vector<std::variant<std::string, Placeholder>> pieces_;
};

// A part of a file name out of any text: separators, control characters and what other systems forbid become `_`.
std::string file_name_part(std::string_view text);

}  // namespace jixiao
