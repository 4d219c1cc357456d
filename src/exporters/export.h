// Serialisers: a finished Sheet or finished Pages to bytes.
//
// Knows: OOXML, PDF, HTML. Does not know: grids, importers, recognition, fields, templates.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "fonts/font_set.h"
#include "layout/pages.h"
#include "layout/sheet.h"

namespace jixiao {

// A workbook with one sheet. Text is always text (never a formula or a link), numbers are numbers.
// Fails, naming the cell's field, for what OOXML cannot hold (more than 32,767 characters).
// `scratch`: the folder in which the parts are built before they are packed (some 100 KB a form, gone afterwards);
// /dev/shm is memory. No other folder is used; one that cannot be written to is a failure.
Result<Bytes> export_xlsx(const Sheet& sheet, const FontSet& fonts,
                          const std::filesystem::path& scratch = "/dev/shm");

struct PdfOptions {
    std::string attachment_name;      // "a.json"
    std::string_view attachment;      // what the table was made from, JSON: an associated file; empty: none
    bool allow_nonconforming = false; // write what is neither PDF/A nor PDF/UA, without claiming to be
};

struct PdfOutput {
    Bytes bytes;
    std::vector<Message> violations;  // why it does not conform; empty unless that was allowed
};

// Tagged PDF with embedded subset fonts: PDF/A-2a and PDF/UA-1, with an attachment PDF/A-3a and PDF/UA-1.
// Fails, listing every reason, for what could not conform, unless that is allowed; what cannot be drawn at all always.
Result<PdfOutput> export_pdf(const Sheet& sheet, const Pages& pages, const FontSet& fonts,
                             const PdfOptions& options = {});

// One self-contained accessible page, no script.
Result<Bytes> export_html(const Sheet& sheet);

}  // namespace jixiao
