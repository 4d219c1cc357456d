// Everything outputs depend on besides the input's bytes, under one hash.
//
// Knows: names and values, and which files an engine reads. Does not know: what an option does.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/failure.h"
#include "convert.h"

namespace jixiao {

// A new option that changes outputs is one more add().
class Settings {
public:
    void add(const std::string& name, const std::string& value) { values_[name] = value; }
    Result<void> add_file(const std::string& name, const std::filesystem::path& path);    // its hash
    Result<void> add_folder(const std::string& name, const std::filesystem::path& path);  // every file below it
    std::string hash() const;

private:
    std::map<std::string, std::string> values_;
};

// Templates, vocabulary and rules; with `fonts`, the fonts too.
Result<void> add_engine(Settings& settings, const Engine::Options& options, bool fonts);
void add_conversion(Settings& settings, const ConvertOptions& options);

}  // namespace jixiao
