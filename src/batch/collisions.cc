#include "batch/collisions.h"

#include <algorithm>
#include <map>

namespace jixiao {

std::vector<Collision> find_collisions(std::span<const InputFile> inputs, const Engine& engine, RunOptions options,
                                       const std::function<void(const Outcome&)>& done) {
    options.write = options.keep_documents = options.fail_fast = false;
    options.redo = Redo::Everything;
    options.journal = nullptr;
    std::vector<InputFile> files(inputs.begin(), inputs.end());
    std::erase_if(files, [](const InputFile& input) { return input.path == "-"; });
    std::map<std::string, std::vector<std::string>> by_name;
    run_batch(files, engine, options, [&](Outcome&& outcome) {
        for (const FormFacts& form : outcome.record.forms) {
            const auto path = options.name->from_top() ? std::filesystem::path(form.name)
                                                       : outcome.input->stem.parent_path() / form.name;
            by_name[path.string()].push_back(form.part.empty() ? outcome.input->name
                                                               : outcome.input->name + "!" + form.part);
        }
        done(outcome);
    });
    std::vector<Collision> out;
    for (auto& [name, users] : by_name)
        if (users.size() > 1) out.push_back({name, std::move(users)});
    return out;
}

}  // namespace jixiao
