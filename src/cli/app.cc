#include "cli/app.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <ranges>
#include <unistd.h>

#include "base/file_io.h"
#include "text/terminal.h"

namespace jixiao::cli {
namespace {

namespace fs = std::filesystem;

fs::path program_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path(".") : program.parent_path();
}

// The folder that holds templates/ and fonts/.
fs::path data_folder() {
    const fs::path program = program_folder();
    for (const fs::path& candidate : {program / ".." / "share" / "jixiao", program / ".." / "..", program}) {
        std::error_code error;
        if (fs::exists(candidate / "templates" / "vocabulary.xml", error)) return candidate.lexically_normal();
    }
    return program;
}

// Fonts of the distribution, then those an administrator or a user added.
std::vector<fs::path> font_directories() {
    std::vector<fs::path> out = {"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts/opentype",
                                 "/usr/share/texlive/texmf-dist/fonts/opentype"};
    if (const char* home = std::getenv("HOME"); home && *home) out.push_back(fs::path(home) / ".local/share/fonts");
    return out;
}

std::mutex screen;
std::function<void()> before_output;

}  // namespace

Lang Common::speech() const {
    if (!lang.empty()) return lang == "en" ? Lang::En : Lang::Zh;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (!value || !*value) continue;
        // C and POSIX say nothing of the reader; the users of these tables read Chinese.
        const std::string_view locale = value;
        return locale.starts_with("en") ? Lang::En : Lang::Zh;
    }
    return Lang::Zh;
}

Lang Common::data() const { return lang == "en" ? Lang::En : Lang::Zh; }

void set_before_output(std::function<void()> clear) {
    const std::lock_guard held(screen);
    before_output = std::move(clear);
}

void with_screen(const std::function<void()>& write) {
    const std::lock_guard held(screen);
    write();
}

void say(const std::string& line) {
    with_screen([&] {
        if (before_output) before_output();
        std::fprintf(stderr, "%s\n", terminal_text(line).c_str());
    });
}

void print(std::string_view text) {
    with_screen([&] {
        if (before_output) before_output();
        static const bool terminal = ::isatty(STDOUT_FILENO) != 0;
        const std::string safe = terminal ? terminal_text(text) : std::string();
        if (terminal) text = safe;
        std::fwrite(text.data(), 1, text.size(), stdout);
    });
}

bool flush_output(Common& common) {
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return true;
    report_failure({{}, message("标准输出写不下去，内容不完整", "standard output could not be written: what it got is incomplete"), {}}, common);
    return false;
}

void report_failure(const Failure& failure, Common& common) {
    say((common.speech() == Lang::Zh ? "失败：" : "failed: ") + failure.str(common.speech()));
    common.exit = kUsage;
}

bool read_waivers(const std::string& path, ConvertOptions& options, Common& common) {
    if (path.empty()) return true;
    constexpr std::uintmax_t kMaxWaiverBytes = 8u << 20;  // some 40,000 waivers
    auto bytes = read_file(path, kMaxWaiverBytes);
    if (!bytes) return report_failure(bytes.error(), common), false;
    auto waivers = load_waivers({fs::path(path).filename().string(), std::move(*bytes)});
    if (!waivers) return report_failure(waivers.error(), common), false;
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    options.today = {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
    for (const Waiver& waiver : expired(*waivers, options.today))
        say(message("豁免已于 {1} 到期：{0}", "a waiver ended on {1}: {0}", code_info(waiver.code).name, waiver.until.str())
                .in(common.speech()));
    options.waivers = std::move(*waivers);
    return true;
}

std::optional<Engine::Options> engine_options(Common& common) {
    const fs::path data = data_folder();
    Engine::Options options;
    options.templates = data / "templates";
    options.packs.assign(common.templates.begin(), common.templates.end());
    options.labels.assign(common.labels.begin(), common.labels.end());
    options.rules = options.templates / "rules.xml";
    for (const fs::path& pack : std::views::reverse(options.packs)) {
        std::error_code error;
        if (!fs::is_directory(pack, error)) {
            report_failure({{}, message("没有模板文件夹 {}", "there is no folder of templates {}", pack.string()), {}}, common);
            return std::nullopt;
        }
        if (fs::exists(pack / "rules.xml", error)) options.rules = pack / "rules.xml";
    }
    options.more_rules.assign(common.rules.begin(), common.rules.end());
    options.font_manifest = data / "fonts" / "manifest.xml";
    options.fonts.directories = font_directories();
    for (const std::string& font : common.fonts) {
        const auto equals = font.find('=');
        const auto role = find_font_role(font.substr(0, equals));
        if (!role || equals == std::string::npos || equals + 1 == font.size()) {
            report_failure({{}, message("--font {} 应写作 角色=文件，角色为 song、hei、fangsong、kai、latin 之一",
                                        "--font {} must be role=FILE with a role of song, hei, fangsong, kai, latin", font), {}}, common);
            return std::nullopt;
        }
        options.fonts.own.emplace_back(*role, font.substr(equals + 1));
    }
    if (::access(options.scratch.c_str(), W_OK | X_OK) != 0) {  // no such memory here
        std::error_code error;
        if (const fs::path folder = fs::temp_directory_path(error); !error) options.scratch = folder;
    }
    return options;
}

std::unique_ptr<Engine> start_engine(Common& common) {
    const auto options = engine_options(common);
    if (!options) return nullptr;
    auto engine = Engine::start(*options);
    if (!engine) {
        report_failure(engine.error(), common);
        return nullptr;
    }
    return std::move(*engine);
}

}  // namespace jixiao::cli
