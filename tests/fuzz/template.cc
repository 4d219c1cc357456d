// A template, vocabulary, rules or waivers, as its first byte says.
#include "check/rules.h"
#include "check/waivers.h"
#include "fuzz.h"
#include "template/load.h"

JIXIAO_FUZZ_ENTRY(template) {
    if (bytes.empty()) return;
    const jixiao::Input xml{"a.xml", std::string(bytes.substr(1))};
    const auto& vocabulary = jixiao::fuzz::engine().templates().vocabulary;
    switch (bytes[0]) {
        case 'v': jixiao::check_vocabulary(xml, {}); return;
        case 'r': (void)jixiao::load_rules(xml, {}); return;
        case 'w': (void)jixiao::load_waivers(xml); return;
        default: break;
    }
    const bool sound = jixiao::check_template(xml, vocabulary).empty();
    jixiao::fuzz::must(jixiao::load_template(xml, vocabulary).has_value() == sound, "what has no error can be loaded");
}
