// What the document says about itself: XMP and the information dictionary, which must agree.
//
// Knows: ISO 16684-1, and the identifiers of PDF/A and PDF/UA. Does not know: pages, tags, the clock.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace jixiao {

struct PdfMetadata {
    std::string title;   // UTF-8, one line
    std::string author;  // may be empty
};

// One line of plain text: runs of white space become a space, other controls and format characters go; cut, with an
// ellipsis, where it is longer than a property can be.
std::string metadata_text(std::string_view utf8);

// What the file claims to be. Plain: nothing.
enum class PdfClaim { Plain, A2a, A3a };  // the latter two with PDF/UA-1

// The packet. No dates: neither standard asks for them, and the same input must give the same bytes.
Bytes xmp_packet(const PdfMetadata& metadata, PdfClaim claim);

// The information dictionary (14.3.3), PDF syntax.
std::string info_dictionary(const PdfMetadata& metadata);

}  // namespace jixiao
