// jixiao templates: the forms it knows.
#include <memory>

#include "base/file_io.h"
#include "cli/app.h"

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

}  // namespace

void add_templates(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<TemplatesArguments>();
    auto* command = app.add_subcommand("templates", "认得的表 / the forms it knows");
    auto* id = command->add_option("ID", arguments->id, "只看这一种，列出栏目 / one form, with its fields and lists");
    auto* out = command->add_option("-o,--out", arguments->out, "空白表的文件名 / file of the empty form: x.xlsx");
    command->add_flag("--blank", arguments->blank, "写出空白表，供填写 / write the empty form, for filling in")->needs(id)->needs(out);
    command->callback([arguments, &common] {
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
