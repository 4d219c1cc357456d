// Canonical JSON: what is read is written and read again as the same.
#include "fuzz.h"
#include "model/json.h"

JIXIAO_FUZZ_ENTRY(json) {
    for (const jixiao::Template& form_template : jixiao::fuzz::engine().templates().forms) {
        const auto form = jixiao::form_from_json(bytes, "a.json", form_template, jixiao::fuzz::limits());
        if (!form) continue;
        const auto again = jixiao::form_from_json(jixiao::form_to_json(*form, jixiao::Lang::Zh), "a.json", form_template);
        jixiao::fuzz::must(again && jixiao::same_meaning(*form, *again), "JSON, form, JSON is the same form");
    }
}
