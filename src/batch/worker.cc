#include "batch/worker.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <fstream>
#include <thread>

#include "base/memory.h"
#include "batch/hash.h"
#include "batch/worker_line.h"

extern char** environ;

namespace jixiao {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kLine = 3;                          // file descriptor of the worker's end
constexpr auto kStart = std::chrono::minutes(2);  // templates and fonts from a cold, busy disk
constexpr auto kLook = milliseconds(20);          // between two looks at a worker's memory

// Resident bytes of a process; 0 when it is gone (proc(5), statm).
std::uintmax_t resident(pid_t process) {
    std::ifstream file(fmt::format("/proc/{}/statm", process));
    std::uintmax_t size = 0, pages = 0;
    file >> size >> pages;
    return pages * static_cast<std::uintmax_t>(::sysconf(_SC_PAGESIZE));
}

// The process and what it has started, children after parents: LibreOffice is in a group of its own.
void add_family(pid_t process, std::vector<pid_t>& family) {
    family.push_back(process);
    std::error_code error;
    for (auto task = std::filesystem::directory_iterator(fmt::format("/proc/{}/task", process), error);
         !error && task != std::filesystem::directory_iterator(); task.increment(error)) {
        std::ifstream children(task->path() / "children");
        for (pid_t child; children >> child;) add_family(child, family);
    }
}

std::string shown_size(std::uintmax_t bytes) {
    return fmt::format("{} MB", (bytes + (1 << 20) - 1) >> 20);
}

}  // namespace

int serve_documents(int fd, const Engine& engine, const RunOptions& options) {
    if (std::ranges::any_of(options.convert.to, [](OutputFormat f) { return f != OutputFormat::Json; }))
        (void)engine.fonts();
    LineSocket line(fd);
    // Why a thread: when the program that asked is gone, even one that was killed, nobody waits for the document in
    // hand.
    std::mutex lock;
    std::condition_variable came;
    std::deque<std::string> requests;
    std::jthread([&] {
        std::string text;
        while (line.receive(text, std::nullopt) == LineSocket::Got::Line) {
            const std::lock_guard held(lock);
            requests.push_back(text);
            came.notify_one();
        }
        ::_exit(0);
    }).detach();
    if (!line.send("ready\n")) return 1;
    while (true) {
        std::string text;
        {
            std::unique_lock held(lock);
            came.wait(held, [&] { return !requests.empty(); });
            text = std::move(requests.front());
            requests.pop_front();
        }
        const auto request = request_from_json(text);
        if (!request) return 1;
        Outcome outcome;
        outcome.input = &request->input;
        outcome.record.input = request->input.name;
        auto bytes = read_input(request->input, options.convert.limits.input_bytes);
        const WaitingRoom room{[&]() -> Result<std::filesystem::path> { return request->folder; }, request->number,
                               request->before ? &*request->before : nullptr};
        RunOptions asked = options;
        asked.write = request->write;
        asked.keep_documents = false;
        if (bytes)
            produce(outcome, std::move(*bytes), engine, asked, room);
        else
            set_failure(outcome, bytes.error());
        give_back_memory();  // the next document is measured from here
        if (!line.send(answer_to_json(outcome))) return 1;
    }
}

struct WorkerPool::Worker {
    Worker(pid_t started, int fd) : process(started), line(fd) {}
    ~Worker() { end(); }

    // Its wait status. Descendants first learn of nothing: all are killed.
    int end() {
        if (process <= 0) return 0;
        std::vector<pid_t> family;
        add_family(process, family);
        for (const pid_t member : family) ::kill(member, SIGKILL);
        return wait();
    }
    int wait() {
        int status = 0;
        while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
        }
        process = 0;
        return status;
    }
    // False: it has died meanwhile, between two documents.
    bool lives() {
        int status = 0;
        if (::waitpid(process, &status, WNOHANG) == 0) return true;
        process = 0;
        return false;
    }

    pid_t process;
    LineSocket line;
};

WorkerPool::WorkerPool(const Isolation& isolation) : isolation_(isolation) {}
WorkerPool::~WorkerPool() = default;

std::unique_ptr<WorkerPool::Worker> WorkerPool::take(Outcome& outcome) {
    {
        const std::lock_guard held(idle_lock_);
        while (!idle_.empty()) {
            auto worker = std::move(idle_.back());
            idle_.pop_back();
            if (worker->lives()) return worker;
        }
    }
    const auto failed = [&] {
        set_failure(outcome, {{outcome.input->name, "", {}},
                              message("无法启动工作进程", "a worker process could not be started"),
                              {}});
        return nullptr;
    };
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return failed();
    std::vector<char*> arguments;
    for (const std::string& word : isolation_.command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_init(&files);
    // A group of its own: Ctrl-C is for us, the worker finishes its document.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawn_file_actions_adddup2(&files, ends[1], kLine);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int error = ::posix_spawn(&process, arguments[0], &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        return failed();
    }
    auto worker = std::make_unique<Worker>(process, ends[0]);
    std::string text;
    if (worker->line.receive(text, kStart) != LineSocket::Got::Line) return failed();
    return worker;
}

void WorkerPool::produce(Outcome& outcome, const std::filesystem::path& folder, std::size_t number, bool write,
                         const JournalRecord* before) {
    auto worker = take(outcome);
    if (!worker) return;
    const auto base = resident(worker->process);
    const auto start = steady_clock::now();
    WorkerRequest request{*outcome.input, folder, number, write, {}};
    if (before) request.before = *before;
    std::string text;
    auto got = worker->line.send(request_to_json(request)) ? LineSocket::Got::Nothing : LineSocket::Got::Closed;
    const auto refuse = [&](Message what) {
        set_failure(outcome, {{outcome.input->name, "", {}}, std::move(what), {}});
    };
    while (got == LineSocket::Got::Nothing) {
        std::optional<milliseconds> wait;
        if (isolation_.time) {
            const auto left =
                *isolation_.time - std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
            if (left <= milliseconds(0)) {
                worker->end();
                clear_room(folder, number);
                const double seconds = static_cast<double>(isolation_.time->count()) / 1000;
                return refuse(message("{} 秒内没有处理完，已单独结束它",
                                      "was not done within {} seconds and was ended alone", seconds));
            }
            wait = left;
        }
        if (isolation_.memory) {
            const auto now = resident(worker->process);
            if (now > base + *isolation_.memory) {
                worker->end();
                clear_room(folder, number);
                return refuse(message("用的内存超过 {}，已单独结束它", "took more memory than {} and was ended alone",
                                      shown_size(*isolation_.memory)));
            }
            wait = std::min(wait.value_or(kLook), kLook);
        }
        got = worker->line.receive(text, wait);
    }
    if (got == LineSocket::Got::Line && answer_from_json(text, outcome)) {
        const std::lock_guard held(idle_lock_);
        idle_.push_back(std::move(worker));
        return;
    }
    // The line is closed: the worker has ended, or is about to.
    const int status = worker->wait();
    clear_room(folder, number);
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == SIGKILL || signal == SIGTERM)
        return refuse(message("工作进程被外界结束（信号 {}），可能是内存不够",
                              "the worker was ended from outside (signal {}); memory may have run out", signal));
    outcome.crashed = true;
    refuse(signal != 0 ? message("程序内部错误：工作进程崩溃（信号 {}）",
                                 "internal error: the worker crashed (signal {})", signal)
                       : message("程序内部错误：工作进程退出（{}）", "internal error: the worker exited ({})",
                                 WEXITSTATUS(status)));
}

}  // namespace jixiao
