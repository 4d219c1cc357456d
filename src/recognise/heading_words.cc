// Page numbers, years and units: what stands above a table and between its pages.
#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "recognise/walk.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// True when the key is made of numbers and the given words, and has a number.
bool only_number_and(std::string_view key, std::span<const std::string_view> words) {
    bool number = false;
    for (std::size_t i = 0; i < key.size();) {
        if (digit(key[i])) {
            number = true;
            ++i;
            continue;
        }
        const auto rest = key.substr(i);
        const auto word = std::ranges::find_if(words, [&](std::string_view w) { return rest.starts_with(w); });
        if (word == words.end()) return false;
        i += word->size();
    }
    return number;
}

}  // namespace

bool is_page_number(std::string_view key) {
    static constexpr std::array<std::string_view, 7> kFurniture = {"第", "页", "共", "-", "/", "\u2014", "\u2013"};
    if (key.find_first_not_of("0123456789") == std::string_view::npos || !only_number_and(key, kFurniture)) return false;
    if (!digit(key.front())) return true;
    // 38328-38368 and 2023-2024 are values; 3页, 1/3 and 3- are page numbers, and nobody counts a thousand pages.
    const auto second = key.find_last_not_of("0123456789");
    if (!digit(key.back())) return true;
    return key.find("页") != key.npos || (key.find('/') != key.npos && second <= 3 && key.size() - second <= 4);
}

bool is_year(std::string_view key) {
    static constexpr std::array<std::string_view, 4> kWords = {"年度", "年", "(", ")"};
    return year_in(key) != 0 && only_number_and(key, kWords);
}

int year_in(std::string_view text) {
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        if (!digit(text[i]) || (i > 0 && digit(text[i - 1]))) continue;
        int year = 0;
        const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 4, year);
        if (error != std::errc() || end != text.data() + i + 4 || year < 1990 || year > 2099) continue;
        auto rest = text.substr(i + 4);
        if (!rest.empty() && digit(rest.front())) continue;
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        if (rest.starts_with("年")) return year;
    }
    return 0;
}

std::string unit_in(std::string_view text) {
    const std::string key = label_key(text);
    for (const std::string_view unit : {"万元", "亿元", "千元", "元"})
        for (const std::string_view open : {"单位:", "(", "单位为"}) {
            const std::string declared = std::string(open) + std::string(unit);
            const auto at = key.find(declared);
            if (at == std::string::npos) continue;
            const auto after = at + declared.size();
            if (open != "(" || (after < key.size() && key[after] == ')')) return std::string(unit);
        }
    return "";
}

}  // namespace jixiao
