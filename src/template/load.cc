#include "template/load.h"

#include <algorithm>

#include "base/file_io.h"

namespace jixiao {
namespace {

constexpr std::uintmax_t kMaxTemplateBytes = 8u << 20;  // the largest of ours is 50 KB

}  // namespace

const Template* TemplateSet::form(std::string_view id) const {
    const auto found = std::ranges::find(forms, id, &Template::id);
    return found == forms.end() ? nullptr : &*found;
}

namespace {

Result<Input> read(const std::filesystem::path& path, const std::filesystem::path& folder) {
    auto bytes = read_file(path, kMaxTemplateBytes);
    if (!bytes) return std::unexpected(bytes.error());
    return Input{path.lexically_relative(folder).string(), std::move(*bytes)};
}

// Forms of one folder that no folder before it has.
Result<void> add_forms(const std::filesystem::path& folder, TemplateSet& set) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(folder, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        const auto& path = entry->path();
        // A form stands in its region's folder; vocabulary and rules lie beside the regions.
        if (path.extension() == ".xml" && path.parent_path() != folder) files.push_back(path);
    }
    if (error) {
        const std::string why = error.message();
        return fail({folder.string(), "", {}}, message("无法读取文件夹：{}", "cannot read the folder: {}", why));
    }
    std::ranges::sort(files);
    std::vector<Template> own;
    for (const auto& path : files) {
        const auto xml = read(path, folder);
        if (!xml) return std::unexpected(xml.error());
        auto form = load_template(*xml, set.vocabulary);
        if (!form) return std::unexpected(form.error());
        if (std::ranges::find(own, form->id, &Template::id) != own.end())
            return fail({xml->name, "", {}}, message("表 {} 已由另一个文件定义", "the form {} is defined twice", form->id));
        own.push_back(std::move(*form));
    }
    for (Template& form : own)
        if (!set.form(form.id)) set.forms.push_back(std::move(form));
    return {};
}

}  // namespace

Result<TemplateSet> load_templates(const std::filesystem::path& folder) { return load_templates({}, folder, {}); }

Result<Vocabulary> load_words(const std::vector<std::filesystem::path>& packs, const std::filesystem::path& installed,
                              const std::vector<std::filesystem::path>& labels) {
    Vocabulary out;
    // The nearest folder has the last word, so it is read last.
    std::vector<std::pair<std::filesystem::path, std::filesystem::path>> words = {{installed / "vocabulary.xml", installed}};
    for (auto pack = packs.rbegin(); pack != packs.rend(); ++pack) {
        std::error_code absent;
        if (std::filesystem::exists(*pack / "vocabulary.xml", absent)) words.emplace_back(*pack / "vocabulary.xml", *pack);
    }
    for (const auto& path : labels) words.emplace_back(path, path.parent_path());
    for (const auto& [path, folder] : words) {
        const auto xml = read(path, folder);
        if (!xml) return std::unexpected(xml.error());
        auto vocabulary = load_vocabulary(*xml, std::move(out));
        if (!vocabulary) return std::unexpected(vocabulary.error());
        out = std::move(*vocabulary);
    }
    return out;
}

Result<TemplateSet> load_templates(const std::vector<std::filesystem::path>& packs, const std::filesystem::path& installed,
                                   const std::vector<std::filesystem::path>& labels) {
    TemplateSet out;
    auto words = load_words(packs, installed, labels);
    if (!words) return std::unexpected(words.error());
    out.vocabulary = std::move(*words);
    for (const auto& pack : packs)
        if (auto added = add_forms(pack, out); !added) return std::unexpected(added.error());
    if (auto added = add_forms(installed, out); !added) return std::unexpected(added.error());
    std::ranges::sort(out.forms, {}, &Template::id);
    if (out.forms.empty())
        return fail({installed.filename().string(), "", {}}, message("文件夹里没有模板", "the folder holds no template"));
    return out;
}

}  // namespace jixiao
