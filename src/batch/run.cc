#include "batch/run.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "base/file_io.h"
#include "batch/libreoffice.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

// A part of a file name out of a sheet name: separators and control characters become `_`.
std::string file_name_part(std::string text) {
    for (char& c : text)
        if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '_';
    return text;
}

fs::path output_path(const RunOptions& options, const InputFile& input, const Document& document, OutputFormat format) {
    fs::path path = options.out / input.stem;
    if (!document.part.empty()) path += "." + file_name_part(document.part);
    path += extension(format);
    return path;
}

bool same_bytes(const fs::path& path, const Bytes& bytes) {
    std::error_code error;
    if (fs::file_size(path, error) != bytes.size() || error) return false;
    const auto there = read_file(path, bytes.size());
    return there && *there == bytes;
}

// All outputs of an input, or none: conflicts are found before the first is written, and what was written before a
// failure is taken back.
Result<void> write_outputs(const RunOptions& options, Outcome& outcome) {
    struct Planned {
        fs::path path;
        const Bytes* bytes;
        bool there;
        bool equal;
    };
    std::vector<Planned> planned;
    for (const Document& document : outcome.documents)
        for (const Output& output : document.outputs) {
            Planned plan{output_path(options, *outcome.input, document, output.format), &output.bytes, false, false};
            std::error_code error;
            plan.there = fs::exists(plan.path, error);
            plan.equal = plan.there && same_bytes(plan.path, output.bytes);
            if (plan.there && !plan.equal && !options.overwrite)
                return fail({outcome.input->name, "", {}},
                            message("输出文件 {} 已存在且内容不同，没有改动它", "the output {} exists with different content and was left alone",
                                    plan.path.string()),
                            message("确认后加 --overwrite 覆盖，或换一个输出文件夹", "add --overwrite to replace it, or choose another folder"));
            planned.push_back(std::move(plan));
        }
    std::vector<fs::path> fresh;
    for (const Planned& plan : planned) {
        if (!plan.equal) {
            if (auto written = write_file(plan.path, *plan.bytes); !written) {
                std::error_code ignored;
                for (const fs::path& path : fresh) fs::remove(path, ignored);
                auto failure = written.error();
                failure.message = message("{0}：{1}", "{0}: {2}", failure.at.input, failure.message.zh, failure.message.en);
                failure.at = {outcome.input->name, "", {}};
                return std::unexpected(failure);
            }
            if (!plan.there) fresh.push_back(plan.path);
        }
        outcome.written.push_back(plan.path);
        outcome.unchanged.push_back(plan.equal);
    }
    return {};
}

Outcome work(const InputFile& input, const Engine& engine, const RunOptions& options) {
    Outcome outcome;
    outcome.input = &input;
    try {
        auto bytes = read_input(input, options.convert.limits.input_bytes);
        if (!bytes) {
            outcome.failure = bytes.error();
            return outcome;
        }
        Input given{input.name, std::move(*bytes)};
        if (options.via_libreoffice) {
            auto converted = as_readable(std::move(given), options.libreoffice_limit);
            if (!converted) {
                outcome.failure = converted.error();
                return outcome;
            }
            given = std::move(*converted);
        }
        auto documents = options.write ? convert(given, engine, options.convert) : read_forms(given, engine, options.convert);
        if (!documents) {
            outcome.failure = documents.error();
            return outcome;
        }
        outcome.documents = std::move(*documents);
        if (options.write)
            if (auto written = write_outputs(options, outcome); !written) outcome.failure = written.error();
    } catch (const std::exception& error) {
        // No stage throws; memory can still run out, and then only this input is lost.
        const std::string what = error.what();
        outcome.crashed = true;
        outcome.failure = Failure{{input.name, "", {}}, message("程序内部错误：{}", "internal error: {}", what), {}};
    }
    for (Document& document : outcome.documents)
        for (Output& output : document.outputs) output.bytes = {};
    if (outcome.failure) outcome.documents.clear(), outcome.written.clear();
    return outcome;
}

}  // namespace

void run_batch(std::span<const InputFile> inputs, const Engine& engine, const RunOptions& options,
               const std::function<bool(Outcome&&)>& done) {
    if (options.jobs <= 1) {
        for (const InputFile& input : inputs)
            if (!done(work(input, engine, options))) return;
        return;
    }
    // Four documents a worker in flight keep every worker busy behind one slow document, in bounded memory.
    const auto window = static_cast<std::size_t>(options.jobs) * 4;
    std::atomic<bool> stop = false;
    std::size_t next = 0;
    tbb::task_arena arena(options.jobs);
    arena.execute([&] {
        tbb::parallel_pipeline(
            window, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                        [&](tbb::flow_control& control) -> std::size_t {
                                                            if (!stop && next < inputs.size()) return next++;
                                                            control.stop();
                                                            return 0;
                                                        }) &
                        tbb::make_filter<std::size_t, std::shared_ptr<Outcome>>(
                            tbb::filter_mode::parallel,
                            [&](std::size_t i) { return std::make_shared<Outcome>(work(inputs[i], engine, options)); }) &
                        tbb::make_filter<std::shared_ptr<Outcome>, void>(
                            tbb::filter_mode::serial_in_order, [&](const std::shared_ptr<Outcome>& outcome) {
                                if (!stop && !done(std::move(*outcome))) stop = true;
                            }));
    });
}

}  // namespace jixiao
