// A text in the dialect its first byte chooses, or in the one it seems to be.
#include "fuzz.h"

JIXIAO_FUZZ_ENTRY(dialects) {
    if (bytes.empty()) return;
    jixiao::ImportOptions options;
    options.limits = jixiao::fuzz::limits();
    if (const unsigned which = static_cast<unsigned char>(bytes[0]) % 8; which < 7)
        options.dialect = static_cast<jixiao::TextDialect>(which);
    jixiao::fuzz::must_be_sound(jixiao::import_text({"a.txt", std::string(bytes.substr(1))}, options));
}
