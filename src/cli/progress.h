// How far a run is, on stderr: a bar on a terminal, a line now and then elsewhere, JSON for programs.
//
// Knows: terminals, the width of Chinese text. Does not know: what is being done.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/message.h"

namespace jixiao::cli {

struct ProgressFigures {
    std::size_t done = 0, total = 0;
    std::size_t clean = 0, findings = 0, failed = 0;
    std::size_t kept = 0;  // of those done: by an earlier run, in no time
    double seconds = 0;    // since the run began
    std::string current;   // the document begun last
};

std::string clock_text(double seconds);  // "0:07", "1:02:03"; rounded up
double per_second(const ProgressFigures& figures);
std::optional<double> seconds_left(const ProgressFigures& figures);  // nothing before anything is known

// At most `width` columns, the name shortened from its front. Without colour, no escape sequence.
std::string progress_bar(const ProgressFigures& figures, int width, bool colour, Lang lang);
std::string progress_plain(const ProgressFigures& figures, Lang lang);
// {"progress": {"done", "total", "clean", "findings", "failed", "kept", "seconds", "per_second", "seconds_left",
// "current"}}
std::string progress_json(const ProgressFigures& figures);

enum class ProgressKind { Bar, Plain, Json, None };

// `asked`: of --progress; empty for what fits: a bar where stderr is a terminal that can move its cursor.
ProgressKind progress_kind(std::string_view asked);

// Shows the figures from the second second of a run on; the bar is gone when the run ends, and makes way for every
// line that say() or print() writes.
class Progress {
public:
    Progress(ProgressKind kind, std::size_t total, Lang lang);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    void begun(const std::string& name);  // from any thread
    enum class Result { Clean, Findings, Failed };
    void done(Result result, bool kept);

private:
    void show(bool last);
    void clear();

    ProgressKind kind_;
    Lang lang_;
    bool colour_;
    double start_;
    std::mutex lock_;
    std::condition_variable_any wake_;
    ProgressFigures figures_;
    int drawn_ = 0;  // columns of the bar that stands there
    std::jthread thread_;
};

// Seconds of a steady clock.
double steady_seconds();

}  // namespace jixiao::cli
