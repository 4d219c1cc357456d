#include "cli/roster_option.h"

#include <CLI/CLI.hpp>

#include "base/file_io.h"

namespace jixiao::cli {
namespace {

constexpr std::uintmax_t kMaxRosterBytes = 64u << 20;  // a province's 10,000 units take 1 MB
constexpr std::size_t kNamed = 50;                     // names told of each kind; the report has them all

}  // namespace

void add_roster_option(CLI::App& command, std::string& path) {
    command.add_option("--roster", path, "应有单位的名单 / the units there should be: .xlsx .csv .txt");
}

bool read_roster(const std::string& path, const Engine& engine, std::optional<Roster>& roster, Common& common) {
    if (path.empty()) return true;
    auto bytes = read_file(path, kMaxRosterBytes);
    if (!bytes) return report_failure(bytes.error(), common), false;
    auto read = Roster::read({std::filesystem::path(path).filename().string(), std::move(*bytes)}, engine.templates().vocabulary);
    if (!read) return report_failure(read.error(), common), false;
    roster = std::move(*read);
    return true;
}

void tell_roster(const std::optional<Roster>& roster, Report* report, const Common& common) {
    if (!roster) return;
    const RosterResult result = roster->result();
    for (const std::string& line : roster_lines(result, kNamed, common.speech())) say(line);
    if (report) report->add_roster(result);
}

}  // namespace jixiao::cli
