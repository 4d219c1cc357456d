// What the fuzz entries share: a name, a check that ends the program, and an engine with the project's own templates.
#pragma once

#include <string_view>

#include "convert.h"

namespace jixiao::fuzz {

using Run = void (*)(std::string_view bytes);

// The entry of a name; `JIXIAO_FUZZ=NAME` chooses it, so that one program holds them all.
struct Entry {
    Entry(const char* name, Run run);
};

// Ends the program where something does not hold that holds for any input.
void must(bool holds, const char* what);

const Engine& engine();

// Small enough for some thousands of runs a second.
Limits limits();

// Anything that can be checked about what was read: cells lie inside the grid and are found where they are.
void must_be_sound(const Result<Imported>& read);

}  // namespace jixiao::fuzz

#define JIXIAO_FUZZ_ENTRY(name)                                \
    static void fuzz_##name(std::string_view bytes);           \
    static const jixiao::fuzz::Entry entry_##name(#name, fuzz_##name); \
    static void fuzz_##name([[maybe_unused]] std::string_view bytes)
