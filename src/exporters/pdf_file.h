// The objects of one PDF file, and how they become bytes.
//
// Knows: PoDoFo, as object model and serialiser (the only file that includes it), object streams, deflate.
// Does not know: pages, fonts, tags: its values are PDF syntax already.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

class PdfFile {
public:
    using Ref = int;                                                   // object number; generation is always 0
    using Entries = std::vector<std::pair<std::string, std::string>>;  // key without '/', value as PDF syntax

    Ref reserve();                         // a number to be filled later, once
    void put(Ref ref, std::string value);  // any object but a stream, as PDF syntax
    Ref add(std::string value);

    // Outlines: font programs, deflated with less effort. Plain: XMP must stay so (ISO 19005-2 6.6.2.1).
    enum class Store { Deflated, Outlines, Plain };
    void put_stream(Ref ref, Entries entries, Bytes data, Store store);
    Ref add_stream(Entries entries, Bytes data, Store store);

    // The file: PDF 1.7, everything but streams in object streams, a cross-reference stream, /ID from a hash of
    // the content. Fails only when memory runs out or PoDoFo refuses a value.
    Result<Bytes> write(Ref root, Ref info) const;

private:
    struct Object {
        std::string value;  // of a stream: its data
        Entries entries;
        bool stream = false, deflated = false;
    };
    std::vector<Object> objects_;  // objects_[i] has number i + 1
};

std::string reference(PdfFile::Ref ref);  // "12 0 R"

// The zlib format. Texts: level 5, a tenth smaller than level 1. Outlines: level 1, for charstrings shrink by less than a fifth, and
// level 6 takes twice the time for a hundredth of them.
enum class Effort { Text, Outlines };
Bytes deflate(const Bytes& data, Effort effort = Effort::Text);

}  // namespace jixiao
