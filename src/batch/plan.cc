#include "batch/plan.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>

#include <nlohmann/json.hpp>

#include "base/file_io.h"
#include "batch/hash.h"
#include "batch/journal.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "jixiao.plan/1";
constexpr std::uintmax_t kMaxPlan = 2048u << 20;  // bytes; two million inputs take 600 MB

std::string line_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string plan_head_line(const PlanHead& head) {
    return line_of({{"schema", kSchema},
                    {"shards", head.shards},
                    {"inputs", head.inputs},
                    {"name", head.name.empty() ? Json(nullptr) : Json(head.name)}});
}

std::string plan_input_line(const InputFile& input, std::size_t i, const PlanHead& head) {
    return line_of({{"path", input.path.string()},
                    {"name", input.name},
                    {"stem", input.stem.string()},
                    {"sha256", input.sha256},
                    {"shard", i % head.shards}});
}

Result<RunPlan> read_plan(const fs::path& path, std::optional<std::size_t> shard) {
    RunPlan plan;
    auto hash = sha256_of_file(path);
    if (!hash) return std::unexpected(hash.error());
    plan.sha256 = *hash;
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail({path.string(), "", {}}, message("无法打开计划", "cannot open the plan"));
    std::size_t number = 0, bad = 0;
    const bool read = for_each_line(fd, [&](std::string_view text, std::uint64_t) {
        ++number;
        if (bad != 0) return;
        const Json json = Json::parse(text, nullptr, false);
        try {
            if (number == 1) {
                if (json.at("schema").get<std::string>() != kSchema) bad = number;
                plan.head.shards = json.at("shards").get<std::size_t>();
                plan.head.inputs = json.at("inputs").get<std::size_t>();
                if (json.at("name").is_string()) plan.head.name = json.at("name").get<std::string>();
                if (plan.head.shards == 0) bad = number;
                return;
            }
            const auto belongs = json.at("shard").get<std::size_t>();
            if (belongs >= plan.head.shards) bad = number;
            InputFile input{json.at("path").get<std::string>(), json.at("name").get<std::string>(),
                            json.at("stem").get<std::string>(), json.at("sha256").get<std::string>()};
            // Outputs stay below the output folder, whoever wrote the plan.
            for (const fs::path& part : input.stem)
                if (part == ".." || input.stem.is_absolute()) bad = number;
            if (!shard || *shard == belongs) plan.inputs.push_back(std::move(input));
        } catch (const Json::exception&) {
            bad = number;
        }
    });
    ::close(fd);
    if (bad != 0 || !read)
        return fail({path.string(), "", {}},
                    message("第 {} 行不是计划的内容", "line {} is no part of a plan", bad == 0 ? number + 1 : bad),
                    message("用 jixiao plan 输入… > {} 生成", "make it with `jixiao plan IN… > {}`",
                            path.filename().string()));
    if (number == 0 || number - 1 != plan.head.inputs)
        return fail({path.string(), "", {}}, message("计划应有 {} 个文件，实有 {} 个，不完整",
                                                     "the plan should have {} inputs and has {}: it is not complete",
                                                     plan.head.inputs, number == 0 ? 0 : number - 1));
    if (shard && *shard >= plan.head.shards)
        return fail({path.string(), "", {}}, message("计划分 {0} 份，编号 0 到 {1}，没有第 {2} 份",
                                                     "the plan has {0} shards, 0 to {1}; there is no shard {2}",
                                                     plan.head.shards, plan.head.shards - 1, *shard));
    return plan;
}

fs::path plan_copy_path(const fs::path& out) {
    return journal_folder(out) / "plan.ndjson";
}

Result<void> keep_plan_copy(const fs::path& plan, const std::string& sha256, const fs::path& out) {
    const fs::path copy = plan_copy_path(out);
    std::error_code error;
    if (fs::exists(copy, error)) {
        const auto there = sha256_of_file(copy);
        if (there && *there == sha256) return {};
        return fail({out.string(), "", {}},
                    message("这个输出文件夹属于另一个计划", "this output folder belongs to another plan"),
                    message("换一个输出文件夹，或删去 {}", "choose another folder, or remove {}", copy.string()));
    }
    auto bytes = read_file(plan, kMaxPlan);
    if (!bytes) return std::unexpected(bytes.error());
    return write_file(copy, *bytes);
}

}  // namespace jixiao
