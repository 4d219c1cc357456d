#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "cli/app.h"
#include "text/characters.h"
#include "text/terminal.h"

namespace jixiao::cli {
namespace {

using namespace std::chrono_literals;

constexpr double kQuiet = 1;  // seconds: a shorter run needs no progress
constexpr int kAssumed = 80;  // columns where nobody says
constexpr int kBarColumns = 24, kLeastBar = 8, kMinName = 8;
constexpr std::chrono::milliseconds kBarEvery = 100ms, kPlainEvery = 10s, kJsonEvery = 1s;

// The end of a name says which file it is.
std::string shortened(const std::string& name, int columns) {
    std::u32string text;
    for (const char32_t c : to_code_points(name)) text += c < 0x20 || c == 0x7F || is_bidi_control(c) ? U'?' : c;
    if (display_width(to_utf8(text)) <= columns) return to_utf8(text);
    std::size_t from = 0;
    while (from < text.size() && display_width(to_utf8(std::u32string_view(text).substr(from))) > columns - 2) ++from;
    return ".." + to_utf8(std::u32string_view(text).substr(from));
}

int terminal_columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kAssumed;
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char32_t c : to_code_points(text)) {
        if (c == '"' || c == '\\')
            out += {'\\', static_cast<char>(c)};
        else if (c < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            append_utf8(out, c);
    }
    return out;
}

}  // namespace

std::string clock_text(double seconds) {
    const auto whole = static_cast<long>(std::ceil(seconds));
    return whole >= 3600 ? fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
                         : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

double steady_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double per_second(const ProgressFigures& f) {
    return f.seconds > 0 ? static_cast<double>(f.done - f.kept) / f.seconds : 0;
}

std::optional<double> seconds_left(const ProgressFigures& f) {
    const double rate = per_second(f);
    if (rate <= 0) return std::nullopt;
    return static_cast<double>(f.total - f.done) / rate;
}

std::string progress_bar(const ProgressFigures& f, int width, bool colour, Lang lang) {
    const bool zh = lang == Lang::Zh;
    // Colours change nothing of the width.
    std::string plain, painted;
    const auto add = [&](const std::string& text, const char* code) {
        const std::string gap = plain.empty() ? "" : "  ";
        plain += gap + text;
        painted += gap + (colour && *code ? std::string("\x1b[") + code + "m" + text + "\x1b[0m" : text);
    };
    const auto count = [&](const char* words, std::size_t n, const char* code) {
        add(fmt::format(fmt::runtime(words), n), n > 0 ? code : "");
    };
    const auto left = seconds_left(f);
    // The narrower the terminal, the less is told: how fast, what went well, what failed, how long yet.
    enum { Everything, Failures, Time, Done };
    for (int tier = Everything; tier <= Done; ++tier) {
        plain.clear(), painted.clear();
        add(fmt::format("{}/{}", f.done, f.total), "");
        if (tier == Everything) add(fmt::format(fmt::runtime(zh ? "每秒 {:.1f}" : "{:.1f}/s"), per_second(f)), "");
        if (tier <= Time && left) add(fmt::format(fmt::runtime(zh ? "还需 {}" : "{} left"), clock_text(*left)), "");
        if (tier == Everything) {
            count(zh ? "无问题 {}" : "{} ok", f.clean, "32");
            count(zh ? "有问题 {}" : "{} with findings", f.findings, "33");
        }
        if (tier <= Failures) count(zh ? "失败 {}" : "{} failed", f.failed, "31");
        if (display_width(plain) <= width) break;
    }
    int room = width - display_width(plain);
    if (room < 0) return shortened(plain, std::max(width, 2));
    std::string bar;
    if (room >= kLeastBar + 3) {
        // Why ASCII: block characters are of ambiguous width (UAX #11), two columns in many Chinese terminals.
        const auto columns = static_cast<std::size_t>(std::min(kBarColumns, room - 3));
        const auto filled = f.total == 0 ? 0 : f.done * columns / f.total;
        bar = "[" + std::string(filled, '#') + std::string(columns - filled, '-') + "] ";
        room -= static_cast<int>(bar.size());
    }
    std::string name;
    if (room >= kMinName + 2 && !f.current.empty()) name = "  " + shortened(f.current, room - 2);
    return bar + painted + name;
}

std::string progress_plain(const ProgressFigures& f, Lang lang) {
    const bool zh = lang == Lang::Zh;
    const auto left = seconds_left(f);
    std::string line = fmt::format(fmt::runtime(zh ? "已处理 {}/{}，每秒 {:.1f} 个" : "{} of {}, {:.1f} a second"),
                                   f.done, f.total, per_second(f));
    if (left) line += fmt::format(fmt::runtime(zh ? "，还需 {}" : ", {} left"), clock_text(*left));
    return line + fmt::format(fmt::runtime(zh ? "；无问题 {}，有问题 {}，失败 {}；{}"
                                              : "; {} ok, {} with findings, {} failed; {}"),
                              f.clean, f.findings, f.failed, f.current);
}

std::string progress_json(const ProgressFigures& f) {
    const auto left = seconds_left(f);
    return fmt::format(
        "{{\"progress\": {{\"done\": {}, \"total\": {}, \"clean\": {}, \"findings\": {}, \"failed\": {}, \"kept\": "
        "{}, "
        "\"seconds\": {:.1f}, \"per_second\": {:.2f}, \"seconds_left\": {}, \"current\": \"{}\"}}}}",
        f.done, f.total, f.clean, f.findings, f.failed, f.kept, f.seconds, per_second(f),
        left ? fmt::format("{:.1f}", *left) : "null", escaped(f.current));
}

ProgressKind progress_kind(std::string_view asked) {
    if (asked == "bar") return ProgressKind::Bar;
    if (asked == "plain") return ProgressKind::Plain;
    if (asked == "json") return ProgressKind::Json;
    if (asked == "none") return ProgressKind::None;
    const char* term = std::getenv("TERM");
    const bool able = term && *term && std::string_view(term) != "dumb";
    return able && ::isatty(STDERR_FILENO) == 1 ? ProgressKind::Bar : ProgressKind::Plain;
}

Progress::Progress(ProgressKind kind, std::size_t total, Lang lang)
    : kind_(kind), lang_(lang), start_(steady_seconds()) {
    const char* no_colour = std::getenv("NO_COLOR");  // no-color.org: set and not empty
    const char* term = std::getenv("TERM");
    colour_ = !(no_colour && *no_colour) && term && std::string_view(term) != "dumb" && ::isatty(STDERR_FILENO) == 1;
    figures_.total = total;
    if (kind_ == ProgressKind::None) return;
    set_before_output([this] { clear(); });
    thread_ = std::jthread([this](std::stop_token stop) {
        const auto every = kind_ == ProgressKind::Bar     ? std::chrono::milliseconds(kBarEvery)
                           : kind_ == ProgressKind::Plain ? std::chrono::milliseconds(kPlainEvery)
                                                          : std::chrono::milliseconds(kJsonEvery);
        auto next = std::chrono::steady_clock::now() + std::max(every, std::chrono::milliseconds(1000));
        std::unique_lock held(lock_);
        while (!stop.stop_requested()) {
            wake_.wait_until(held, stop, next, [] { return false; });
            if (stop.stop_requested()) return;
            held.unlock();
            show(false);
            held.lock();
            next += every;
        }
    });
}

Progress::~Progress() {
    if (kind_ == ProgressKind::None) return;
    thread_.request_stop();
    thread_.join();
    // Programs are told how it ended.
    if (kind_ == ProgressKind::Json && steady_seconds() - start_ >= kQuiet) show(true);
    with_screen([this] { clear(); });
    set_before_output({});
}

void Progress::begun(const std::string& name) {
    const std::lock_guard held(lock_);
    figures_.current = terminal_text(name);
}

void Progress::done(Result result, bool kept) {
    const std::lock_guard held(lock_);
    ++figures_.done;
    figures_.kept += kept;
    figures_.clean += result == Result::Clean;
    figures_.findings += result == Result::Findings;
    figures_.failed += result == Result::Failed;
}

void Progress::show(bool last) {
    ProgressFigures figures;
    {
        const std::lock_guard held(lock_);
        figures = figures_;
    }
    figures.seconds = steady_seconds() - start_;
    if (last) figures.current.clear();
    with_screen([&] {
        if (kind_ == ProgressKind::Json) {
            std::fprintf(stderr, "%s\n", progress_json(figures).c_str());
        } else if (kind_ == ProgressKind::Plain) {
            std::fprintf(stderr, "%s\n", progress_plain(figures, lang_).c_str());
        } else {
            clear();
            // One column stays free: a terminal may wrap when the last is written.
            const int columns = std::max(terminal_columns() - 1, 1);
            const std::string line = progress_bar(figures, columns, colour_, lang_);
            drawn_ = std::min(display_width(progress_bar(figures, columns, false, lang_)), columns);
            std::fprintf(stderr, "%s", line.c_str());
        }
        std::fflush(stderr);
    });
}

// Called with the screen held.
void Progress::clear() {
    if (drawn_ == 0) return;
    // A terminal made narrower since has wrapped the bar over several rows.
    const int rows = (drawn_ - 1) / std::max(terminal_columns(), 1);
    std::fprintf(stderr, "\r%s\x1b[J", rows > 0 ? fmt::format("\x1b[{}A", rows).c_str() : "");
    std::fflush(stderr);
    drawn_ = 0;
}

}  // namespace jixiao::cli
