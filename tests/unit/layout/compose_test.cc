#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "catch.h"
#include "page_facts.h"
#include "text/characters.h"

using namespace jixiao;
using namespace jixiao::forms;

namespace {

const SheetCell* find(const Sheet& sheet, std::string_view field) {
    const auto found = std::ranges::find(sheet.cells, field, &SheetCell::field);
    return found == sheet.cells.end() ? nullptr : &*found;
}

const SheetCell* with_text(const Sheet& sheet, std::string_view text) {
    const auto found = std::ranges::find_if(sheet.cells, [&](const SheetCell& cell) {
        return cell.paragraphs.size() == 1 && cell.paragraphs[0] == text;
    });
    return found == sheet.cells.end() ? nullptr : &*found;
}

std::vector<std::string> header_texts(const Sheet& sheet, const SheetCell& cell) {
    std::vector<std::string> texts;
    for (const int header : cell.headers)
        texts.push_back(sheet.cells[static_cast<std::size_t>(header)].paragraphs.at(0));
    return texts;
}

}  // namespace

TEST_CASE("the lines above the table") {
    const Sheet sheet = lay(seed()).sheet;
    CHECK(sheet.title == "江苏省常州市部门整体预算绩效目标表");
    CHECK(sheet.cells[0].role == CellRole::Title);
    CHECK(sheet.cells[1].paragraphs == std::vector<std::string>{"2024年度"});
    CHECK(sheet.cells[2].paragraphs == std::vector<std::string>{"单位：万元"});
    CHECK(sheet.title_rows == 3);
    CHECK(sheet.repeat_last == 2);
    CHECK(sheet.author_unit == "常州市科学技术局");
    CHECK(sheet.page.running_head == "常州市科学技术局");
    CHECK(sheet.year == 2024);
    Form untitled = seed();
    untitled.title.clear();
    CHECK(lay(untitled).sheet.title == "江苏省部门整体预算绩效目标表");
}

TEST_CASE("labels span what they name") {
    const Sheet sheet = lay(seed()).sheet;
    CHECK(with_text(sheet, "部门整体资金（万元）")->rows == 30);  // 1 + 9 and 1 + 19
    CHECK(with_text(sheet, "收入")->rows == 10);
    CHECK(with_text(sheet, "支出")->rows == 20);
    CHECK(with_text(sheet, "财政拨款")->rows == 4);
    CHECK(with_text(sheet, "决策")->rows == 6);
    CHECK(with_text(sheet, "过程")->rows == 25);
    CHECK(with_text(sheet, "预算执行")->rows == 8);
    CHECK(with_text(sheet, "效益指标")->rows == 4);
    CHECK(with_text(sheet, "资金总额")->cols == 4);  // no group: its columns, too
    CHECK(with_text(sheet, "小计")->cols == 3);
    CHECK(with_text(sheet, "中长期规划制定健全性")->cols == 3);
    CHECK(with_text(sheet, "净增高新技术企业超600家")->cols == 1);
}

TEST_CASE("amounts are numbers with the digits written, blanks stay blank") {
    Form form = seed();
    add_row(form, "expenditures", "补充项目|1.50|968.191 8");
    const Sheet sheet = lay(form).sheet;
    const SheetCell* half = find(sheet, "/lists/expenditures/19/half_year");
    CHECK(half->number->str() == "1.50");
    const SheetCell* unreadable = find(sheet, "/lists/expenditures/19/annual");
    CHECK_FALSE(unreadable->number.has_value());
    CHECK(unreadable->paragraphs == std::vector<std::string>{"968.191 8"});
    const SheetCell* blank = find(sheet, "/lists/expenditures/15/half_year");
    CHECK(blank->paragraphs.empty());
    CHECK_FALSE(blank->number.has_value());
    CHECK(find(sheet, "/lists/indicators/7/annual")->paragraphs == std::vector<std::string>{"=100%"});
}

TEST_CASE("every value knows the cells that name it") {
    const Sheet sheet = lay(seed()).sheet;
    CHECK(header_texts(sheet, *find(sheet, "/fields/unit_name")) == std::vector<std::string>{"单位名称"});
    CHECK(header_texts(sheet, *find(sheet, "/lists/income/2/annual")) ==
          std::vector<std::string>{"部门整体资金（万元）", "收入", "全年预算数", "财政拨款", "一般公共预算资金"});
    CHECK(header_texts(sheet, *find(sheet, "/lists/indicators/31/half_year")) ==
          std::vector<std::string>{"半年指标值", "履职", "组织指导各类科技园区和创新创业载体建设", "高企培育",
                                   "创新主体及创业载体培育工作"});
}

TEST_CASE("fixed rows are printed even where nothing was read; their order is the template's") {
    Form form = empty(jiangsu());
    add_row(form, "income", "其他资金||3");
    add_row(form, "income", "资金总额||4");
    add_row(form, "income", "利息收入||1");
    const Sheet sheet = lay(form).sheet;
    check_form_shown(form, sheet);
    CHECK(find(sheet, "/lists/income/1/item")->row < find(sheet, "/lists/income/0/item")->row);
    CHECK(find(sheet, "/lists/income/2/item")->row > find(sheet, "/lists/income/0/item")->row);
    CHECK(with_text(sheet, "社保基金") != nullptr);
    CHECK(with_text(sheet, "重点工作") != nullptr);  // headers of sections without rows
}

TEST_CASE("first levels in an unusual order keep the order of the source") {
    Form form = empty(jiangsu());
    add_row(form, "indicators", "效益指标|社会效益|||创新环境优化|显著|显著");
    add_row(form, "indicators", "决策|计划制定|||工作计划制定健全性|健全|健全");
    const Sheet sheet = lay(form).sheet;
    check_form_shown(form, sheet);
    CHECK(with_text(sheet, "效益指标")->row < with_text(sheet, "决策")->row);
}

TEST_CASE("what has no place in the template stands below the table") {
    Form form = seed();
    form.fields.push_back({"contact", false, Value::of_text("0519-85681234", {3, 1})});
    form.lists[0].columns.push_back("last_year");
    for (auto& row : form.lists[0].rows) row.push_back({});
    form.lists[0].rows[1].back() = Value::of_text("去年三万");
    List other{"staff", {"name"}, {{Value::of_text("张三")}}};
    form.lists.push_back(other);
    const Composed laid = lay(form);
    check_sheet_facts(laid.sheet);
    check_form_shown(form, laid.sheet);
    check_page_facts(laid.sheet, laid.pages);
    CHECK(std::ranges::count(laid.findings, Code::no_place_in_template, &Finding::code) == 3);
}

TEST_CASE("indicators of another framework are all shown") {
    Form form = empty(jiangsu());
    add_row(form, "indicators", "产出指标|数量指标|||举办培训|≥5次|≥10次");
    add_row(form, "indicators", "产出指标|数量指标|重点|项目|培训人数|≥5人|≥10人");
    const Composed laid = lay(form);
    check_sheet_facts(laid.sheet);
    check_form_shown(form, laid.sheet);
    CHECK(laid.findings.empty());
}

TEST_CASE("live sums where the figures agree") {
    const Composed laid = lay(seed(), jiangsu(), {.formulas = true});
    const SheetCell* subtotal = find(laid.sheet, "/lists/income/1/annual");
    const SheetCell* part = find(laid.sheet, "/lists/income/2/annual");
    CHECK(subtotal->formula == "SUM(" + a1({part->row, part->col}) + ":" + a1({part->row + 2, part->col}) + ")");
    // 68725.09 is not the sum of its parts: a formula would change it.
    CHECK(find(laid.sheet, "/lists/income/0/annual")->formula.empty());
    Form sound = seed();
    sound.lists[0].rows[0][2] = Value::of_amount({Decimal::parse("66866.18"), "66866.18"});
    const Sheet sheet = lay(sound, jiangsu(), {.formulas = true}).sheet;
    const std::string formula = find(sheet, "/lists/income/0/annual")->formula;
    const int top = find(sheet, "/lists/income/0/annual")->row + 1, col = find(sheet, "/lists/income/0/annual")->col;
    CHECK(formula == "SUM(" + a1({top, col}) + "," + a1({top + 4, col}) + ":" + a1({top + 7, col}) + ")");
}

TEST_CASE("findings are drawn on their cells and listed, the worst first") {
    Form form = seed();
    Finding sum = Finding::of(Code::sum_differs, {"合计不符", "sums differ"});
    sum.field = "/lists/income/0/annual";
    sum.explanation = {"差额等于基本支出", "the gap is 基本支出"};
    Finding level = Finding::of(Code::level2_empty, {"没有三级指标", "no third level"});
    level.field = "/lists/indicators/9/level1";  // shown by the cell of row 6
    Finding text = Finding::of(Code::text_truncated, {"截断", "cut"});
    text.field = "/fields/main_duties/14";
    Finding none = Finding::of(Code::satisfaction_missing, {"没有满意度", "no satisfaction"});
    form.findings = {level, none, text, sum};
    const Sheet sheet = lay(form, jiangsu(), {.annotate = true}).sheet;
    CHECK(sheet.annotated);
    CHECK(find(sheet, "/lists/income/0/annual")->severity == 2);
    CHECK(find(sheet, "/lists/income/0/annual")->note == "合计不符\n差额等于基本支出");
    CHECK(with_text(sheet, "过程")->severity == 1);
    CHECK(find(sheet, "/fields/main_duties")->severity == 1);
    REQUIRE(sheet.findings.size() == 4);
    CHECK(sheet.findings[0].code == "sum_differs");
    CHECK(std::ranges::count(sheet.findings, -1, &FindingRow::cell) == 1);
}

TEST_CASE("names and validations for a workbook") {
    const Sheet sheet = lay(seed()).sheet;
    const auto name = [&](std::string_view wished) {
        const auto found = std::ranges::find(sheet.names, wished, &DefinedName::name);
        REQUIRE(found != sheet.names.end());
        return *found;
    };
    CHECK(name("unit_name").row == find(sheet, "/fields/unit_name")->row);
    CHECK(name("expenditures").rows == 19);
    CHECK(name("income").rows == 9);
    CHECK(std::ranges::count(sheet.validations, true, &Validation::number) == 3);  // three amount columns
    CHECK(std::ranges::count(sheet.validations, false, &Validation::number) ==
          6);  // two value columns in three sections
    CHECK(sheet.name == "江苏省部门整体预算绩效目标表");
}

TEST_CASE("a row higher than a workbook allows becomes several, its text in one cell") {
    const Sheet sheet = lay(with_duties(20000)).sheet;
    check_sheet_facts(sheet);
    const SheetCell* duties = find(sheet, "/fields/main_duties");
    CHECK(duties->rows > 10);
    const auto first = static_cast<std::size_t>(duties->row);
    const Style& style = sheet.styles[static_cast<std::size_t>(duties->style)];
    const double leading = style.size * style.line_height;
    for (std::size_t r = first + 1; r + 1 < first + static_cast<std::size_t>(duties->rows); ++r) {
        CHECK(sheet.rows[r].logical == sheet.rows[first].logical);
        const double lines = sheet.rows[r].height / leading;
        CHECK(lines == Approx(std::round(lines)));
    }
}

TEST_CASE("a template whose columns do not fit is refused, not broken") {
    Template bad = jiangsu();
    std::get<FieldRow>(bad.body[0].part).cells[0].label_span = 9;
    Findings findings;
    const auto sheet = compose(seed(), bad, templates().vocabulary, fonts(), {}, findings);
    REQUIRE_FALSE(sheet.has_value());
    CHECK(sheet.error().message.en.find("more columns") != std::string::npos);
}

TEST_CASE("a vertical block label stands upright where its rows are tall enough") {
    Template tall = jiangsu();
    for (Node& node : tall.body) {
        if (auto* block = std::get_if<Block>(&node.part)) block->vertical = true;
    }
    const Composed laid = lay(seed(), tall);
    CHECK(with_text(laid.sheet, "部门整体资金（万元）")->upright);
    check_page_facts(laid.sheet, laid.pages);
}

TEST_CASE("the line above the table says the unit as the template wants it") {
    std::ifstream file(JIXIAO_SOURCE_DIR "/templates/jiangsu/department-overall.xml");
    const std::string xml((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const auto unit_line = [&](const std::string& element) {
        std::string changed = xml;
        changed.insert(changed.find("<subtitle>"), element);
        const auto loaded = load_template({"changed.xml", changed}, templates().vocabulary);
        if (!loaded) FAIL(loaded.error().str(Lang::En));
        for (const SheetCell& cell : lay(seed(), *loaded).sheet.cells) {
            if (cell.field == "/currency_unit") return cell.paragraphs.front();
        }
        return std::string("none");
    };
    CHECK(unit_line("") == "单位：万元");
    CHECK(unit_line("<unit-line>金额单位：人民币{unit}</unit-line>") == "金额单位：人民币万元");
    CHECK(unit_line("<unit-line/>") == "none");
}

// Excel, WPS and LibreOffice set lines by their own fonts, and merged rows do not grow: whatever they take, each line
// must have its room. Noto CJK, the tallest, takes 1.45 of the size a line; DejaVu's digits, the widest, 0.64.
TEST_CASE("rows of a workbook hold their text in any office font") {
    for (const Form& form : {seed(), large(60, 80), with_duties(20000), nearly_empty()}) {
        const Sheet sheet = lay(form).sheet;
        for (const SheetCell& cell : sheet.cells) {
            if (cell.number || cell.paragraphs.empty()) continue;
            const Style& style = sheet.styles[static_cast<std::size_t>(cell.style)];
            const double size = cell.size > 0 ? cell.size : style.size;
            double width = style.align != HAlign::Center && style.padding_x >= 4 ? -4 - 6.75 : -4, height = 0;
            for (int c = cell.col; c < cell.col + cell.cols; ++c)
                width += sheet.columns[static_cast<std::size_t>(c)] * 72 / 25.4;
            for (int r = cell.row; r < cell.row + cell.rows; ++r) height += sheet.rows[static_cast<std::size_t>(r)].height;
            double lines = 0;
            for (const std::string& paragraph : cell.paragraphs) {
                double advance = 0;
                for (const char32_t c : to_code_points(paragraph)) advance += (c < 0x2E80 && c != U'“' && c != U'”' ? 0.64 : 1) * size;
                lines += std::max(1.0, std::ceil(advance / width));
            }
            INFO(cell.field << " " << cell.paragraphs.front());
            CHECK(height + 0.01 >= lines * size * 1.45);
        }
    }
}
