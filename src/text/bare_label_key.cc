#include "text/label_key.h"

#include <vector>

namespace jixiao {
namespace {

// Removes balanced (…) and […], the forms all brackets of remarks have in a key; unmatched ones stay.
std::string without_remarks(std::string_view key) {
    std::string out;
    std::vector<std::pair<char, std::size_t>> open;  // the bracket that would close, and where it opened in `out`
    for (const char c : key) {
        if (!open.empty() && c == open.back().first) {
            out.resize(open.back().second);
            open.pop_back();
            continue;
        }
        if (c == '(' || c == '[') open.emplace_back(c == '(' ? ')' : ']', out.size());
        out.push_back(c);
    }
    return out;
}

}  // namespace

std::string bare_label_key(std::string_view utf8) {
    std::string key = label_key(utf8);
    for (;;) {
        std::string bare = without_remarks(key);
        while (bare.ends_with(':')) bare.pop_back();
        if (bare == key || bare.empty()) return key;  // a label that is all remark keeps it
        key = label_key(bare);
    }
}

}  // namespace jixiao
