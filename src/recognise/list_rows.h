// Rows of a list: cells aligned with columns, carried groups filled in, values read.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "model/form.h"
#include "recognise/align.h"
#include "recognise/repairs.h"
#include "recognise/walk.h"

namespace jixiao {

// Where the rows of a list keep the column `id`.
std::size_t column_of(const ListSpec& list, std::string_view id);

class ListReader {
public:
    // `unit`: of the source's amounts, converted to the template's where they differ.
    ListReader(const Plan& plan, bool fixed_columns, std::string unit, const RepairRules& repairs, std::vector<CellClaim>& claims,
               Form& form);

    // Header and row readings, in document order.
    void add(const RowReading& reading);
    void finish();

    // An amount that stands beside a label of its own, with what is to be said of it.
    Value amount(const CellView& cell, const std::string& pointer) { return read_amount(cell, pointer); }

    // Cells are left blank somewhere in the document, so that places mean something everywhere.
    void trust_places() { places_tell_ = true; }

private:
    struct Carried {            // a group value that holds until the next one
        Value value;
        int term = -1;          // index into Vocabulary::indicators
        int fragment = -1;      // where it was read
        const Section* section = nullptr;  // … and below whose header
    };

    void flush();               // reads the batch: rows of one zone in one fragment
    void inherit_header(const Zone& zone);
    void join_split_values(const Zone& zone);
    void learn(ColumnEvidence& evidence, const Zone& zone);
    void stand_in_order(ColumnEvidence& evidence, const Zone& zone) const;
    bool learn_header(const RowReading& header, const Zone& zone, std::size_t widest, ColumnEvidence& evidence);
    AlignContext context(const Zone& zone) const;
    void enter(const Zone& zone);
    void read_row(const RowReading& reading, const Zone& zone, const Alignment& alignment);
    void read_groups(const RowReading& reading, const Zone& zone, const std::vector<const CellView*>& by_column,
                     std::vector<Value>& row);
    void tell_glued_name(const Zone& zone, const std::vector<const CellView*>& by_column, const std::string& name);
    bool read_name(const RowReading& reading, const Zone& zone, const std::vector<const CellView*>& by_column,
                   std::vector<Value>& row);
    std::string own_spelling(const Zone& zone, int level, const CellView& cell) const;
    void leave_section(const RowReading& reading, const Zone& zone, Carried& carried);
    void infer_level1(const RowReading& reading, const Zone& zone, const CellView& level2);
    void emit_pending();
    Value read_amount(const CellView& cell, const std::string& pointer);
    // `partner`: the cell of the half-year beside that of the year, and the other way round; null for none.
    Value read_indicator(const CellView& cell, const CellView* partner, const std::string& pointer, const std::string& name);
    bool propose(const CellView& cell, const std::string& pointer, const std::string& proposal, Message why, double confidence);
    void note(Code code, const CellView& cell, const std::string& pointer, Message message, std::string expected = {},
              double confidence = 1);
    void unplaced(const CellView& cell, const std::string& label);
    std::string header_above(const CellView& cell) const;
    std::string pointer(const Zone& zone, std::string_view column) const;
    void claim(const CellView& cell, CellClaim what) { claims_[static_cast<std::size_t>(cell.index)] = what; }
    Decimal converted(const Decimal& amount, const std::string& from);

    const Plan& plan_;
    bool fixed_columns_;
    std::string unit_;
    RepairRules repairs_;
    std::vector<CellClaim>& claims_;
    Form& form_;

    std::vector<const RowReading*> batch_;
    const RowReading* last_header_ = nullptr;
    const RowReading* header_ = nullptr;          // of the rows that are read; null below a lost one
    std::deque<RowReading> joined_rows_;          // rows of the batch whose values were put together, and their cells
    std::deque<CellView> joined_cells_;
    std::vector<ColumnEvidence> last_evidence_;   // per zone
    std::vector<Carried> carried_;                // per column of the current list
    std::vector<bool> merged_columns_;            // columns of the zone in which groups are merged cells
    std::set<std::string> ref_names_;
    std::string quotable_;                        // key of the field the zone quotes
    const ListSpec* list_ = nullptr;
    int list_index_ = -1;
    bool positions_tell_ = true;                  // of the batch
    bool places_tell_ = false;                    // of the document
    bool pending_ = false;                        // a first level was read whose rows are still to come
    int conversions_ = 0;
};

}  // namespace jixiao
