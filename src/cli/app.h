// What the subcommands share: language, where the data lies, exit codes.
//
// Knows: the environment of the process (the library does not). One file a subcommand: parse, call, exit code.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>


#include "convert.h"

namespace CLI {  // CLI/CLI.hpp takes seconds to compile: only the sources that name options include it
class App;
class ParseError;
}  // namespace CLI

namespace jixiao::cli {

enum Exit : int {
    kDone = 0,          // all processed, no error findings
    kUsage = 2,         // usage error, or an input failed
    kErrorFindings = 3, // all processed, some with error findings
    kDefect = 70,       // our bug
    kInterrupted = 130,
};

struct Common {
    std::string lang;                    // "zh" | "en"; empty: the locale's for people, Chinese for JSON
    std::vector<std::string> templates;  // folders searched before the installed one
    std::vector<std::string> labels;     // files with spellings read over the vocabulary
    std::vector<std::string> fonts;      // role=FILE
    std::vector<std::string> rules;      // files read over the installed rules
    std::vector<std::string> arguments;  // the command line after the program's name
    bool worker = false;                 // a worker process of convert
    int exit = kDone;

    Lang speech() const;                 // of messages on stderr
    Lang data() const;                   // of messages in JSON
};

// Each adds its subcommand and, when chosen, runs it and sets common.exit.
void add_convert(CLI::App& app, Common& common);
void add_check(CLI::App& app, Common& common);
void add_show(CLI::App& app, Common& common);
void add_templates(CLI::App& app, Common& common);
void add_explain(CLI::App& app, Common& common);
void add_diff(CLI::App& app, Common& common);
void add_plan(CLI::App& app, Common& common);
void add_merge(CLI::App& app, Common& common);

// Where templates, rules and fonts lie. Prints the failure and sets common.exit when an option is wrong.
std::optional<Engine::Options> engine_options(Common& common);

// The engine with the templates and fonts that lie beside the program: in a source tree two folders up from
// build/<preset>/, installed in ../share/jixiao. Prints the failure and sets common.exit when it can't start.
std::unique_ptr<Engine> start_engine(Common& common);

// Reads a waiver file (none for an empty path) into the options, with today's date; says which waivers are over. False, with
// common.exit set, when it cannot be read.
bool read_waivers(const std::string& path, ConvertOptions& options, Common& common);

void say(const std::string& line);                         // to stderr, with a line end; no text of a document becomes a command
void print(std::string_view text);                         // to stdout: as it stands, to a terminal as terminal_text
bool flush_output(Common& common);                         // false, and said, where stdout did not take all of it
void set_before_output(std::function<void()> clear);       // called, with the screen held, before say and print write
void with_screen(const std::function<void()>& write);      // nobody else writes meanwhile
void report_failure(const Failure& failure, Common& common);

}  // namespace jixiao::cli
