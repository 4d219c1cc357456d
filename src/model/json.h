// The canonical JSON, `jixiao.form/1`: a public contract (docs/form.schema.json).
//
// Knows: the contract's keys and their order. Does not know: any form; lists and columns come from the Form and
// its Template.
#pragma once

#include <string>
#include <string_view>

#include "base/failure.h"
#include "base/limits.h"
#include "model/form.h"
#include "template/template.h"

namespace jixiao {

// Two-space indented, UTF-8, keys in contract order, decimals with the digits written, a final newline.
std::string form_to_json(const Form& form, Lang lang);
std::string finding_to_json(const Finding& finding, Lang lang);   // one object on one line

// The `template` a canonical JSON names, without reading the rest.
Result<std::string> json_template_id(std::string_view json, std::string_view input_name, const Limits& limits = {});

// Reads a canonical JSON back; `form_template` tells each column's type. Fails, naming the JSON pointer, on anything
// that is not the contract. Findings are not read back: they are found again.
Result<Form> form_from_json(std::string_view json, std::string_view input_name, const Template& form_template,
                            const Limits& limits = {});

}  // namespace jixiao
