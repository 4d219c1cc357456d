// Labels as noise left them: marks strewn in, characters misread, one lost or gained.
//
// Knows: the look-alikes and confusions of the vocabulary, edit distance one. Does not know: where on the page a label
// stands, or whether it is wanted there (repair_labels does).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "template/template.h"

namespace jixiao {

class LabelNoise {
public:
    // `keys`: of all labels of a form, sorted.
    LabelNoise(const Vocabulary& vocabulary, std::vector<std::string> keys);

    const std::vector<std::string>& keys() const { return keys_; }

    struct Guess {
        int label = -1;           // index into the keys; -1: none, or several equally near
        int changed = 0;          // characters that differ
        bool several = false;     // two labels are equally near
    };

    // The label that differs from the key in look-alikes alone, or in a confusion the vocabulary lists.
    Guess misread(std::string_view key) const;

    // True when a label begins with the key, look-alikes aside.
    bool begins_label(std::string_view key) const;

    // The labels, of four characters or more, from which the key differs, look-alikes aside, in one character: another
    // one, one too many, or one lost. Indices into the keys, ascending.
    std::vector<int> one_off(std::string_view key) const;

    // The labels that a key whose unreadable characters (U+FFFD, private use) stand for one each may be: all others are equal,
    // and are at least as many. Indices into the keys, ascending.
    std::vector<int> unreadable(std::string_view key) const;

    // The label that the key is without marks and glosses, or with what is unreadable put right where only one label fits;
    // nullptr: none. The key itself is no label.
    const std::string* plain(std::string_view key) const;

    // The key as look-alikes leave it: each character stands for its group.
    std::u32string shape(std::string_view key) const;

private:
    struct Hash {
        std::size_t operator()(const std::u32string& text) const { return std::hash<std::u32string>()(text); }
    };
    using Index = std::unordered_map<std::u32string, std::vector<int>, Hash>;

    Guess guess(std::string_view key, const std::vector<int>& labels) const;

    std::vector<std::string> keys_;
    std::unordered_map<char32_t, char32_t> group_;                       // character -> the one that stands for its group
    std::vector<std::pair<std::string, std::string>> confusions_;        // keys, wrong -> right, of two characters or more
    std::vector<std::u32string> shapes_;                                 // of each label
    std::vector<std::u32string> sorted_shapes_;
    Index by_shape_, by_shorter_;                                        // by_shorter_: one character left out
};

// True for what stands for a character that was lost: U+FFFD, a private-use code point.
bool is_unreadable(char32_t c);

// A key without marks that belong to no label (@@ ★ ■ …) and without pinyin glosses in brackets: 指@@标(biāo) -> 指标.
std::string without_marks(std::string_view key, bool keep_unreadable = false);

// True for one or more Latin letters, with or without tone marks, and nothing else.
bool is_pinyin(std::string_view text);

}  // namespace jixiao
