// The whole run as one HTML file that needs no network, and no script to be read.
//
// Knows: cover, list by risk, order and room of the documents. Does not know: how one document is shown.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "convert.h"
#include "report/roster.h"
#include "report/unknown_labels.h"

namespace jixiao {

class HtmlReport {
public:
    HtmlReport(Lang lang, const Vocabulary& vocabulary) : lang_(lang), vocabulary_(&vocabulary), unknown_(vocabulary) {}

    void add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents);
    void add_roster(RosterResult roster) { roster_ = std::move(roster); }
    void add_packs(std::vector<std::pair<std::string, std::string>> packs) { packs_ = std::move(packs); }

    std::string page() const;

private:
    // Of one document, or of an input that failed. Details are written when it comes and taken back where room is short:
    // first the brief ones take the place of the full ones, then nothing does.
    struct Entry {
        std::string name, unit, form, year, worst;
        std::size_t errors = 0, warnings = 0, notes = 0, waived = 0;
        bool failed = false;
        std::string full, brief;

        bool clean() const { return !failed && errors + warnings == 0; }
    };
    struct CodeCount {
        std::size_t findings = 0, documents = 0;
    };

    bool riskier(const Entry& a, const Entry& b) const;
    void make_room();
    std::vector<std::size_t> by_risk() const;
    std::string cover() const;
    std::string roster() const;
    std::string codes() const;
    std::string packs() const;
    std::string list(const std::vector<std::size_t>& order) const;
    std::string details(const std::vector<std::size_t>& order) const;

    Lang lang_;
    const Vocabulary* vocabulary_;
    std::optional<RosterResult> roster_;
    UnknownLabels unknown_;
    std::vector<std::pair<std::string, std::string>> packs_;
    std::size_t inputs_ = 0;
    std::vector<Entry> entries_;
    std::vector<CodeCount> codes_;
    std::size_t full_bytes_ = 0, brief_bytes_ = 0;
};

std::string_view report_style();   // the style sheet
std::string_view report_script();  // the filter of the list, and what lights up under the pointer

}  // namespace jixiao
