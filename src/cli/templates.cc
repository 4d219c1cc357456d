// jixiao templates: the forms it knows.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/file_io.h"
#include "cli/app.h"
#include "convert/preview.h"

namespace jixiao::cli {
namespace {

std::string label_of(const Engine& engine, const std::string& term, const std::string& print) {
    if (!print.empty()) return print;
    const Term* found = engine.templates().vocabulary.term(term);
    return found ? found->label : "";
}

void describe(const Engine& engine, const Template& form, Lang lang) {
    print(fmt::format("{}\t{}\t{}\n", form.id, form.name.in(lang), form.unit));
    for (const FieldCell* field : fields_of(form))
        print(fmt::format("  {}\t{}\n", field->id, label_of(engine, field->term, field->print)));
    for (const ListSpec* list : lists_of(form)) {
        std::string columns;
        for (const std::string& column : list->columns) columns += (columns.empty() ? "" : " ") + column;
        print(fmt::format("  {}[]\t{}\n", list->id, columns));
    }
}

struct TemplatesArguments {
    std::string id, out;
    bool blank = false;
};

void write_blank(const Template& form, const TemplatesArguments& arguments, const Engine& engine, Common& common) {
    const auto workbook = blank_workbook(form, engine);
    if (!workbook) return report_failure(workbook.error(), common);
    if (auto written = write_file(arguments.out, *workbook); !written) return report_failure(written.error(), common);
    say((common.speech() == Lang::Zh ? "写出 " : "wrote ") + arguments.out);
}

// ---- check, preview ------------------------------------------------------------------------------------------------

struct FileArguments {
    std::vector<std::string> files;
    std::string out;
};

Result<Input> read_xml(const std::filesystem::path& path) {
    constexpr std::uintmax_t kMaxBytes = 8u << 20;  // the largest of ours is 80 KB
    auto bytes = read_file(path, kMaxBytes);
    if (!bytes) return std::unexpected(bytes.error());
    return Input{path.string(), std::move(*bytes)};
}

// The words a template may use: those of the pack it lies in (PACK/region/form.xml) come along.
Result<Vocabulary> words_for(const std::filesystem::path& file, const Engine::Options& options) {
    auto packs = options.packs;
    std::error_code error;
    const auto pack = std::filesystem::absolute(file, error).parent_path().parent_path();
    const bool known = std::filesystem::equivalent(pack, options.templates, error) ||
                       std::ranges::any_of(packs, [&](const auto& p) { return std::filesystem::equivalent(p, pack, error); });
    if (!known && std::filesystem::exists(pack / "vocabulary.xml", error)) packs.insert(packs.begin(), pack);
    return load_words(packs, options.templates, options.labels);
}

bool is_vocabulary(const Input& xml) { return xml.bytes.find("<vocabulary") != Bytes::npos && xml.bytes.find("<form") == Bytes::npos; }

// The files themselves, and below folders every file of the template language.
std::vector<std::filesystem::path> files_to_check(const std::vector<std::string>& given) {
    std::vector<std::filesystem::path> out;
    for (const std::filesystem::path path : given) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            out.push_back(path);
            continue;
        }
        const auto first = static_cast<std::ptrdiff_t>(out.size());
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error))
            if (entry.path().extension() == ".xml" && entry.path().filename() != "rules.xml") out.push_back(entry.path());
        std::sort(out.begin() + first, out.end());
    }
    return out;
}

void check_files(const FileArguments& arguments, Common& common) {
    const auto options = engine_options(common);
    if (!options) return;
    const Lang lang = common.speech();
    for (const auto& path : files_to_check(arguments.files)) {
        const auto xml = read_xml(path);
        if (!xml) {
            report_failure(xml.error(), common);
            continue;
        }
        std::vector<Failure> errors;
        if (is_vocabulary(*xml)) {
            auto base = load_words({}, options->templates, {});
            errors = check_vocabulary(*xml, base ? std::move(*base) : Vocabulary());
        } else {
            const auto words = words_for(path, *options);
            if (!words) {
                report_failure(words.error(), common);
                continue;
            }
            errors = check_template(*xml, *words);
        }
        for (const Failure& error : errors) {
            print(fmt::format("{}:{}:{}: {}\n", path.string(), error.at.place.row + 1, error.at.place.col + 1, error.message.in(lang)));
            if (!error.remedy.empty()) print("    " + error.remedy.in(lang) + "\n");
        }
        if (errors.empty()) print(message("{}：没有错误", "{}: no errors", path.string()).in(lang) + "\n");
        else common.exit = kUsage;
    }
}

void preview(const FileArguments& arguments, Common& common) {
    const std::filesystem::path path = arguments.files.front(), out = arguments.out;
    const auto format = find_output_format(out.extension().string().substr(out.has_extension() ? 1 : 0));
    if (!format)
        return report_failure({{}, message("{} 的扩展名应为 pdf、xlsx、html 或 json", "{} must end in pdf, xlsx, html or json", arguments.out), {}}, common);
    const auto options = engine_options(common);
    if (!options) return;
    const auto xml = read_xml(path);
    if (!xml) return report_failure(xml.error(), common);
    const auto words = words_for(path, *options);
    if (!words) return report_failure(words.error(), common);
    const auto form = load_template(*xml, *words);
    if (!form) return report_failure(form.error(), common);
    auto engine_only = *options;
    engine_only.packs.clear();  // the file may lie in one of them, and another file there be wrong
    const auto engine = Engine::start(engine_only);
    if (!engine) return report_failure(engine.error(), common);
    const auto bytes = preview_template(*form, *words, **engine, *format);
    if (!bytes) return report_failure(bytes.error(), common);
    if (auto done = write_file(out, *bytes); !done) return report_failure(done.error(), common);
    say((common.speech() == Lang::Zh ? "写出 " : "wrote ") + arguments.out);
}

void add_file_commands(CLI::App& command, Common& common) {
    auto checked = std::make_shared<FileArguments>();
    auto* check = command.add_subcommand("check", "检查模板文件，列出每一处错误 / every error of a template");
    check->add_option("FILE", checked->files, "模板、词表或文件夹 / template, vocabulary or folder")->required();
    check->callback([checked, &common] { check_files(*checked, common); });
    auto shown = std::make_shared<FileArguments>();
    auto* show = command.add_subcommand("preview", "画出模板，各处填上编号和类型 / the form with its ids and types");
    show->add_option("FILE", shown->files, "模板 / template")->required()->expected(1);
    show->add_option("-o,--out", shown->out, "x.pdf, x.xlsx, x.html")->required();
    show->callback([shown, &common] { preview(*shown, common); });
}

}  // namespace

void add_templates(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<TemplatesArguments>();
    auto* command = app.add_subcommand("templates", "认得的表 / the forms it knows");
    auto* id = command->add_option("ID", arguments->id, "只看这一种，列出栏目 / one form, with its fields and lists");
    auto* out = command->add_option("-o,--out", arguments->out, "空白表的文件名 / file of the empty form: x.xlsx");
    command->add_flag("--blank", arguments->blank, "写出空白表，供填写 / write the empty form, for filling in")->needs(id)->needs(out);
    add_file_commands(*command, common);
    command->callback([arguments, command, &common] {
        if (!command->get_subcommands().empty()) return;
        const auto engine = start_engine(common);
        if (!engine) return;
        const Lang lang = common.speech();
        if (arguments->id.empty()) {
            for (const Template& form : engine->templates().forms) print(fmt::format("{}\t{}\n", form.id, form.name.in(lang)));
            return;
        }
        const Template* form = engine->templates().form(arguments->id);
        if (!form)
            return report_failure({{}, message("没有编号为 {} 的模板", "there is no template with the id {}", arguments->id),
                                   message("用 jixiao templates 查看认得的表", "`jixiao templates` lists the known forms")}, common);
        if (arguments->blank) return write_blank(*form, *arguments, *engine, common);
        describe(*engine, *form, lang);
    });
}

}  // namespace jixiao::cli
