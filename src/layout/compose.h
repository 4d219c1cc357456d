// Form + Template + fonts -> Sheet -> Pages.
//
// Knows: how a form's values fill its template's rows, how text fits its cell, where pages break.
// Does not know: any form by name, grids, or how pages are serialised.
#pragma once

#include "base/failure.h"
#include "base/finding.h"
#include "base/limits.h"
#include "fonts/font_set.h"
#include "layout/pages.h"
#include "layout/sheet.h"
#include "model/form.h"
#include "template/template.h"

namespace jixiao {

struct ComposeOptions {
    bool formulas = false;   // live sums
    bool annotate = false;   // findings as comments and colours
    bool annex = false;      // what the form holds as unplaced is listed below the table
    Lang lang = Lang::Zh;    // of the comments
};

// The form laid out in its template: texts, spans, styles, field pointers and final row heights.
// `findings` receives what the layout alone can know (text_shrunk, glyph_missing, font_substituted).
Result<Sheet> compose(const Form& form, const Template& form_template, const Vocabulary& vocabulary,
                      const FontSet& fonts, const ComposeOptions& options, Findings& findings);

// Cuts the Sheet into pages: repeats header rows and group labels, splits long paragraphs between lines.
// Proves that every character of the Sheet lies on exactly one line before it returns. Fails for the limit on pages.
Result<Pages> paginate(const Sheet& sheet, const FontSet& fonts, const Limits& limits = {});

}  // namespace jixiao
