// The matching key of a label: total, idempotent, UTF-8.
#include "fuzz.h"
#include "text/charset.h"
#include "text/label_key.h"

JIXIAO_FUZZ_ENTRY(label_key) {
    const std::string key = jixiao::label_key(bytes), bare = jixiao::bare_label_key(bytes);
    jixiao::fuzz::must(jixiao::label_key(key) == key, "a key is its own key");
    jixiao::fuzz::must(jixiao::is_valid_utf8(key) && jixiao::is_valid_utf8(bare), "a key is UTF-8");
}
