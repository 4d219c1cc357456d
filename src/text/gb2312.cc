#include "text/gb2312.h"

#include <unicode/ucnv.h>
#include <unicode/uniset.h>

namespace jixiao {

bool in_gb2312(char32_t c) {
    static const icu::UnicodeSet* const set = [] {
        UErrorCode status = U_ZERO_ERROR;
        USet* found = uset_openEmpty();
        UConverter* converter = ucnv_open("GB2312", &status);
        if (U_SUCCESS(status)) ucnv_getUnicodeSet(converter, found, UCNV_ROUNDTRIP_SET, &status);
        if (converter) ucnv_close(converter);
        uset_freeze(found);
        return icu::UnicodeSet::fromUSet(found);
    }();
    return set->contains(static_cast<UChar32>(c));
}

}  // namespace jixiao
