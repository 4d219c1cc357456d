// Progress as text: it fits its line, whatever the name, and says what it counts.
#include "catch.h"
#include "cli/progress.h"
#include "text/characters.h"

#include <nlohmann/json.hpp>

using namespace jixiao;
using namespace jixiao::cli;

namespace {

ProgressFigures figures(const std::string& current) {
    ProgressFigures out;
    out.done = 1200;
    out.total = 5000;
    out.clean = 1100;
    out.findings = 80;
    out.failed = 20;
    out.seconds = 15;
    out.current = current;
    return out;
}

}  // namespace

TEST_CASE("a bar never exceeds its width") {
    for (const char* name : {"", "a.txt", "江苏省/常州市/科学技术局/部门整体预算绩效目标表.xlsx", "混合Mixed宽度2024年.txt", "e\xCC\x81.txt"})
        for (int width = 1; width < 200; ++width)
            for (const Lang lang : {Lang::Zh, Lang::En}) {
                const std::string bar = progress_bar(figures(name), width, false, lang);
                CHECK(display_width(bar) <= std::max(width, 2));
                CHECK(bar.find('\n') == std::string::npos);
                CHECK(bar.find('\x1b') == std::string::npos);
            }
}

TEST_CASE("a bar has all its figures where there is room") {
    const std::string bar = progress_bar(figures("市/甲.txt"), 150, false, Lang::En);
    CHECK(bar == "[#####-------------------] 1200/5000  80.0/s  0:48 left  1100 ok  80 with findings  20 failed  市/甲.txt");
    CHECK(progress_bar(figures("市/甲.txt"), 150, false, Lang::Zh) ==
          "[#####-------------------] 1200/5000  每秒 80.0  还需 0:48  无问题 1100  有问题 80  失败 20  市/甲.txt");
}

TEST_CASE("the narrower the terminal, the less is told, the failures last but for the time") {
    CHECK(progress_bar(figures("市/甲.txt"), 79, false, Lang::Zh) ==
          "[##----------] 1200/5000  每秒 80.0  还需 0:48  无问题 1100  有问题 80  失败 20");
    CHECK(progress_bar(figures(""), 39, false, Lang::Zh) == "1200/5000  还需 0:48  失败 20");
    CHECK(progress_bar(figures("市/甲.txt"), 41, false, Lang::En) == "1200/5000  0:48 left  20 failed  ..甲.txt");
    CHECK(progress_bar(figures("甲.txt"), 28, false, Lang::Zh) == "1200/5000  还需 0:48");
    CHECK(progress_bar(figures("甲.txt"), 18, false, Lang::Zh) == "1200/5000");
    CHECK(progress_bar(figures("甲.txt"), 5, false, Lang::Zh) == "..000");
}

TEST_CASE("a long name keeps its end") {
    const std::string bar = progress_bar(figures("江苏省常州市部门整体预算绩效目标表科学技术局.txt"), 118, false, Lang::Zh);
    CHECK(bar.ends_with("术局.txt"));
    CHECK(bar.find("  ..") != std::string::npos);
}

TEST_CASE("a name cannot move the cursor") {
    const std::string bar = progress_bar(figures("a\x1b[2Jb\r\xE2\x80\xAE.txt"), 150, false, Lang::En);
    CHECK(bar.ends_with("a?[2Jb??.txt"));
}

TEST_CASE("colour adds nothing to be seen") {
    std::string coloured = progress_bar(figures("a.txt"), 150, true, Lang::En), plain;
    CHECK(coloured.find("\x1b[31m20 failed\x1b[0m") != std::string::npos);
    for (std::size_t i = 0; i < coloured.size(); ++i) {
        if (coloured[i] != '\x1b') {
            plain += coloured[i];
            continue;
        }
        i = coloured.find('m', i);
    }
    CHECK(plain == progress_bar(figures("a.txt"), 150, false, Lang::En));
}

TEST_CASE("what an earlier run did says nothing of the speed") {
    ProgressFigures f = figures("");
    f.kept = 1050;
    CHECK(per_second(f) == 10);
    CHECK(seconds_left(f) == 380);
    f.kept = f.done;
    CHECK_FALSE(seconds_left(f));
}

TEST_CASE("JSON for programs") {
    const auto json = nlohmann::json::parse(progress_json(figures("a\"\\\n甲.txt")))["progress"];
    CHECK(json["done"] == 1200);
    CHECK(json["total"] == 5000);
    CHECK(json["failed"] == 20);
    CHECK(json["per_second"] == 80);
    CHECK(json["seconds_left"] == 47.5);
    CHECK(json["current"] == "a\"\\\n甲.txt");
    ProgressFigures none;
    CHECK(nlohmann::json::parse(progress_json(none))["progress"]["seconds_left"].is_null());
}

TEST_CASE("a plain line") {
    CHECK(progress_plain(figures("甲.txt"), Lang::En) ==
          "1200 of 5000, 80.0 a second, 0:48 left; 1100 ok, 80 with findings, 20 failed; 甲.txt");
}
