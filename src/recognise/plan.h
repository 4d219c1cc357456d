// A Template made ready for recognition: its rows in document order and an index of all its labels.
//
// Knows: which labels open which part of a form. Does not know: any grid.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "recognise/label_noise.h"
#include "template/template.h"

namespace jixiao {

// A stretch of a form that is read by one row grammar: a row of fields, or a section of a list.
struct Zone {
    const FieldRow* fields = nullptr;     // exactly one of fields, list is set
    const ListSpec* list = nullptr;
    int section = 0;                      // of the list
    int list_index = 0;                   // of the list in lists_of(form)
    std::vector<int> field_index;         // of each cell of the row: the field in fields_of(form), -1 for others
    std::vector<int> cell_list;           // of each cell of the row: its list in lists_of(form), -1 for others
    std::vector<const Block*> blocks;     // whose labels stand to its left, outermost first

    const Section& spec() const { return list->sections[static_cast<std::size_t>(section)]; }
};

// One thing that a label may be in a form.
struct LabelUse {
    enum class Kind { Block, Field, Caption, Header, Sign, Unit, Item, ItemGroup, Level };
    Kind kind;
    int zone = 0;    // Block: the first zone inside it; Level: the first zone of the list
    int index = 0;   // Field, Caption: cell of the row; Header, Sign, Unit: column; Item: fixed row; Level: index into Vocabulary::indicators
    const Block* block = nullptr;
};

class Plan {
public:
    Plan(const Template& form, const Vocabulary& vocabulary);

    const Template& form() const { return *form_; }
    const Vocabulary& vocabulary() const { return *vocabulary_; }
    const std::vector<Zone>& zones() const { return zones_; }

    // What a text with this label key may be; nullptr when it is no label of the form.
    const std::vector<LabelUse>* find(std::string_view key) const;

    // True when a label of the form begins with this key, or is it.
    bool begins_label(std::string_view key) const;

    // The keys of all labels, sorted, and the spelling of one as the template or the vocabulary writes it.
    const std::vector<std::string>& keys() const { return noise_->keys(); }
    const std::string& spelling(const std::string& key) const { return spellings_.at(key); }

    // True when the form itself prints a label with this key.
    bool prints(std::string_view key) const { return printed_.contains(key); }
    std::size_t printed() const { return printed_.size(); }   // how many labels it prints

    // How noise may have changed them.
    const LabelNoise& noise() const { return *noise_; }

    // How many labels of the form, of four characters or more, a text without separators holds. Takes a label key.
    std::size_t labels_within(std::string_view key) const;

    // Index into Vocabulary::indicators of a label of the zone's list at `level`, below `parent` (-1: any), or -1.
    int level_term(const Zone& zone, int level, std::string_view key, int parent) const;

    // Zone of the section that holds a first level; -1 where none does.
    int zone_of_level1(int list_index, std::string_view canonical) const;

    // True when the text is a title of this form. Patterns may hold {region}, {year}, {unit_name}: any text.
    bool is_title(std::string_view key) const;

    // A title whose fixed words noise has changed, put right; nothing where the text is none.
    std::optional<std::string> repaired_title(std::string_view text) const;

    // True when the text is the line below the title with its year left blank.
    bool is_blank_subtitle(std::string_view key) const { return key == blank_subtitle_; }

    // True when the text is the heading of what stands below the table for want of a place.
    bool is_annex(std::string_view key) const { return !annex_.empty() && key == annex_; }

    // True when the text begins a row below the table: a signature line or a note.
    bool is_remark(std::string_view key) const;

private:
    struct Pattern {
        std::string begin, end;           // keys of what stands before the first and after the last placeholder
        std::string first, last;          // the same as written
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    void add_nodes(const std::vector<Node>& nodes, std::vector<const Block*>& blocks);
    void add_row(const FieldRow& row, const std::vector<const Block*>& blocks);
    void add_list(const ListSpec& list, std::vector<const Block*>& blocks);
    void add_section(const ListSpec& list, int section, int list_index, const std::vector<const Block*>& blocks);
    void add_term(std::string_view term_id, LabelUse use);
    void add_printed(std::string_view term_id, std::string_view print, LabelUse use);
    void add_label(std::string_view label, LabelUse use);
    void add_levels(int zone);
    void add_title(std::string_view pattern);

    const Template* form_;
    const Vocabulary* vocabulary_;
    std::vector<Zone> zones_;
    std::vector<std::shared_ptr<const Block>> beside_;        // labels that may stand beside a list
    std::unordered_map<std::string, std::vector<LabelUse>, Hash, std::equal_to<>> uses_;
    std::unordered_map<std::string, std::string> spellings_;  // key -> label as first named
    std::shared_ptr<const LabelNoise> noise_;                 
    std::set<std::string, std::less<>> printed_;               // keys
    std::vector<Pattern> titles_;
    std::string blank_subtitle_;         // key
    std::vector<std::string> remarks_;   // keys
    std::string annex_;                  // key
    int lists_ = 0, fields_ = 0;
};

}  // namespace jixiao
