#include "batch/settings.h"

#include <algorithm>

#include "base/file_io.h"
#include "batch/hash.h"
#include "fonts/manifest.h"

namespace jixiao {

namespace fs = std::filesystem;

namespace {

// Every file the manifest or the user names, as far as it is there: which of them a document needs is not known before.
Result<std::vector<fs::path>> font_files(const Engine::Options& options) {
    constexpr std::uintmax_t kMaxManifest = 1 << 20;  // bytes; ours has 3 KB
    auto bytes = read_file(options.font_manifest, kMaxManifest);
    if (!bytes) return std::unexpected(bytes.error());
    auto manifest = parse_font_manifest(options.font_manifest.filename().string(), *bytes);
    if (!manifest) return std::unexpected(manifest.error());
    std::vector<fs::path> directories = options.fonts.directories;
    directories.insert(directories.end(), manifest->directories.begin(), manifest->directories.end());
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& [role, path] : options.fonts.own) {
        const std::string text = path.string();  // FILE.ttc#Name names a face of a collection
        files.push_back(fs::exists(path, ignored) ? path : fs::path(text.substr(0, text.rfind('#'))));
    }
    for (const RoleEntry& role : manifest->roles)
        for (const FontFamily& family : role.families)
            for (const auto* faces : {&family.regular, &family.bold})
                for (const FaceEntry& face : *faces)
                    for (const fs::path& directory : directories)
                        if (fs::is_regular_file(directory / face.file, ignored)) files.push_back(directory / face.file);
    return files;
}

}  // namespace

Result<void> Settings::add_file(const std::string& name, const fs::path& path) {
    auto hash = sha256_of_file(path);
    if (!hash) return std::unexpected(hash.error());
    add(name, *hash);
    return {};
}

Result<void> Settings::add_folder(const std::string& name, const fs::path& path) {
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(path, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (!entry->is_regular_file(ignored) || entry->path().extension() != ".xml") continue;
        if (auto added = add_file(name + "/" + entry->path().lexically_relative(path).string(), entry->path());
            !added)
            return added;
    }
    if (!error) return {};
    const std::string why = error.message();
    return fail({path.string(), "", {}}, message("无法读取文件夹：{}", "cannot read the folder: {}", why));
}

std::string Settings::hash() const {
    std::string text;
    for (const auto& [name, value] : values_) text += fmt::format("{}\t{}\t{}\n", name, value.size(), value);
    return sha256_of(text);
}

Result<void> add_engine(Settings& settings, const Engine::Options& options, bool fonts) {
    if (auto added = settings.add_folder("templates", options.templates); !added) return added;
    for (std::size_t i = 0; i < options.packs.size(); ++i)
        if (auto added = settings.add_folder(fmt::format("pack {}", i), options.packs[i]); !added) return added;
    for (std::size_t i = 0; i < options.labels.size(); ++i)
        if (auto added = settings.add_file(fmt::format("labels {}", i), options.labels[i]); !added) return added;
    std::vector<fs::path> rules = options.more_rules;
    if (!options.rules.empty()) rules.insert(rules.begin(), options.rules);
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (auto added = settings.add_file(fmt::format("rules {}", i), rules[i]); !added) return added;
    if (!fonts) return {};
    if (auto added = settings.add_file("font manifest", options.font_manifest); !added) return added;
    const auto files = font_files(options);
    if (!files) return std::unexpected(files.error());
    for (std::size_t i = 0; i < files->size(); ++i) {
        auto identity = identity_of_font((*files)[i]);
        if (!identity) return std::unexpected(identity.error());
        settings.add(fmt::format("font {}", i), *identity);
    }
    return {};
}

void add_conversion(Settings& settings, const ConvertOptions& options) {
    std::string to;
    for (const OutputFormat format : options.to) to += extension(format);
    settings.add("to", to);
    settings.add("from", options.dialect ? std::string(dialect_name(*options.dialect)) : "");
    settings.add("repairs", std::to_string(static_cast<int>(options.repairs)));
    for (const LimitInfo& limit : limit_table())
        settings.add(fmt::format("limit {}", limit.name), std::to_string(options.limits.*limit.value));
    settings.add("as-form", options.as_form);
    settings.add("template", options.template_id);
    settings.add("verify", options.verify ? "1" : "0");
    settings.add("lang", options.lang == Lang::Zh ? "zh" : "en");
    settings.add("formulas", options.compose.formulas ? "1" : "0");
    settings.add("annex", options.compose.annex ? "1" : "0");
    settings.add("annotate", options.compose.annotate ? "1" : "0");
    settings.add("attach", options.attach_json ? "1" : "0");
    settings.add("allow-nonconforming", options.allow_nonconforming ? "1" : "0");
    settings.add("publish", options.check.publish ? "1" : "0");
    // Today itself changes nothing; a waiver that has ended does.
    for (std::size_t i = 0; i < options.waivers.size(); ++i) {
        const Waiver& w = options.waivers[i];
        settings.add(
            fmt::format("waiver {}", i),
            fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", code_info(w.code).name, w.rule, w.input,
                        w.field, w.got, w.reason, w.until.str(), w.until < options.today ? "over" : ""));
    }
}

}  // namespace jixiao
