// --roster: the units a batch should hold.
#pragma once

#include <optional>
#include <string>

#include "cli/app.h"
#include "report/report.h"

namespace jixiao::cli {

void add_roster_option(CLI::App& command, std::string& path);

// The roster of a file; none for an empty path. False, with common.exit set, when it cannot be read.
bool read_roster(const std::string& path, const Engine& engine, std::optional<Roster>& roster, Common& common);

// Says what the roster finds and puts it into the report.
void tell_roster(const std::optional<Roster>& roster, Report* report, const Common& common);

}  // namespace jixiao::cli
