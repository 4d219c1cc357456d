// From bytes of an unknown encoding to UTF-8.
//
// Knows: byte order marks, UTF-8, UTF-16, GB18030/GBK, Big5, and how to choose between them for a
// whole file (per line the choice is wrong half the time).
// Does not know: labels; it asks the probe.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

// How many known labels a text reveals; more is better. Given by the caller.
using LabelProbe = std::function<int(std::string_view utf8)>;

struct Decoded {
    std::string utf8;      // valid UTF-8, no byte order mark; malformed sequences became U+FFFD
    std::string charset;   // IANA name: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5"
    int replaced = 0;      // number of U+FFFD that stand for bytes that could not be read
    double likeness = 1;   // 1: surely the writing it was read as; towards 0 and below: hardly writing at all
};

// BOM, else strict UTF-8, else the candidate that reveals most labels, with ICU's detector as one
// voter. Total over all inputs. The 24 code points that ICU 72 maps to the private use
// area for GB18030-2022 (A6D9.. and FE..) come out as their assigned characters.
Decoded decode(std::string_view bytes, const LabelProbe& probe = {});

// True when the bytes are well-formed UTF-8 (Unicode 15, table 3-7).
bool is_valid_utf8(std::string_view bytes);

}  // namespace jixiao
