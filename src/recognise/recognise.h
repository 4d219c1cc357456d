// Grid + Template -> Form: which form is it, and what does each cell mean?
//
// Knows: anchors, the row grammar of a template, column evidence, structural repairs. Every repair is a finding.
// Does not know: any form by name, file formats, whether the figures make sense (check does).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/failure.h"
#include "grid/grid.h"
#include "model/form.h"
#include "model/direction.h"
#include "recognise/cells.h"
#include "recognise/repairs.h"
#include "template/load.h"

namespace jixiao {

struct Recognised {
    Form form;
    std::vector<CellClaim> claims;   // one a cell of the grid, in its order: nothing visible is left Open
};

// The templates made ready once; afterwards shared read-only between threads.
class Recogniser {
public:
    // `words` tell which way an indicator should move: what a misread comparator may have been.
    explicit Recogniser(const TemplateSet& templates, DirectionWords words = {});
    ~Recogniser();

    // `as_form` forces a template by id; empty chooses the one whose labels the grid shows most. Fails, saying what
    // was seen, when no template's labels are there.
    Result<Recognised> recognise(const Grid& grid, const Source& source, const std::string& as_form = {},
                                 Repairs repairs = Repairs::Safe) const;

    // Where a grid holds several forms, one after the other: a grid for each. Empty where it holds one or none.
    std::vector<Grid> forms_in(const Grid& grid, const std::string& as_form = {}) const;

    // How well each form fits the grid, best first: its labels seen, those it prints so counting a little more, and its title.
    std::vector<std::pair<std::string, double>> scores(const Grid& grid) const;

    // How many different labels of any template a text shows: the importer's charset probe.
    int count_labels(std::string_view utf8) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace jixiao
