// Times, with Google Benchmark: `stages ROOT WORK [--benchmark_…]`. WORK: what bench/make_work.py made. Processor time counts: other work may share the machine.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include <benchmark/benchmark.h>

#include "importers/import.h"
#include "layout/compose.h"
#include "work.h"

using namespace jixiao;
using namespace jixiao::bench;

namespace {

using Path = std::size_t (*)(const Work&, const Engine&);

// One path over one work after the other, so that nothing remembered of the last can serve the next.
void add(const std::string& name, const std::vector<Work>& works, const Engine& engine, Path path) {
    benchmark::RegisterBenchmark(name.c_str(), [&works, &engine, path](benchmark::State& state) {
        std::size_t next = 0;
        for (auto _ : state) benchmark::DoNotOptimize(path(works[next++ % works.size()], engine));
    })->Unit(benchmark::kMicrosecond);
}

void add_floor(const std::string& name, Floor& floor) {
    const auto one = [&](const char* part, auto work) {
        benchmark::RegisterBenchmark((name + "/floor/" + part).c_str(), [work](benchmark::State& state) {
            for (auto _ : state) benchmark::DoNotOptimize(work());
        })->Unit(benchmark::kMicrosecond);
    };
    one("inflate", [&floor] { return floor.inflate(); });
    one("parse", [&floor] { return floor.parse(); });
    one("subset", [&floor] { return floor.subset(); });
    one("compress_pdf", [&floor] { return floor.compress_pdf(); });
    one("compress_xlsx", [&floor] { return floor.compress_xlsx(); });
}

std::vector<Work> works_of(const Engine& engine, const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Work> works;
    for (const auto& file : files) works.push_back(make_work(engine, read_input(file)));
    return works;
}

// Threads share the engine as workers of a run do.
void add_threads(const std::vector<Work>& works, const Engine& engine, const char* name, Path path) {
    benchmark::RegisterBenchmark(name, [&works, &engine, path](benchmark::State& state) {
        std::size_t next = static_cast<std::size_t>(state.thread_index()) * 7;
        for (auto _ : state) benchmark::DoNotOptimize(path(works[next++ % works.size()], engine));
        state.SetItemsProcessed(state.iterations());
    })->Unit(benchmark::kMicrosecond)->Threads(1)->Threads(2)->UseRealTime();
}

}  // namespace

int main(int count, char** arguments) {
    benchmark::Initialize(&count, arguments);
    if (count != 3) return std::fputs("stages ROOT WORK [--benchmark_…]\n", stderr), 2;
    const auto engine = start(arguments[1]);
    const std::filesystem::path texts = arguments[2];
    // A run of many documents prepares its faces (Engine::prepare_fonts); so does this one.
    std::vector<std::pair<std::string, std::vector<Work>>> all;
    for (const char* name : {"seed", "tiny", "large"}) {
        all.emplace_back(name, std::vector<Work>());
        all.back().second.push_back(make_work(*engine, read_input(texts / (std::string(name) + ".txt"))));
    }
    engine->expect(1000);
    engine->prepare_fonts(**engine->fonts());
    all.emplace_back("varied", works_of(*engine, texts / "varied"));
    std::vector<std::unique_ptr<Floor>> floors;
    for (const auto& [name, works] : all) {
        add(name + "/text_to_form", works, *engine, text_to_form);
        add(name + "/xlsx_to_form", works, *engine, xlsx_to_form);
        add(name + "/form_to_pdf", works, *engine, form_to_pdf);
        add(name + "/form_to_xlsx", works, *engine, form_to_xlsx);
        add(name + "/form_to_json", works, *engine, form_to_json);
        add(name + "/text_to_all", works, *engine, text_to_all);
        if (name != "varied") add_floor(name, *floors.emplace_back(std::make_unique<Floor>(works.front(), *engine)));
    }
    std::vector<std::vector<Work>> rows;
    rows.reserve(3);
    for (const char* times : {"1", "10", "100"}) {
        rows.emplace_back().push_back(make_work(*engine, read_input(texts / "rows" / (std::string(times) + ".txt"))));
        add(std::string("rows_") + times + "/text_to_form", rows.back(), *engine, text_to_form);
        add(std::string("rows_") + times + "/xlsx_to_form", rows.back(), *engine, xlsx_to_form);
        add(std::string("rows_") + times + "/form_to_pdf", rows.back(), *engine, form_to_pdf);
        add(std::string("rows_") + times + "/form_to_xlsx", rows.back(), *engine, form_to_xlsx);
    }
    add_threads(all.back().second, *engine, "threads/text_to_all", text_to_all);
    add_threads(all.back().second, *engine, "threads/form_to_xlsx", form_to_xlsx);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
