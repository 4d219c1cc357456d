// Bytes of an unknown encoding.
#include "fuzz.h"
#include "text/charset.h"

JIXIAO_FUZZ_ENTRY(charset) {
    const jixiao::Decoded decoded = jixiao::decode(bytes);
    jixiao::fuzz::must(jixiao::is_valid_utf8(decoded.utf8), "a decoded text is UTF-8");
    jixiao::fuzz::must(decoded.replaced >= 0 && !decoded.charset.empty(), "a decoded text has an encoding");
    const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xEF\xBB\xBF");
    if (jixiao::is_valid_utf8(bytes) && !marked && decoded.charset == "UTF-8")
        jixiao::fuzz::must(decoded.utf8 == bytes, "UTF-8 comes out as it went in");
}
