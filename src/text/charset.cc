#include "text/charset.h"

#include <algorithm>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/ucsdet.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/utf8.h>

#include "text/characters.h"
#include "text/convert.h"

namespace jixiao {
namespace {

using namespace std::string_view_literals;

struct Mark {
    std::string_view bytes, charset;
};

// Byte order marks (Unicode 15, table 2-4; GB 18030 has U+FEFF at 84 31 95 33).
constexpr Mark kMarks[] = {
    {"\xEF\xBB\xBF", "UTF-8"}, {"\xFF\xFE", "UTF-16LE"}, {"\xFE\xFF", "UTF-16BE"}, {"\x84\x31\x95\x33", "GB18030"}};

// In order of preference where nothing else decides.
constexpr std::string_view kCandidates[] = {"UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"};

// The characters in everyday use, from CLDR's exemplar sets of Simplified and Traditional Chinese:
// 3,300 of 97,000. A text read in the wrong encoding shows hardly any of them.
const icu::UnicodeSet& everyday() {
    static const icu::UnicodeSet* const set = [] {
        auto* both = new icu::UnicodeSet(0x3000, 0x3017);  // 、。〈〉《》「」【】
        both->add(0xFF01, 0xFF5E);                         // full-width ASCII
        for (const char* locale : {"zh", "zh_Hant"}) {
            UErrorCode status = U_ZERO_ERROR;
            ULocaleData* data = ulocdata_open(locale, &status);
            USet* exemplars = ulocdata_getExemplarSet(data, nullptr, 0, ULOCDATA_ES_STANDARD, &status);
            if (U_SUCCESS(status)) both->addAll(*icu::UnicodeSet::fromUSet(exemplars));
            if (exemplars) uset_close(exemplars);
            if (data) ulocdata_close(data);
        }
        both->freeze();
        return both;
    }();
    return *set;
}

// How much a text looks like writing, -2..1. ASCII is the same in all candidates and would only thin the
// differences out, except where NULs suggest UTF-16, which reads ASCII as something else.
double plausibility(std::string_view utf8, bool count_ascii) {
    double good = 0;
    std::size_t total = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    for (std::size_t i = 0; i < utf8.size();) {
        UChar32 c;
        U8_NEXT_OR_FFFD(bytes, i, utf8.size(), c);
        const bool ascii = (c >= 0x20 && c < 0x7F) || (c >= 0x09 && c <= 0x0D);
        if (ascii && !count_ascii) continue;
        ++total;
        const auto category = u_charType(c);
        if (ascii || everyday().contains(c))
            good += 1;
        else if (c == 0xFFFD || category == U_CONTROL_CHAR || category == U_PRIVATE_USE_CHAR ||
                 category == U_UNASSIGNED)
            good -= 2;
    }
    return total == 0 ? 1 : good / static_cast<double>(total);
}

struct Vote {
    std::string charset;
    double confidence = 0;  // 0..1
};

std::vector<Vote> icu_votes(std::string_view bytes) {
    std::vector<Vote> votes;
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector* detector = ucsdet_open(&status);
    ucsdet_setText(detector, bytes.data(), static_cast<int>(bytes.size()), &status);
    int found = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector, &found, &status);
    for (int i = 0; U_SUCCESS(status) && i < found; ++i) {
        const char* name = ucsdet_getName(matches[i], &status);
        const int confidence = ucsdet_getConfidence(matches[i], &status);
        if (U_SUCCESS(status) && name) votes.push_back({name, confidence / 100.0});
    }
    if (detector) ucsdet_close(detector);
    return votes;
}

// The bytes to decide by. Why not always all: five decodings of a 60 MB file; and a megabyte from the
// first byte that is not ASCII holds every label that decides.
std::string_view sample_of(std::string_view bytes) {
    constexpr std::size_t kSample = 1 << 20;
    if (bytes.size() <= kSample) return bytes;
    const auto first = std::ranges::find_if(bytes, [](char c) { return static_cast<signed char>(c) <= 0; });
    // Even, so that UTF-16 stays in step; ASCII before it, so that no other encoding is cut either.
    const std::size_t at = static_cast<std::size_t>(first - bytes.begin()) & ~std::size_t{1};
    return bytes.substr(std::min(at, bytes.size() - kSample), kSample);
}

struct Choice {
    std::string charset;
    double likeness = 0;
};

Choice choose(std::string_view bytes, const LabelProbe& probe) {
    const std::string_view sample = sample_of(bytes);
    const std::vector<Vote> votes = icu_votes(sample);
    const bool nuls = sample.find('\0') != sample.npos;
    Choice best;
    std::pair<int, double> best_score{-1, -1e9};
    for (const std::string_view charset : kCandidates) {
        const Decoded candidate = decode_as(sample, charset);
        const double likeness = plausibility(candidate.utf8, nuls);
        double likely = likeness;
        for (const Vote& vote : votes)
            if (vote.charset == charset) likely += 0.1 * vote.confidence;
        const std::pair score(probe ? probe(candidate.utf8) : 0, likely);
        if (score > best_score) best_score = score, best = {std::string(charset), likeness};
    }
    return best;
}

}  // namespace

Decoded decode(std::string_view bytes, const LabelProbe& probe) {
    for (const Mark& mark : kMarks)
        if (bytes.starts_with(mark.bytes)) return decode_as(bytes.substr(mark.bytes.size()), mark.charset);
    // Why look for NULs: UTF-16 of ASCII alone is valid UTF-8, and no text in UTF-8 has them.
    if (is_valid_utf8(bytes) && bytes.find('\0') == bytes.npos) return {std::string(bytes), "UTF-8", 0};
    const Choice choice = choose(bytes, probe);
    Decoded out = decode_as(bytes, choice.charset);
    out.likeness = choice.likeness;
    return out;
}

bool is_valid_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        if (bytes[i] < 0x80) {
            ++i;
            continue;
        }
        if (is_common_triple(text, i)) {
            i += 3;
            continue;
        }
        UChar32 c;
        U8_NEXT(bytes, i, text.size(), c);
        if (c < 0) return false;
    }
    return true;
}

}  // namespace jixiao
