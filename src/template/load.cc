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

Result<TemplateSet> load_templates(const std::filesystem::path& folder) {
    const auto read = [&](const std::filesystem::path& path) -> Result<Input> {
        auto bytes = read_file(path, kMaxTemplateBytes);
        if (!bytes) return std::unexpected(bytes.error());
        return Input{path.lexically_relative(folder).string(), std::move(*bytes)};
    };
    TemplateSet out;
    const auto words = read(folder / "vocabulary.xml");
    if (!words) return std::unexpected(words.error());
    auto vocabulary = load_vocabulary(*words);
    if (!vocabulary) return std::unexpected(vocabulary.error());
    out.vocabulary = std::move(*vocabulary);

    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(folder, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        const auto& path = entry->path();
        // A form stands in its region's folder; vocabulary and rules lie beside the regions.
        if (path.extension() == ".xml" && path.parent_path() != folder) files.push_back(path);
    }
    std::ranges::sort(files);
    for (const auto& path : files) {
        const auto xml = read(path);
        if (!xml) return std::unexpected(xml.error());
        auto form = load_template(*xml, out.vocabulary);
        if (!form) return std::unexpected(form.error());
        if (out.form(form->id))
            return fail({xml->name, "", {}}, message("表 {} 已由另一个文件定义", "the form {} is defined twice", form->id));
        out.forms.push_back(std::move(*form));
    }
    std::ranges::sort(out.forms, {}, &Template::id);
    if (out.forms.empty())
        return fail({folder.filename().string(), "", {}}, message("文件夹里没有模板", "the folder holds no template"));
    return out;
}

}  // namespace jixiao
