// A package: its directory, and every part of it to the end.
#include "fuzz.h"
#include "importers/zip_package.h"

JIXIAO_FUZZ_ENTRY(zip) {
    auto package = jixiao::ZipPackage::open("a.xlsx", bytes, jixiao::fuzz::limits());
    if (!package) return;
    char buffer[4096];
    for (std::size_t i = 0; i < package->entries().size(); ++i)
        if (auto part = package->stream(i))
            while (part->read(buffer, sizeof buffer).value_or(0) > 0) {}
}
