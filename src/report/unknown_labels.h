// Texts of a run that stand where labels stand and are none, with the known label each comes nearest to: what an office may
// want to add to its own file of labels.
//
// Knows: the findings of documents, the vocabulary. Does not know: how a report is written.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/form.h"
#include "template/template.h"

namespace jixiao {

class UnknownLabels {
public:
    explicit UnknownLabels(const Vocabulary& vocabulary);

    void add(const Form& form);

    struct Entry {
        std::string label;            // as written
        std::size_t count = 0;        // times it was met
        std::string nearest;          // a known label; empty where none is near
        std::string first;            // where it was met first
    };
    // Most frequent first.
    std::vector<Entry> entries() const;

    std::string json() const;         // an array
    std::string html(Lang lang) const;  // a section; empty where there is nothing

private:
    std::string nearest(const std::string& text) const;

    std::vector<std::pair<std::u32string, std::string>> known_;  // key, label
    std::map<std::string, Entry> met_;                           // by label key
};

}  // namespace jixiao
