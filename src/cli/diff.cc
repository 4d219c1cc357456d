// jixiao diff: two forms compared by meaning. Exits as diff(1) does: 0 the same, 1 different, 2 trouble.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/file_io.h"
#include "batch/files.h"
#include "batch/libreoffice.h"
#include "cli/app.h"
#include "cli/reading_options.h"
#include "compare/comparison.h"

namespace jixiao::cli {
namespace {

constexpr int kDiffers = 1;

struct DiffArguments {
    std::string before, after, as = "text", out;
    ConvertOptions convert;
    bool via_libreoffice = false;
    std::chrono::seconds libreoffice_limit = kLibreOfficeLimit;
};

Result<std::vector<Document>> read_side(const std::string& given, const Engine& engine,
                                        const DiffArguments& arguments) {
    const ConvertOptions& options = arguments.convert;
    const auto listed = list_inputs(std::vector{given});
    if (listed.size() != 1)
        return fail({given, "", {}},
                    message("diff 比较两个文件，不比较文件夹", "diff compares two files, not folders"));
    auto bytes = read_input(listed.front(), options.limits.input_bytes);
    if (!bytes) return std::unexpected(bytes.error());
    Input input{listed.front().name, std::move(*bytes)};
    if (arguments.via_libreoffice) {
        auto readable = as_readable(std::move(input), arguments.libreoffice_limit);
        if (!readable) return std::unexpected(readable.error());
        input = std::move(*readable);
    }
    return read_forms(input, engine, options);
}

std::vector<ComparedForm> forms_of(const std::vector<Document>& documents) {
    std::vector<ComparedForm> out;
    for (const Document& document : documents) out.push_back({&document.form, document.form_template});
    return out;
}

Result<int> diff(const DiffArguments& arguments, const Engine& engine, const Common& common) {
    if (arguments.before == "-" && arguments.after == "-")
        return fail({"-", "", {}}, message("标准输入只能读一次", "standard input can be read only once"));
    const auto before = read_side(arguments.before, engine, arguments);
    if (!before) return std::unexpected(before.error());
    const auto after = read_side(arguments.after, engine, arguments);
    if (!after) return std::unexpected(after.error());
    const Comparison comparison = compare_forms(forms_of(*before), forms_of(*after), engine.templates().vocabulary);
    const std::string shown = arguments.as == "json"   ? comparison_json(comparison, common.data())
                              : arguments.as == "html" ? comparison_html(comparison, common.speech())
                                                       : comparison_text(comparison, common.speech());
    if (arguments.out.empty())
        print(shown);
    else if (auto written = write_file(arguments.out, shown); !written)
        return std::unexpected(written.error());
    return comparison.equal() ? kDone : kDiffers;
}

}  // namespace

void add_diff(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<DiffArguments>();
    auto* command = app.add_subcommand("diff", "比较两张表的内容 / compare two forms by meaning");
    command->add_option("BEFORE", arguments->before, "前一份：文件或 - / the earlier: a file or -")->required();
    command->add_option("AFTER", arguments->after, "后一份：文件或 - / the later: a file or -")->required();
    command->add_option("--as", arguments->as, "text, json, html")->check(CLI::IsMember({"text", "json", "html"}));
    command->add_option("-o,--out", arguments->out, "写入文件 / write to a file");
    add_import_options(*command, arguments->convert);
    add_libreoffice_options(*command, arguments->via_libreoffice, arguments->libreoffice_limit);
    command->add_option("--as-form", arguments->convert.as_form, "按此表识别 / recognise as this form");
    command->callback([arguments, &common] {
        const auto engine = start_engine(common);
        if (!engine) return;
        const auto result = diff(*arguments, *engine, common);
        if (!result) return report_failure(result.error(), common);
        common.exit = *result;
    });
}

}  // namespace jixiao::cli
