// One document of the HTML report: its findings, its source beside what was recognised in it, its money.
//
// Knows: how a document is shown. Does not know: other documents, or how much room there is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "convert.h"

namespace jixiao {

// Which findings speak of a cell of the source, and of a value of the form (by the JSON pointer that names it).
struct FindingPlaces {
    std::map<int, std::vector<std::size_t>> by_cell;          // index into Grid::cells()
    std::map<std::string, std::vector<std::size_t>> by_value;
    std::vector<std::size_t> numbers;                         // of the findings as people see them, worst first, from 1
};
FindingPlaces places_of(const Document& document);

// Numbers of the findings as links, for a cell or a value that has some; empty for none.
std::string finding_marks(const Document& document, const FindingPlaces& places, const std::vector<std::size_t>* indices,
                          std::size_t id);

// Index of the source cell that holds a place; nothing where it has none.
std::optional<int> source_cell(const Document& document, Place place);

// The rows of the source as a table with one class a role, or a sentence where they are too many to show.
// Empty where the document has no source rows (JSON).
std::string source_rows(const Document& document, const Vocabulary& vocabulary, const FindingPlaces& places, Lang lang,
                        std::size_t id);

// Fields and lists with their labels; each value links to its source cell.
std::string recognised_form(const Document& document, const Vocabulary& vocabulary, const FindingPlaces& places, Lang lang,
                            std::size_t id);

// Everything about a document. The brief one has its money and its first findings, and says what it leaves out.
std::string document_details(const Document& document, const Vocabulary& vocabulary, Lang lang, std::size_t id, bool brief);

}  // namespace jixiao
