// Characters: what scanners, mirrors and input methods make of them.
#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include <unicode/translit.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "dirt.h"
#include "text/characters.h"

namespace jixiao::noise {
namespace {

using Pair = std::pair<char32_t, char32_t>;

constexpr Pair kKangxi[] = {{U'一', U'⼀'}, {U'二', U'⼆'}, {U'人', U'⼈'}, {U'入', U'⼊'}, {U'力', U'⼒'}, {U'十', U'⼗'}, {U'口', U'⼝'},
                            {U'土', U'⼟'}, {U'大', U'⼤'}, {U'女', U'⼥'}, {U'子', U'⼦'}, {U'小', U'⼩'}, {U'山', U'⼭'}, {U'工', U'⼯'},
                            {U'己', U'⼰'}, {U'心', U'⼼'}, {U'支', U'⽀'}, {U'文', U'⽂'}, {U'方', U'⽅'}, {U'日', U'⽇'}, {U'月', U'⽉'},
                            {U'水', U'⽔'}, {U'火', U'⽕'}, {U'生', U'⽣'}, {U'用', U'⽤'}, {U'目', U'⽬'}, {U'立', U'⽴'}, {U'行', U'⾏'},
                            {U'角', U'⾓'}, {U'里', U'⾥'}, {U'金', U'⾦'}, {U'非', U'⾮'}, {U'高', U'⾼'}, {U'比', U'⽐'}, {U'户', U'⼾'}};
constexpr Pair kRadicals[] = {{U'风', U'⻛'}, {U'西', U'⻄'}, {U'民', U'⺠'}, {U'长', U'⻓'}, {U'页', U'⻚'}, {U'角', U'⻆'}, {U'见', U'⻅'},
                              {U'车', U'⻋'}, {U'门', U'⻔'}, {U'马', U'⻢'}, {U'齐', U'⻬'}, {U'龙', U'⻰'}, {U'户', U'⼾'}};
constexpr Pair kTraditional[] = {
    {U'单', U'單'}, {U'称', U'稱'}, {U'职', U'職'}, {U'构', U'構'}, {U'设', U'設'}, {U'员', U'員'}, {U'资', U'資'}, {U'财', U'財'}, {U'拨', U'撥'},
    {U'专', U'專'}, {U'户', U'戶'}, {U'国', U'國'}, {U'总', U'總'}, {U'额', U'額'}, {U'结', U'結'}, {U'转', U'轉'}, {U'级', U'級'}, {U'标', U'標'},
    {U'计', U'計'}, {U'划', U'劃'}, {U'执', U'執'}, {U'预', U'預'}, {U'长', U'長'}, {U'项', U'項'}, {U'绩', U'績'}, {U'产', U'產'}, {U'满', U'滿'},
    {U'务', U'務'}, {U'对', U'對'}, {U'应', U'應'}, {U'业', U'業'}, {U'门', U'門'}, {U'体', U'體'}, {U'会', U'會'}, {U'与', U'與'}, {U'值', U'値'}};
constexpr Pair kPunctuation[] = {{U'（', U'('}, {U'）', U')'}, {U'，', U','}, {U'：', U':'}, {U'、', U'､'}, {U'(', U'（'}, {U')', U'）'},
                                 {U'%', U'％'}, {U'.', U'．'}, {U'0', U'０'}, {U'1', U'１'}, {U'2', U'２'}, {U'5', U'５'}, {U'8', U'８'},
                                 {U'“', U'"'},  {U'”', U'"'}};
constexpr std::pair<char32_t, const char32_t*> kPinyin[] = {
    {U'标', U"(biāo)"}, {U'预', U"(yù)"}, {U'绩', U"(jì)"}, {U'职', U"(zhí)"}, {U'资', U"(zī)"}, {U'额', U"(é)"},
    {U'财', U"(cái)"},  {U'拨', U"(bō)"}, {U'值', U"(zhí)"}, {U'度', U"(dù)"}, {U'算', U"(suàn)"}, {U'效', U"(xiào)"}};
constexpr const char32_t* kAtLeast[] = {U"≧", U"⩾", U">=", U"＞＝", U"﹥=", U"≥="};
constexpr const char32_t* kAtMost[] = {U"≦", U"⩽", U"<=", U"＜＝", U"≤="};
constexpr const char32_t* kInserted[] = {U"@@", U"★", U"■", U"@@", U"●"};
constexpr char32_t kInvisible[] = {U'\u00A0', U'\u3000', U'\u200B', U'\uFEFF', U'\u00AD', U'\u2009'};
constexpr char32_t kUnreadable[] = {U'\uFFFD', U'\uE5E5', U'\uFFFD', U'\uF0B7'};

std::u32string mapped(std::u32string_view text, std::span<const Pair> pairs) {
    std::u32string out;
    for (const char32_t c : text) {
        const auto found = std::ranges::find(pairs, c, &Pair::first);
        out += found == pairs.end() ? c : found->second;
    }
    return out;
}

bool digit(char32_t c) { return c >= U'0' && c <= U'9'; }

class Letters {
public:
    Letters(std::string_view rule, double level, Random& random) : rule_(rule), level_(level), random_(random) {}

    std::u32string operator()(std::u32string text, Ink ink, bool label);

private:
    // `what` at a random place between two characters.
    void insert(std::u32string& text, std::u32string_view what) {
        if (text.size() > 1) text.insert(static_cast<std::size_t>(random_.between(1, static_cast<int>(text.size()) - 1)), what);
    }
    void replace_sign(std::u32string& text, bool brackets);
    void separate(std::u32string& text);

    std::string_view rule_;
    double level_;
    Random& random_;
};

void Letters::replace_sign(std::u32string& text, bool brackets) {
    if (text.empty()) return;
    const auto sign = [&](std::u32string_view by) { text = std::u32string(by) + text.substr(1); };
    if (text[0] == U'≥')
        sign(brackets ? U"》" : random_.pick(kAtLeast));
    else if (text[0] == U'≤')
        sign(brackets ? U"《" : random_.pick(kAtMost));
    else if (text[0] == U'=' && !brackets)
        sign(U"＝");
}

// 3，518.85 or 1,234 for 3518.85.
void Letters::separate(std::u32string& text) {
    std::size_t end = 0;
    while (end < text.size() && digit(text[end])) ++end;
    const char32_t comma = random_.chance(0.5) ? U',' : U'，';
    for (std::size_t at = end; at > 3; at -= 3) text.insert(at - 3, 1, comma);
    if (!text.empty() && text[0] == comma) text.erase(0, 1);
}

std::u32string Letters::operator()(std::u32string text, Ink ink, bool label) {
    if (!random_.chance(level_)) return text;
    const bool figure = ink == Ink::Amount || ink == Ink::Value;
    if (rule_ == "spaces") {
        if (label) {
            if (text.size() <= 4 && random_.chance(0.5)) {
                std::u32string spaced;
                for (const char32_t c : text) spaced += (spaced.empty() ? U"" : U" ") + std::u32string(1, c);
                return spaced;
            }
            insert(text, U" ");
        } else if (ink == Ink::Value && text.size() > 2 && std::u32string_view(U"≥≤=><").find(text[0]) != text.npos) {
            text.insert(1, 1, U' ');
        }
    } else if (rule_ == "punctuation") {
        if (label || figure) return mapped(text, kPunctuation);
    } else if (rule_ == "separators") {
        if (ink == Ink::Amount) separate(text);
    } else if (rule_ == "split_numbers") {
        std::size_t first = 0;
        while (first < text.size() && !digit(text[first])) ++first;
        std::size_t end = first;
        while (end < text.size() && (digit(text[end]) || text[end] == U'.')) ++end;
        if (figure && end - first >= 4 && digit(text[end - 1])) {
            std::size_t at = end - 1;  // one digit came to the next line
            if (digit(text[at - 1])) text.insert(at, 1, U' ');
        }
    } else if (rule_ == "kangxi") {
        return mapped(text, kKangxi);
    } else if (rule_ == "radicals") {
        return mapped(text, kRadicals);
    } else if (rule_ == "comparators" || rule_ == "brackets") {
        if (ink == Ink::Value) replace_sign(text, rule_ == "brackets");
    } else if (rule_ == "traditional") {
        if (label) return mapped(text, kTraditional);
    } else if (rule_ == "pinyin") {
        if (!label) return text;
        for (const auto& [c, gloss] : kPinyin)
            if (const auto at = text.find(c); at != text.npos) return text.insert(at + 1, gloss);
    } else if (rule_ == "inserted") {
        if (label || ink == Ink::Name || ink == Ink::Long) insert(text, random_.pick(kInserted));
    } else if (rule_ == "invisible") {
        const char32_t c = random_.pick(kInvisible);
        if (random_.chance(0.3))
            text += c;
        else
            insert(text, std::u32string(1, c));
    } else if (rule_ == "unreadable") {
        if (!figure && text.size() > 2)
            text[static_cast<std::size_t>(random_.between(1, static_cast<int>(text.size()) - 1))] = random_.pick(kUnreadable);
    }
    return text;
}

std::string to_charset(std::string_view utf8, const char* charset) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int>(utf8.size())});
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &status), ucnv_close);
    std::string out(static_cast<std::size_t>(text.length()) * 4 + 16, '\0');
    out.resize(static_cast<std::size_t>(
        ucnv_fromUChars(converter.get(), out.data(), static_cast<int>(out.size()), text.getBuffer(), text.length(), &status)));
    return out;
}

}  // namespace

// A label the vocabulary knows: what a reader can be asked to put right.
bool is_known_label(const PaperCell& cell, const Vocabulary& vocabulary) {
    if (cell.ink == Ink::Label || cell.ink == Ink::Header) return true;
    if (cell.ink != Ink::Group && cell.ink != Ink::Name) return false;
    const std::string text = joined(cell.lines);
    return std::ranges::any_of(vocabulary.terms, [&](const Term& term) { return term.label == text; }) ||
           std::ranges::any_of(vocabulary.indicators, [&](const IndicatorTerm& term) { return term.level < 3 && term.label == text; });
}

std::set<Shown> dirty_letters(Paper& paper, std::string_view rule, double level, const Vocabulary& vocabulary, Random& random) {
    std::set<Shown> touched;
    if (rule == "big5") {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::Transliterator> traditional(
            icu::Transliterator::createInstance("Hans-Hant", UTRANS_FORWARD, status));
        const auto turn = [&](std::string& text) {
            icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
            traditional->transliterate(units);
            units.findAndReplace(u"≥", u"≧");  // what Big5 has
            units.findAndReplace(u"≤", u"≦");
            text.clear();
            units.toUTF8String(text);
            text = [&] {  // and what it lacks comes back as it can be read
                const std::string there = to_charset(text, "Big5");
                icu::UnicodeString back(there.data(), static_cast<int>(there.size()), "Big5");
                std::string out;
                return back.toUTF8String(out);
            }();
        };
        turn(paper.title);
        turn(paper.subtitle);
        for (PaperCell& cell : paper.cells) {
            for (std::string& line : cell.lines) turn(line);
            touched.insert(cell.shows.begin(), cell.shows.end());
        }
        return touched;
    }
    const DirtRule* found = dirt_rule(rule);
    if (!found || found->kind != DirtKind::Characters || !found->levels) return touched;
    Letters letters(rule, level, random);
    paper.title = to_utf8(letters(to_code_points(paper.title), Ink::Label, true));
    for (PaperCell& cell : paper.cells) {
        const bool label = is_known_label(cell, vocabulary);
        for (std::string& line : cell.lines) {
            const std::string after = to_utf8(letters(to_code_points(line), cell.ink, label));
            if (after != line) touched.insert(cell.shows.begin(), cell.shows.end());
            line = after;
        }
    }
    return touched;
}

std::set<Shown> dirty_by_ocr(Paper& paper, std::string_view rule, double level, const Vocabulary& vocabulary, Random& random) {
    std::set<Shown> touched;
    const bool labels = rule == "ocr_labels" || rule == "ocr" || rule == "ocr_digits";
    const bool any_sign = rule == "ocr" || rule == "ocr_digits";
    if (!labels && rule != "ocr_signs") return touched;
    static constexpr const char32_t* kTrace[] = {U"乏", U"三", U"二", U"么", U"之", U"委", U"过", U"肥"};
    static constexpr const char32_t* kAny[] = {U"=", U"=", U"=", U"=", U"=", U"乏", U"三", U"二", U"么", U"2", U"<", U">"};
    static constexpr Pair kDigits[] = {{U'0', U'6'}, {U'1', U'7'}, {U'3', U'8'}, {U'5', U'6'}, {U'6', U'8'}, {U'8', U'3'}, {U'9', U'0'}};
    for (PaperCell& cell : paper.cells) {
        const bool label = is_known_label(cell, vocabulary);
        for (std::string& line : cell.lines) {
            std::u32string text = to_code_points(line);
            if (label && labels && random.chance(level)) {
                // One misreading of the vocabulary that this label can suffer, else a character lost.
                std::vector<std::pair<std::string, std::string>> possible;
                for (const auto& [wrong, right] : vocabulary.confusions)
                    if (to_code_points(right).size() > 0 && is_ideograph(to_code_points(right)[0]) && line.find(right) != line.npos)
                        possible.emplace_back(wrong, right);
                if (!possible.empty()) {
                    const auto& [wrong, right] = random.pick(possible);
                    std::string after = line;
                    after.replace(after.find(right), right.size(), wrong);
                    text = to_code_points(after);
                } else if (text.size() >= 5) {
                    text.erase(static_cast<std::size_t>(random.between(1, static_cast<int>(text.size()) - 2)), 1);
                }
            }
            if (cell.ink == Ink::Value && text.size() > 1 && random.chance(level)) {
                const bool directed = text[0] == U'≥' || text[0] == U'≤';
                if (directed) text = (any_sign ? random.pick(kAny) : random.pick(kTrace)) + text.substr(1);
            }
            if (rule == "ocr_digits" && (cell.ink == Ink::Amount || cell.ink == Ink::Value) && random.chance(level * 0.2)) {
                const auto at = static_cast<std::size_t>(random.up_to(static_cast<int>(text.size()) - 1));
                text[at] = mapped(text.substr(at, 1), kDigits)[0];
            }
            const std::string after = to_utf8(text);
            if (after != line) touched.insert(cell.shows.begin(), cell.shows.end());
            line = after;
        }
    }
    return touched;
}

std::string encoded(std::string_view utf8, std::string_view rule) {
    std::string text(utf8);
    if (rule == "crlf" || rule == "cr") {
        std::string out;
        for (const char c : text) out += c != '\n' ? std::string(1, c) : rule == "cr" ? "\r" : "\r\n";
        return out;
    }
    if (rule == "gb18030") return to_charset(text, "GB18030");
    if (rule == "big5") return to_charset(text, "Big5");
    if (rule == "utf8_bom") return "\xEF\xBB\xBF" + text;
    if (rule == "utf16le") return to_charset("\xEF\xBB\xBF" + text, "UTF-16LE");
    if (rule == "utf16be") return to_charset("\xEF\xBB\xBF" + text, "UTF-16BE");
    if (rule == "utf16le_bare") return to_charset(text, "UTF-16LE");
    if (rule == "utf16be_bare") return to_charset(text, "UTF-16BE");
    return text;
}

}  // namespace jixiao::noise
