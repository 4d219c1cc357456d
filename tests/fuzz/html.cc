// A page.
#include "fuzz.h"

JIXIAO_FUZZ_ENTRY(html) {
    jixiao::ImportOptions options;
    options.limits = jixiao::fuzz::limits();
    options.dialect = jixiao::TextDialect::Html;
    jixiao::fuzz::must_be_sound(jixiao::import_text({"a.html", std::string(bytes)}, options));
}
