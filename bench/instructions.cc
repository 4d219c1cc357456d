// Each path once, warm, in a function of its own that callgrind can find: `bench/count.py` runs and reads it.
//
//   instructions ROOT TEXT     ROOT: the source folder
//
// Every path runs once before it is measured: what is found out once a process (characters, templates, faces) is not what
// the next document costs.
#include <cstdio>

#include "work.h"

using namespace jixiao;
using namespace jixiao::bench;

// Names with C linkage, never inlined: callgrind collects between entering and leaving `measured_*`.
#define MEASURED(path) \
    extern "C" [[gnu::noinline]] std::size_t measured_##path(const Work& work, const Engine& engine) { return path(work, engine); }
MEASURED(text_to_form)
MEASURED(xlsx_to_form)
MEASURED(form_to_pdf)
MEASURED(form_to_xlsx)
MEASURED(form_to_json)
MEASURED(text_to_all)

int main(int count, char** arguments) {
    if (count != 3) return std::fputs("instructions ROOT TEXT\n", stderr), 2;
    const auto engine = start(arguments[1]);
    // A run of many documents prepares its faces once one has shown which they are; so does this one.
    engine->expect(1000);
    const Work work = make_work(*engine, read_input(arguments[2]));
    engine->prepare_fonts(**engine->fonts());
    std::size_t sum = xlsx_to_form(work, *engine) + text_to_all(work, *engine);
    sum += measured_text_to_form(work, *engine);
    sum += measured_xlsx_to_form(work, *engine);
    sum += measured_form_to_pdf(work, *engine);
    sum += measured_form_to_xlsx(work, *engine);
    sum += measured_form_to_json(work, *engine);
    sum += measured_text_to_all(work, *engine);
    std::printf("%zu\n", sum);
    return 0;
}
