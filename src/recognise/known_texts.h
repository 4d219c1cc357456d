// What a form said so far that its later rows repeat: the names in its lists, the clauses of its long texts.
//
// Knows: where clauses begin and end. Does not know: which columns refer to what.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace jixiao {

// How well a text is known: as a name or a quotation as a whole; as a quotation that ends inside a clause, for offices shorten
// them; or not.
enum class Known { Not, Start, Whole };

// All texts are label keys, but for `text` of add_text.
class KnownTexts {
public:
    void add_name(const std::string& list, std::string key) { names_[list].insert(std::move(key)); }
    void add_text(const std::string& field, std::string_view text);

    bool has_name(const std::string& list, const std::string& key) const;
    // Four characters at least; a label quotes from the beginning of a clause.
    Known quoted(const std::string& field, std::string_view key) const;

private:
    std::map<std::string, std::set<std::string>> names_;
    std::map<std::string, std::vector<std::string>> clauses_;   // each with those behind it
};

}  // namespace jixiao
