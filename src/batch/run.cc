#include "batch/run.h"

#include <fcntl.h>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <memory>
#include <mutex>
#include <system_error>
#include <unordered_set>

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "base/file_io.h"
#include "batch/hash.h"
#include "batch/produce.h"
#include "batch/worker.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

// A few documents a worker in flight keep every worker busy behind one slow document, in bounded memory.
constexpr std::size_t kInFlight = 8;

// What an earlier run wrote is there as it left it.
bool in_place(const fs::path& out, const JournalRecord& record) {
    return std::ranges::all_of(record.outputs, [&](const ProducedFile& file) {
        std::error_code error;
        if (fs::file_size(out / file.path, error) != file.bytes || error) return false;
        const auto hash = sha256_of_file(out / file.path);
        return hash && *hash == file.sha256;
    });
}

Failure disk_full(int error) {
    return {
        {},
        error == EDQUOT ? message("磁盘配额已用完，运行到此为止", "the disk quota is used up, the run ends here")
                        : message("磁盘已满，运行到此为止", "the disk is full, the run ends here"),
        message("腾出空间后，同一条命令加 --resume 继续", "make room and go on with the same command and --resume")};
}

// One run: the parallel half works on documents, the serial half puts them into place, in input order.
class BatchRun {
public:
    BatchRun(std::span<const InputFile> inputs, const Engine& engine, const RunOptions& options)
        : inputs_(inputs), engine_(engine), options_(options) {
        if (options.isolation) workers_.emplace(*options.isolation);
    }

    Outcome work(std::size_t i);
    void settle(Outcome& outcome);  // in input order, from one thread at a time
    bool over() const { return over_ || options_.stop.stop_requested(); }
    RunEnd end() const { return end_; }

private:
    void convert_it(Outcome& outcome, Bytes bytes, std::size_t i, const JournalRecord* before);
    bool keep(Outcome& outcome, const JournalRecord& before, Bytes& bytes);
    void put_into_place(Outcome& outcome);
    int rename_one(const StagedFile& staged, const fs::path& target);
    void finish(RunEnd::Why why, std::optional<Failure> failure = {});

    std::span<const InputFile> inputs_;
    const Engine& engine_;
    const RunOptions& options_;
    std::optional<WorkerPool> workers_;
    std::atomic<bool> over_ = false;
    RunEnd end_;
    fs::path last_folder_;
    // Outputs of this run by the hash of their path: two inputs must not write one file.
    std::unordered_set<std::size_t> claimed_;
};

bool BatchRun::keep(Outcome& outcome, const JournalRecord& before, Bytes& bytes) {
    if (before.failure || before.sha256 != outcome.record.sha256 || before.options != outcome.record.options ||
        !in_place(options_.out, before))
        return false;
    outcome.fate = Outcome::Fate::Kept;
    outcome.record = before;
    if (options_.keep_documents) outcome.documents = read_again(*outcome.input, std::move(bytes), engine_, options_);
    return true;
}

void BatchRun::convert_it(Outcome& outcome, Bytes bytes, std::size_t i, const JournalRecord* before) {
    if (!workers_) {
        const WaitingRoom room{[&] { return options_.staging->folder(); }, i, before};
        return produce(outcome, std::move(bytes), engine_, options_, room);
    }
    fs::path folder;
    if (options_.staging) {
        auto made = options_.staging->folder();
        if (!made) {
            outcome.disk_error = EIO;
            return set_failure(outcome, made.error());
        }
        folder = *made;
    }
    InputFile input = *outcome.input;
    const InputFile* given = std::exchange(outcome.input, &input);
    if (input.path == "-") {  // the worker has no part in our standard input
        input.path = folder / fmt::format("{}-in", i);
        if (const int why = folder.empty() ? EIO : write_synced(input.path, bytes)) {
            outcome.disk_error = why;
            const std::string words = std::generic_category().message(why);
            set_failure(outcome, {{input.name, "", {}}, message("写入失败：{}", "writing failed: {}", words), {}});
        }
    }
    if (!outcome.failure) workers_->produce(outcome, folder, i, options_.write, before);
    outcome.input = given;
    // It has just been read without harm.
    if (!outcome.failure && options_.keep_documents)
        outcome.documents = read_again(*given, std::move(bytes), engine_, options_);
}

Outcome BatchRun::work(std::size_t i) {
    Outcome outcome;
    outcome.input = &inputs_[i];
    outcome.record.input = inputs_[i].name;
    outcome.record.options = options_.settings;
    if (over()) {
        outcome.fate = Outcome::Fate::Undone;
        return outcome;
    }
    if (options_.begun) options_.begun(inputs_[i]);
    const double start = options_.seconds ? options_.seconds() : 0;
    const auto before =
        options_.before && options_.redo != Redo::Everything ? options_.before->find(inputs_[i].name) : std::nullopt;
    if (options_.redo == Redo::Failed && !(before && before->failure)) {
        outcome.fate = before ? Outcome::Fate::Kept : Outcome::Fate::LeftAlone;
        if (before) outcome.record = *before;
        if (before && options_.keep_documents)
            if (auto bytes = read_input(inputs_[i], options_.convert.limits.input_bytes))
                outcome.documents = read_again(inputs_[i], std::move(*bytes), engine_, options_);
        return outcome;
    }
    auto bytes = read_input(inputs_[i], options_.convert.limits.input_bytes);
    if (!bytes) {
        set_failure(outcome, bytes.error());
    } else {
        outcome.record.sha256 = sha256_of(*bytes);
        if (!inputs_[i].sha256.empty() && inputs_[i].sha256 != outcome.record.sha256)
            set_failure(outcome, {{inputs_[i].name, "", {}},
                                  message("计划之后，文件的内容变了", "the file has changed since the plan was made"),
                                  message("重新生成计划，或恢复原文件", "make the plan anew, or restore the file")});
        else if (!(before && keep(outcome, *before, *bytes)))
            convert_it(outcome, std::move(*bytes), i, before ? &*before : nullptr);
    }
    if (outcome.fate == Outcome::Fate::Kept) return outcome;
    outcome.record.seconds = options_.seconds ? options_.seconds() - start : 0;
    return outcome;
}

void BatchRun::finish(RunEnd::Why why, std::optional<Failure> failure) {
    over_ = true;
    if (end_.why == RunEnd::Why::All) end_ = {why, std::move(failure)};
}

// 0, or errno.
int BatchRun::rename_one(const StagedFile& staged, const fs::path& target) {
    if (target.parent_path() != last_folder_) {
        std::error_code error;
        fs::create_directories(target.parent_path(), error);
        if (error) return error.value();
        last_folder_ = target.parent_path();
    }
    // What came to be there while we worked is somebody's: it is not replaced. Not every file system can say so.
    if (!staged.there) {
        if (::renameat2(AT_FDCWD, staged.temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0)
            return 0;
        if (errno != EINVAL && errno != ENOSYS) return errno;
    }
    return ::rename(staged.temporary.c_str(), target.c_str()) == 0 ? 0 : errno;
}

// All outputs of an input, or none: what was renamed before a failure is taken back.
void BatchRun::put_into_place(Outcome& outcome) {
    std::vector<fs::path> fresh;
    for (std::size_t i = 0; i < outcome.staged.size(); ++i) {
        StagedFile& staged = outcome.staged[i];
        const fs::path target = options_.out / outcome.record.outputs[i].path;
        const bool twice = !claimed_.insert(std::hash<std::string>()(outcome.record.outputs[i].path)).second;
        int error = 0;
        if (twice && !staged.unchanged) {
            const auto hash = sha256_of_file(target);
            staged.unchanged = hash && *hash == outcome.record.outputs[i].sha256;
            error = staged.unchanged ? 0 : EEXIST;
        } else if (!staged.unchanged) {
            error = rename_one(staged, target);
            if (error == 0 && !staged.there) fresh.push_back(target);
        }
        if (error == 0) continue;
        std::error_code ignored;
        for (const fs::path& path : fresh) fs::remove(path, ignored);
        for (const StagedFile& file : outcome.staged)
            if (!file.temporary.empty()) fs::remove(file.temporary, ignored);
        if (is_full(error) || error == EROFS || error == EIO) outcome.disk_error = error;
        const std::string words = std::generic_category().message(error);
        set_failure(
            outcome,
            error == EEXIST
                ? Failure{{outcome.input->name, "", {}},
                          message("输出文件 {} 已存在且内容不同，没有改动它",
                                  "the output {} exists with different content and was left alone", target.string()),
                          message("确认后加 --overwrite 覆盖，或换一个输出文件夹",
                                  "add --overwrite to replace it, or choose another folder")}
                : Failure{{outcome.input->name, "", {}},
                          message("{0}：无法写文件：{1}", "{0}: cannot write the file: {1}", target.string(), words),
                          {}});
        outcome.record.outputs.clear();
        outcome.record.forms.clear();
        return;
    }
}

void BatchRun::settle(Outcome& outcome) {
    if (outcome.fate == Outcome::Fate::LeftAlone || outcome.fate == Outcome::Fate::Undone) return;
    if (outcome.fate == Outcome::Fate::Kept) {
        for (const ProducedFile& file : outcome.record.outputs) claimed_.insert(std::hash<std::string>()(file.path));
        return;
    }
    if (end_.why == RunEnd::Why::FailedFast) {  // what came after the failure is as if it had not been begun
        outcome.fate = Outcome::Fate::Undone;
        return;
    }
    if (!outcome.failure && options_.write) put_into_place(outcome);
    if (outcome.disk_error != 0) {
        finish(RunEnd::Why::Unwritable,
               is_full(outcome.disk_error) ? disk_full(outcome.disk_error) : *outcome.failure);
        outcome.fate = Outcome::Fate::Undone;
        return;
    }
    if (options_.journal)
        if (const int error = options_.journal->append(outcome.record); error != 0) {
            const std::string words = std::generic_category().message(error);
            finish(RunEnd::Why::Unwritable,
                   is_full(error) ? disk_full(error)
                                  : Failure{{},
                                            message("无法写运行记录：{}", "cannot write the journal: {}", words),
                                            message("排除原因后，同一条命令加 --resume 继续",
                                                    "see to it, and go on with the same command and --resume")});
            outcome.fate = Outcome::Fate::Undone;
            return;
        }
    if (outcome.failure && options_.fail_fast) finish(RunEnd::Why::FailedFast);
}

}  // namespace

RunEnd run_batch(std::span<const InputFile> inputs, const Engine& engine, const RunOptions& options,
                 const std::function<void(Outcome&&)>& done) {
    BatchRun run(inputs, engine, options);
    RunEnd end;
    const auto settle = [&](Outcome& outcome) {
        run.settle(outcome);
        done(std::move(outcome));
    };
    if (options.jobs <= 1) {
        for (std::size_t i = 0; i < inputs.size() && !run.over(); ++i) {
            Outcome outcome = run.work(i);
            settle(outcome);
        }
        end = run.end();
    } else {
        // TBB counts the processors; the user asked for so many.
        const tbb::global_control jobs(tbb::global_control::max_allowed_parallelism,
                                       static_cast<std::size_t>(options.jobs));
        const std::size_t window = static_cast<std::size_t>(options.jobs) * kInFlight;
        // The pipeline has no more than `window` inputs in flight, each the next one: every one has a slot to itself.
        // Why locks and flags of our own, which never wait: what keeps threads apart inside the library's binary
        // ThreadSanitizer cannot see, and it would believe nothing of the run.
        struct Slot {
            Outcome outcome;
            std::atomic<bool> full = false;
        };
        std::vector<Slot> slots(window);
        std::size_t next = 0;
        std::mutex taking, settling;
        tbb::task_arena arena(options.jobs);
        try {
            arena.execute([&] {
            tbb::parallel_pipeline(
                window,
                tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                    [&](tbb::flow_control& control) -> std::size_t {
                                                        const std::lock_guard held(taking);
                                                        if (!run.over() && next < inputs.size()) return next++;
                                                        control.stop();
                                                        return 0;
                                                    }) &
                    tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel,
                                                               [&](std::size_t i) {
                                                                   Slot& slot = slots[i % window];
                                                                   slot.full.wait(true);
                                                                   slot.outcome = run.work(i);
                                                                   slot.full = true;
                                                                   slot.full.notify_one();
                                                                   return i;
                                                               }) &
                    tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order, [&](std::size_t i) {
                        const std::lock_guard held(settling);
                        Slot& slot = slots[i % window];
                        slot.full.wait(false);
                        settle(slot.outcome);
                        slot.outcome = {};
                        slot.full = false;
                        slot.full.notify_one();
                    }));
            });
        } catch (const std::runtime_error& error) {  // TBB gets no thread; what works on documents throws nothing
            const std::string why = error.what();
            return {RunEnd::Why::Unwritable,
                    Failure{{}, message("系统资源（内存或线程）不够：{}", "the system has not enough memory or threads: {}", why),
                            message("用 -j 1 再试", "try again with -j 1")}};
        }
        const std::scoped_lock over(taking, settling);
        end = run.end();
    }
    if (end.why == RunEnd::Why::All && options.stop.stop_requested()) end.why = RunEnd::Why::Stopped;
    return end;
}

}  // namespace jixiao
