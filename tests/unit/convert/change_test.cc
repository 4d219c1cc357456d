// Every value and every name of the seed is changed, one at a time; the outputs show exactly that change.
#include <algorithm>

#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;
using Json = nlohmann::json;

namespace {

// A JSON pointer below /fields or /lists, with its place in the source, as `line, cell of the line`.
struct Spot {
    std::string pointer;
    Place place;
    std::string before, after;   // as written in the source's cell
};

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> out(1);
    for (const char c : text)
        if (c == at) out.emplace_back();
        else out.back() += c;
    return out;
}

// The source with the text of one cell replaced.
std::string changed(const std::string& source, const Spot& spot) {
    auto lines = split(source, '\n');
    auto cells = split(lines[static_cast<std::size_t>(spot.place.row)], '\t');
    auto& cell = cells[static_cast<std::size_t>(spot.place.col)];
    const auto at = cell.find(spot.before);
    REQUIRE(at != std::string::npos);
    cell.replace(at, spot.before.size(), spot.after);
    std::string line, out;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i ? "\t" : "") + cells[i];
    lines[static_cast<std::size_t>(spot.place.row)] = line;
    for (std::size_t i = 0; i < lines.size(); ++i) out += (i ? "\n" : "") + lines[i];
    return out;
}

std::string other_number(const std::string& text) {
    std::string out = text;
    const auto digit = out.find_last_of("0123456789");
    out[digit] = out[digit] == '7' ? '3' : '7';
    return out;
}

// One spot for each value of the form that has a place; labels of fixed rows are labels, not values.
std::vector<Spot> spots(const Form& form) {
    std::vector<Spot> out;
    for (const Field& field : form.fields) {
        const Value& value = field.value;
        for (std::size_t i = 0; i < value.paragraphs.size(); ++i)
            out.push_back({field_pointer(field.id) + "/" + std::to_string(i), value.place, value.paragraphs[i], value.paragraphs[i] + "又记。"});
        if (value.type == Value::Type::Text) out.push_back({field_pointer(field.id), value.place, value.text, value.text + "甲"});
    }
    for (const List& list : form.lists)
        for (std::size_t r = 0; r < list.rows.size(); ++r)
            for (std::size_t c = 0; c < list.columns.size(); ++c) {
                const Value& value = list.rows[r][c];
                const std::string pointer = list_pointer(list.id, r, list.columns[c]);
                if (value.type == Value::Type::Amount) {
                    const std::string number = value.amount.number->str();
                    out.push_back({pointer, value.place, number, other_number(number)});
                } else if (value.type == Value::Type::Indicator) {
                    const std::string& raw = value.indicator.raw;
                    out.push_back({pointer, value.place, raw, value.indicator.number ? other_number(raw) : raw + "甲"});
                } else if (value.type == Value::Type::Text) {
                    const bool fixed = list.id == "income" || (list.id == "expenditures" && r == 0);
                    // A carried group belongs to the row it was written in.
                    const bool carried = std::ranges::any_of(out, [&](const Spot& s) { return s.place == value.place && s.before == value.text; });
                    if (!fixed && !carried) out.push_back({pointer, value.place, value.text, value.text + "甲"});
                }
            }
    return out;
}

// Replaces every string that equals `before` among the values of one column by `after`.
Json expected_facts(Json facts, const Form& form, const Spot& spot) {
    const Json::json_pointer at(spot.pointer);
    Json& value = facts[at];
    if (value.is_number()) {
        value = Json::parse(spot.after);
    } else if (value.is_object()) {
        value["raw"] = spot.after;   // kind, number and unit are compared by the value grammar's own tests
    } else {
        value = spot.after;
        // The name covers all rows that were read from the same cell.
        for (const List& list : form.lists)
            for (std::size_t r = 0; r < list.rows.size(); ++r)
                for (std::size_t c = 0; c < list.columns.size(); ++c)
                    if (list.rows[r][c].type == Value::Type::Text && list.rows[r][c].place == spot.place)
                        facts[Json::json_pointer(list_pointer(list.id, r, list.columns[c]))] = spot.after;
    }
    return facts;
}

// The parsed parts of indicator values follow their raw text.
Json only_raw(Json facts) {
    for (Json& row : facts["lists"]["indicators"])
        for (const char* key : {"half_year", "annual"})
            if (row[key].is_object()) row[key] = row[key]["raw"];
    return facts;
}

}  // namespace

TEST_CASE("a change of one value changes that value and nothing else") {
    const std::string source = seed();
    const Document before = road("seed.txt", source, {OutputFormat::Json});
    const Json facts_before = facts(before);
    const auto all = spots(before.form);
    REQUIRE(all.size() > 170);   // 18 paragraphs, the unit, 9 + 36 amounts, 18 projects, 35 names, 70 values, levels
    int laid_out = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Spot& spot = all[i];
        INFO(spot.pointer << ": " << spot.before << " -> " << spot.after);
        // Every change goes to JSON and XLSX; the PDF, which another program reads, for every fourth.
        const bool pdf = i % 4 == 0;
        std::vector<OutputFormat> to = {OutputFormat::Json, OutputFormat::Xlsx};
        if (pdf) to.push_back(OutputFormat::Pdf);
        const Document after = road("seed.txt", changed(source, spot), to);
        const Json difference = Json::diff(only_raw(expected_facts(facts_before, before.form, spot)), only_raw(facts(after)));
        CHECK(difference.dump() == "[]");
        CHECK(facts(road("again.xlsx", output(after, OutputFormat::Xlsx), {OutputFormat::Json})) == facts(after));
        if (!pdf) continue;
        const auto text = pdf_text(after);
        if (!text) continue;
        CHECK(text->find(without_spaces(spot.after)) != std::string::npos);
        ++laid_out;
    }
    if (laid_out == 0) WARN("pdftotext is absent");
}
