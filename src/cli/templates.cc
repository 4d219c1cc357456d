// jixiao templates: the forms it knows.
#include <memory>

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

}  // namespace

void add_templates(CLI::App& app, Common& common) {
    auto id = std::make_shared<std::string>();
    auto* command = app.add_subcommand("templates", "认得的表 / the forms it knows");
    command->add_option("ID", *id, "只看这一种，列出栏目 / one form, with its fields and lists");
    command->callback([id, &common] {
        const auto engine = start_engine(common);
        if (!engine) return;
        const Lang lang = common.speech();
        if (id->empty()) {
            for (const Template& form : engine->templates().forms) print(fmt::format("{}\t{}\n", form.id, form.name.in(lang)));
            return;
        }
        const Template* form = engine->templates().form(*id);
        if (!form)
            return report_failure({{}, message("没有编号为 {} 的模板", "there is no template with the id {}", *id),
                                   message("用 jixiao templates 查看认得的表", "`jixiao templates` lists the known forms")}, common);
        describe(*engine, *form, lang);
    });
}

}  // namespace jixiao::cli
