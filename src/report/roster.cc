#include "report/roster.h"

#include <algorithm>
#include <set>

#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::string_view kUnitTerm = "unit_name", kProjectField = "project_name";

std::string one_line(std::string_view shown) {
    std::string out;
    for (const char32_t c : to_code_points(trimmed(shown)))
        if (c != '\n' && c != '\r') append_utf8(out, c);
    return out;
}

// Two letters or ideographs and more; a number, a date or a lone mark is no name.
bool looks_like_name(std::string_view text) {
    int letters = 0;
    for (const char32_t c : to_code_points(text))
        letters += is_ideograph(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return letters >= 2;
}

std::set<std::string> unit_headers(const Vocabulary& vocabulary) {
    std::set<std::string> keys;
    if (const Term* term = vocabulary.term(kUnitTerm)) {
        keys.insert(label_key(term->label));
        for (const std::string& spelling : term->spellings) keys.insert(label_key(spelling));
    }
    return keys;
}

// The names of a sheet. Cells over several columns are titles.
std::vector<std::string> names_of(const Grid& grid, const std::set<std::string>& headers) {
    const Cell* header = nullptr;
    for (const Cell& cell : grid.cells())
        if (!header && headers.contains(label_key(cell.shown))) header = &cell;
    std::map<int, std::pair<int, int>> columns;  // names and other texts
    if (!header)
        for (const Cell& cell : grid.cells())
            if (cell.extent.cols == 1 && !trimmed(cell.shown).empty())
                ++(looks_like_name(cell.shown) ? columns[cell.at.col].first : columns[cell.at.col].second);
    int column = header ? header->at.col : -1;
    for (const auto& [col, count] : columns)
        if (column < 0 && count.first > count.second) column = col;
    std::vector<std::string> names;
    for (const Cell& cell : grid.cells()) {
        if (cell.at.col != column || (header && cell.at.row <= header->at.row)) continue;
        if (!header && cell.extent.cols > 1) continue;
        if (headers.contains(label_key(cell.shown))) continue;  // repeated on the next page
        if (looks_like_name(cell.shown)) names.push_back(one_line(cell.shown));
    }
    return names;
}

std::string unit_of(const Document& document) {
    for (const FieldCell* cell : fields_of(*document.form_template))
        if (cell->term == kUnitTerm)
            if (const Field* field = document.form.field(cell->id)) return one_line(field->value.text);
    return "";
}

// One unit has one document of this kind; of a project form, one a project.
std::string kind_of(const Document& document) {
    std::string kind = document.form.template_id + "\n" + std::to_string(document.form.year);
    if (const Field* project = document.form.field(kProjectField)) kind += "\n" + label_key(project->value.text);
    return kind;
}

std::string input_name(const std::string& input, const Document& document) {
    return document.part.empty() ? input : input + "!" + document.part;
}

}  // namespace

bool Roster::list(const std::string& name) {
    const auto [unit, fresh] = seen_.try_emplace(label_key(name));
    if (!fresh) return false;
    unit->second.name = name;
    units_.push_back(unit->first);
    return true;
}

Result<Roster> Roster::read(const Input& input, const Vocabulary& vocabulary) {
    const auto headers = unit_headers(vocabulary);
    ImportOptions options;
    options.probe = [&](std::string_view text) {
        int known = 0;
        std::size_t from = 0;
        for (std::size_t i = 0; i <= text.size(); ++i)
            if (i == text.size() || text[i] == '\n' || text[i] == '\t' || text[i] == ',') {
                known += headers.contains(label_key(text.substr(from, i - from)));
                from = i + 1;
            }
        return known;
    };
    const Detected what = detect(input.bytes);
    // A list of names, one a line, has nothing that separates cells.
    if (what.format == Format::Text && input.bytes.find_first_of("\t,") == input.bytes.npos) options.dialect = TextDialect::Lines;
    const auto imported = import(input, options);
    if (!imported) return std::unexpected(imported.error());
    Roster roster;
    for (const Grid& grid : imported->grids) {
        if (grid.hidden) continue;
        const auto names = names_of(grid, headers);
        for (const std::string& name : names)
            if (!roster.list(name)) roster.repeated_.push_back(name);
        if (!names.empty()) return roster;
    }
    return fail({input.name, "", {}}, message("没有找到单位名单", "no list of units was found"),
                message("每行一个单位，名称在同一列", "write one unit a row, the names in one column"));
}

void Roster::add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents) {
    if (failure) failed_.push_back(input);
    for (const Document& document : documents) {
        const std::string unit = unit_of(document), name = input_name(input, document);
        if (unit.empty()) {
            nameless_.push_back(name);
            continue;
        }
        const auto [seen, fresh] = seen_.try_emplace(label_key(unit));
        if (fresh) {
            seen->second.name = unit;
            others_.push_back(seen->first);
        }
        seen->second.inputs.push_back(name);
        seen->second.by_form[kind_of(document)].push_back(name);
    }
}

RosterResult Roster::result() const {
    RosterResult out;
    out.listed = units_.size();
    out.nameless = nameless_;
    out.failed = failed_;
    out.repeated = repeated_;
    const auto add_twice = [&](const Seen& seen) {
        for (const auto& [form, inputs] : seen.by_form)
            if (inputs.size() > 1) out.twice.push_back({seen.name, inputs});
    };
    for (const std::string& key : units_) {
        const Seen& seen = seen_.at(key);
        if (seen.inputs.empty()) out.missing.push_back({seen.name, {}});
        add_twice(seen);
    }
    for (const std::string& key : others_) {
        const Seen& seen = seen_.at(key);
        out.unknown.push_back({seen.name, seen.inputs});
        add_twice(seen);
    }
    return out;
}

std::vector<std::string> roster_lines(const RosterResult& result, std::size_t most, Lang lang) {
    const bool zh = lang == Lang::Zh;
    const auto joined = [](const std::vector<std::string>& texts, const char* between) {
        std::string out;
        for (const std::string& text : texts) out += (out.empty() ? "" : between) + text;
        return out;
    };
    std::vector<std::string> out;
    const auto add = [&](const char* zh_title, const char* en_title, const std::vector<std::string>& items) {
        if (items.empty()) return;
        out.push_back(fmt::format(fmt::runtime(zh ? zh_title : en_title), items.size()));
        for (std::size_t i = 0; i < std::min(most, items.size()); ++i) out.push_back("  " + items[i]);
        if (items.size() > most)
            out.push_back(fmt::format(fmt::runtime(zh ? "  ……另有 {} 个" : "  … and {} more"), items.size() - most));
    };
    const auto named = [&](const std::vector<RosterResult::Unit>& units) {
        std::vector<std::string> items;
        for (const auto& unit : units)
            items.push_back(unit.inputs.empty() ? unit.name : unit.name + (zh ? "：" : ": ") + joined(unit.inputs, zh ? "、" : ", "));
        return items;
    };
    if (result.complete())
        out.push_back(fmt::format(fmt::runtime(zh ? "名单上的 {} 个单位都有，且没有重复" : "all {} units of the roster are there, none twice"),
                                  result.listed));
    add("名单上有 {} 个单位没有表：", "{} units of the roster have no form:", named(result.missing));
    add("有 {} 个单位重复：", "{} units are there twice:", named(result.twice));
    add("有 {} 个单位不在名单上：", "{} units are not on the roster:", named(result.unknown));
    add("有 {} 份表没有单位名称：", "{} forms name no unit:", result.nameless);
    if (!result.missing.empty())
        add("有 {} 个文件没有读出，缺的单位可能在其中：", "{} inputs failed; missing units may be among them:", result.failed);
    add("名单上重复的单位 {} 个：", "{} names stand on the roster twice:", result.repeated);
    return out;
}

}  // namespace jixiao
