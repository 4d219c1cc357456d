// jixiao show: every intermediate value, printable.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/file_io.h"
#include "batch/files.h"
#include "batch/libreoffice.h"
#include "cli/app.h"
#include "cli/reading_options.h"
#include "grid/dump.h"
#include "model/dump.h"
#include "model/json.h"

namespace jixiao::cli {
namespace {

struct ShowArguments {
    std::string input, as = "form";
    ConvertOptions convert;
    bool via_libreoffice = false;
    std::chrono::seconds libreoffice_limit = kLibreOfficeLimit;
};

Result<void> show(const ShowArguments& arguments, const Engine& engine, const Common& common) {
    const auto listed = list_inputs(std::vector{arguments.input});
    if (listed.size() != 1)
        return fail({arguments.input, "", {}}, message("show 一次只看一个文件", "show prints one file at a time"));
    auto bytes = read_input(listed.front(), arguments.convert.limits.input_bytes);
    if (!bytes) return std::unexpected(bytes.error());
    Input input{listed.front().name, std::move(*bytes)};
    if (arguments.via_libreoffice) {
        auto readable = as_readable(std::move(input), arguments.libreoffice_limit);
        if (!readable) return std::unexpected(readable.error());
        input = std::move(*readable);
    }
    if (arguments.as == "grid" || arguments.as == "templates") {
        ImportOptions options;
        options.probe = [&](std::string_view text) { return engine.recogniser().count_labels(text); };
        options.dialect = arguments.convert.dialect;
        options.limits = arguments.convert.limits;
        const auto imported = import(input, options);
        if (!imported) return std::unexpected(imported.error());
        for (const Grid& grid : imported->grids) {
            if (arguments.as == "grid") {
                dump_lines(grid, [](std::string_view line) { print(line); });
                continue;
            }
            if (!grid.part.empty()) print(grid.part + "\n");
            for (const auto& [id, score] : engine.recogniser().scores(grid)) print(fmt::format("{}\t{:.2f}\n", id, score));
        }
        return {};
    }
    const auto documents = read_forms(input, engine, arguments.convert);
    if (!documents) return std::unexpected(documents.error());
    for (const Document& document : *documents) {
        if (arguments.as == "form") print(dump_form(document.form));
        if (arguments.as == "json") print(form_to_json(document.form, common.data()));
        if (arguments.as != "sheet" && arguments.as != "pages") continue;
        const auto fonts = engine.fonts();
        if (!fonts) return std::unexpected(fonts.error());
        Findings found;
        const auto sheet = compose(document.form, *document.form_template, engine.templates().vocabulary, **fonts,
                                   arguments.convert.compose, found);
        if (!sheet) return std::unexpected(sheet.error());
        if (arguments.as == "sheet") {
            print(dump_sheet(*sheet));
            continue;
        }
        const auto pages = paginate(*sheet, **fonts);
        if (!pages) return std::unexpected(pages.error());
        print(dump_pages(*sheet, *pages));
    }
    return {};
}

}  // namespace

void add_show(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<ShowArguments>();
    auto* command = app.add_subcommand("show", "查看中间结果 / print an intermediate value");
    command->add_option("IN", arguments->input, "文件或 - / a file or -")->required();
    command->add_option("--as", arguments->as, "grid, templates, form, sheet, pages, json")
        ->check(CLI::IsMember({"grid", "templates", "form", "sheet", "pages", "json"}));
    add_import_options(*command, arguments->convert);
    add_libreoffice_options(*command, arguments->via_libreoffice, arguments->libreoffice_limit);
    command->add_option("--as-form", arguments->convert.as_form, "按此表识别 / recognise as this form");
    command->callback([arguments, &common] {
        const auto engine = start_engine(common);
        if (!engine) return;
        if (auto shown = show(*arguments, *engine, common); !shown) report_failure(shown.error(), common);
    });
}

}  // namespace jixiao::cli
