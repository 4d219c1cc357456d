#include "convert/proof.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "model/json.h"
#include "model/misread_value.h"
#include "text/characters.h"

namespace jixiao {
namespace {

Failure not_proved(const Form& form, const char* what, Message where = {}) {
    return {form.origin({}),
            message("写出的 {0} 读回后与原表不一致{1}，没有写文件",
                    "the {0} written does not read back as the same form{2}; nothing was written", what, where.zh,
                    where.en),
            message("这是程序的缺陷，请附上原文件报告；--no-verify 可跳过核对",
                    "this is a defect of the program: please report it with the input; --no-verify skips the proof")};
}

// Limits tightened for the input do not hold for what is made of it, those raised do.
Limits wide(Limits limits) {
    for (const LimitInfo& limit : limit_table()) limits.*limit.value = std::max(limits.*limit.value, Limits().*limit.value);
    return limits;
}

// ---- The workbook against its Sheet -----------------------------------------------------------------------------

// A text as a workbook gives it back: XML knows one line end (XML 1.0 2.11), and our reader shows what it cannot hold
// (2.2) as U+FFFD although `_x0001_` keeps it.
std::string as_stored(const SheetCell& cell) {
    std::string text;
    for (std::size_t i = 0; i < cell.paragraphs.size(); ++i) text += (i > 0 ? "\n" : "") + cell.paragraphs[i];
    // Without controls, and with nothing that begins like U+FFFE and U+FFFF, it is stored as it is.
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n'; };
    if (text.find("\xEF\xBF") == text.npos && std::ranges::none_of(text, is_control)) return text;
    std::string out;
    char32_t previous = 0;
    for (const char32_t c : to_code_points(text)) {
        const bool held = (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n' || c == '\r';
        if (!(c == '\n' && previous == '\r')) append_utf8(out, c == '\r' ? U'\n' : held ? c : U'\xFFFD');
        previous = c;
    }
    return out;
}

bool says(const Cell* stored, const SheetCell& cell) {
    const std::string wanted = as_stored(cell);
    if (!stored) return wanted.empty();
    if (stored->kind == CellKind::Number) {
        const auto number = Decimal::from_stored(stored->raw);
        return cell.number && number && *number == *cell.number;
    }
    return stored->kind == CellKind::Text && stored->raw == wanted;
}

// The first cell of the Sheet that the workbook does not show as it is.
const SheetCell* first_lie(const Sheet& sheet, const Grid& grid) {
    for (const SheetCell& cell : sheet.cells) {
        const Cell* stored = grid.at({cell.row, cell.col});
        if (stored && stored->at != Place{cell.row, cell.col}) stored = nullptr;
        if (!says(stored, cell)) return &cell;
    }
    return nullptr;
}

// ---- The form read back -----------------------------------------------------------------------------------------

// Rows of a list with their places in it. Known rows that hold no value count for nothing: the template prints those
// in any case.
struct Row {
    std::size_t index;
    const std::vector<Value>* values;
};

std::string key_of(const std::vector<Value>& row) {
    std::string key;
    for (const Value& v : row)
        key += v.text + (v.amount.number ? v.amount.number->trimmed().str() : v.amount.written) + v.indicator.raw + "\x1f";
    return key;
}

std::vector<Row> rows_of(const List& list, const ListSpec& spec, const Vocabulary& vocabulary) {
    std::set<std::string> fixed;
    for (const Section& section : spec.sections)
        for (const FixedRow& row : section.fixed) fixed.insert(vocabulary.term(row.term)->label);
    std::vector<Row> rows;
    for (std::size_t r = 0; r < list.rows.size(); ++r) {
        bool known = false, value = false;
        for (const Value& cell : list.rows[r]) {
            known |= cell.type == Value::Type::Text && fixed.contains(cell.text);
            value |= cell.type == Value::Type::Amount || cell.type == Value::Type::Indicator;
        }
        if (!known || value) rows.push_back({r, &list.rows[r]});
    }
    return rows;
}

std::string shown(const Value& value) {
    switch (value.type) {
        case Value::Type::Null: return {};
        case Value::Type::Text: return value.text;
        case Value::Type::Amount: return value.amount.written;
        case Value::Type::Indicator: return value.indicator.raw;
        case Value::Type::Paragraphs: break;
    }
    std::string text;
    for (const std::string& paragraph : value.paragraphs) text += (text.empty() ? "" : "\n") + paragraph;
    return text;
}

std::string start_of(const std::string& text) {
    constexpr std::size_t kEnough = 24;  // characters
    std::u32string points = to_code_points(text);
    if (points.size() <= kEnough) return text;
    points.resize(kEnough);
    return to_utf8(points) + "……";
}

class Differences {
public:
    explicit Differences(const Form& form) : form_(form) {}

    void add(std::string pointer, const std::string& expected, const std::string& got) {
        Finding finding = Finding::of(
            Code::reads_back_differently,
            got == expected ? message("{} 的“{}”在工作簿里读作另一种值", "{}: the workbook's “{}” reads as another kind of value",
                                      pointer, start_of(expected))
            : got.empty()   ? message("{} 的“{}”在工作簿里读作空白", "{}: the workbook's “{}” reads as a blank", pointer,
                                      start_of(expected))
                            : message("{} 的“{}”在工作簿里读作“{}”", "{}: the workbook's “{}” reads as “{}”", pointer,
                                      start_of(expected), start_of(got)));
        finding.at = form_.origin({});
        finding.field = std::move(pointer);
        finding.expected = expected;
        finding.got = got;
        found_.push_back(std::move(finding));
    }
    void add(std::string pointer, const Value& expected, const Value& got) {
        if (!same_meaning(expected, got)) add(std::move(pointer), shown(expected), shown(got));
    }

    Findings take() { return std::move(found_); }

private:
    const Form& form_;
    Findings found_;
};

void compare_lists(const List& wanted, const List& got, const ListSpec& spec, const Vocabulary& vocabulary,
                   Differences& differences) {
    std::vector<Row> here = rows_of(wanted, spec, vocabulary), there = rows_of(got, spec, vocabulary);
    const auto same_row = [](const std::vector<Value>& a, const std::vector<Value>& b) {
        return std::ranges::equal(a, b, [](const Value& v, const Value& w) { return same_meaning(v, w); });
    };
    // What is the same on both sides goes, whatever order the template prints it in; the rest is paired as it stands.
    std::multimap<std::string, std::size_t> by_key;
    for (std::size_t i = 0; i < there.size(); ++i) by_key.emplace(key_of(*there[i].values), i);
    std::vector<bool> taken(there.size());
    std::erase_if(here, [&](const Row& row) {
        const auto [first, last] = by_key.equal_range(key_of(*row.values));
        const auto match =
            std::find_if(first, last, [&](const auto& e) { return same_row(*row.values, *there[e.second].values); });
        if (match == last) return false;
        taken[match->second] = true;
        by_key.erase(match);
        return true;
    });
    std::size_t next = 0;
    const auto rest = [&]() -> const Row* {
        while (next < there.size() && taken[next]) ++next;
        return next < there.size() ? &there[next++] : nullptr;
    };
    for (const Row& row : here) {
        const Row* other = rest();
        for (std::size_t c = 0; c < wanted.columns.size(); ++c) {
            const Value& value = (*row.values)[c];
            differences.add(list_pointer(wanted.id, row.index, wanted.columns[c]), value,
                            other ? (*other->values)[c] : Value());
        }
    }
    while (const Row* other = rest()) differences.add("/lists/" + wanted.id, "", shown((*other->values).front()));
}

Findings compare_forms(const Form& wanted, const Form& got, const Template& form_template,
                       const Vocabulary& vocabulary, const std::string& printed_title) {
    Differences differences(wanted);
    const std::string& title = wanted.title.empty() ? printed_title : wanted.title;
    if (!got.title.empty() && got.title != title) differences.add("/title", title, got.title);
    if (got.title.empty() && title != printed_title) differences.add("/title", title, "");
    if (wanted.year != got.year)
        differences.add("/year", std::to_string(wanted.year), got.year ? std::to_string(got.year) : "");
    for (std::size_t i = 0; i < wanted.fields.size(); ++i)
        differences.add(field_pointer(wanted.fields[i].id), wanted.fields[i].value, got.fields[i].value);
    const auto specs = lists_of(form_template);
    for (std::size_t i = 0; i < specs.size(); ++i)
        compare_lists(wanted.lists[i], got.lists[i], *specs[i], vocabulary, differences);
    return differences.take();
}

// The form as the outputs show it: values that `--repairs all` put right are printed as they were read. Nothing where all are
// printed as written.
std::optional<Form> as_printed(const Form& form, const Vocabulary& vocabulary) {
    std::optional<Form> out;
    for (std::size_t l = 0; l < form.lists.size(); ++l)
        for (std::size_t r = 0; r < form.lists[l].rows.size(); ++r)
            for (std::size_t c = 0; c < form.lists[l].rows[r].size(); ++c) {
                const Value& value = form.lists[l].rows[r][c];
                if (value.type != Value::Type::Indicator) continue;
                std::string printed = printed_value(value.indicator, vocabulary);
                if (printed == value.indicator.raw) continue;
                if (!out) out = form;
                out->lists[l].rows[r][c].indicator.raw = std::move(printed);
            }
    return out;
}

Result<Findings> prove_workbook(const Document& document, const Bytes& bytes, const Sheet& sheet,
                                const Engine& engine, const Limits& limits) {
    const Form& form = document.form;
    ImportOptions options;
    options.limits = wide(limits);
    const auto imported = import({form.source.name, bytes}, options);
    if (!imported) return std::unexpected(imported.error());
    const auto grid = std::ranges::find(imported->grids, false, &Grid::hidden);
    if (grid == imported->grids.end()) return std::unexpected(not_proved(form, "XLSX"));
    if (const SheetCell* lie = first_lie(sheet, *grid))
        return std::unexpected(
            not_proved(form, "XLSX", message("（{}）", " (at {})", a1({lie->row, lie->col}))));
    const bool foreign = form.source.format == "json";
    const auto again = engine.recogniser().recognise(*grid, form.source, form.template_id, Repairs::Never);
    const Vocabulary& vocabulary = engine.templates().vocabulary;
    if (!again) {
        if (!foreign) return std::unexpected(not_proved(form, "XLSX"));
        Finding finding = Finding::of(Code::reads_back_differently,
                                      message("写出的工作簿认不出是这张表", "the workbook is not recognised as this form"));
        finding.explanation = again.error().message;
        finding.at = form.origin({});
        return Findings{std::move(finding)};
    }
    const std::optional<Form> printed = as_printed(form, vocabulary);
    Findings found = compare_forms(printed ? *printed : form, again->form, *document.form_template, vocabulary, sheet.title);
    if (found.empty() || foreign) return found;
    const std::string& field = found.front().field;
    return std::unexpected(not_proved(form, "XLSX", message("（{}）", " (at {})", field)));
}

}  // namespace

Result<Findings> prove(const Document& document, const Output& output, const Sheet& sheet, const Engine& engine,
                       const Limits& limits) {
    if (output.format == OutputFormat::Json) {
        // As many values as the form has, which is in memory: the limit is for what others wrote.
        Limits all = wide(limits);
        all.json_values = std::max<std::uint64_t>(all.json_values, output.bytes.size());
        const auto again = form_from_json(output.bytes, document.form.source.name, *document.form_template, all);
        if (!again) return std::unexpected(again.error());
        if (!same_meaning(document.form, *again)) return std::unexpected(not_proved(document.form, "JSON"));
    }
    if (output.format == OutputFormat::Xlsx) return prove_workbook(document, output.bytes, sheet, engine, limits);
    return Findings{};
}

}  // namespace jixiao
