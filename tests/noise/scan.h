// Our PDF through other programs: pdftotext, and a picture of it through Tesseract.
//
// Knows: their command lines. Does not know: forms.
#pragma once

#include <string>

#include "writers.h"

namespace jixiao::noise {

bool is_available(Dialect dialect);  // false where the program that writes it is absent

// What pdftotext prints; empty where it is absent.
std::string pdf_text(const std::string& pdf, Dialect dialect);

// What Tesseract reads in the pages drawn at so many dots an inch. Both outputs come from one reading, which is kept.
struct Scan {
    std::string text, tsv;  // empty where a tool is absent
};
Scan scanned(const std::string& pdf, int dpi);

// Keeps what Tesseract read in a folder, for later runs; nothing is kept where none is named. Call it before the first scan.
void keep_scans(const std::string& folder);

// Tesseract's confidence, 0 to 1, in a text: the best of the places where its words make it up; 1 where there is none.
double confidence_in(const std::string& tsv, const std::string& text);

}  // namespace jixiao::noise
