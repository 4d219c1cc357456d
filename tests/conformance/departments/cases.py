"""Workbooks departments really send, each with what must be read from it.

Each function makes one file and says what is expected: the truth (fields, lists), findings of warning or error, notes that
must be there. Written after real ones: who made the file, what the office did to the form.
"""
import copy
import zipfile

from book import (Formula, Number, Rich, STRICT, TRUTH, Sheet, Writer, form_sheet, truth_without_half_year, write)


class Case:
    def __init__(self, name, expected=None, refusal=None, warnings=(), notes=(), forms=1, title=True, unplaced=()):
        self.name, self.expected, self.refusal = name, expected or TRUTH, refusal
        self.warnings, self.notes, self.forms = set(warnings), set(notes), forms
        self.title, self.unplaced = title, list(unplaced)


CASES = []


def case(name, extension="xlsx", **expectation):
    def add(make):
        CASES.append((Case(f"{name}.{extension}", **expectation), make))
        return make
    return add


# ---- who wrote it ----------------------------------------------------------------------------------------------------

@case("excel")
def excel(path):
    write(path, form_sheet())


@case("openpyxl_inline_no_blanks")
def openpyxl_inline(path):
    write(path, form_sheet(), Writer(strings="inline", blanks=False, dimension=False))


@case("poi_absolute_targets")
def poi(path):
    write(path, form_sheet(), Writer(absolute=True))


@case("dotnet_prefixed")
def dotnet(path):
    write(path, form_sheet(), Writer(prefix="x:", bom=True))


@case("strict")
def strict(path):
    write(path, form_sheet(), Writer(strict=True))


@case("sheetjs_str_no_styles")
def sheetjs(path):
    write(path, form_sheet(), Writer(strings="str", styles=False))


@case("no_references")
def no_references(path):
    write(path, form_sheet(), Writer(references=False, dimension=False, strings="inline"))


@case("other_folder")
def other_folder(path):
    write(path, form_sheet(), Writer(folder="工作簿"))


@case("macros", "xlsm", notes=["hidden_content"])
def macros(path):
    write(path, form_sheet(), Writer(
        content_type="application/vnd.ms-excel.sheet.macroEnabled.main+xml", more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        relations=[("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin", False)]))


@case("template", "xltx")
def template(path):
    write(path, form_sheet(), Writer(
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"))


@case("external_links", notes=["hidden_content"])
def external_links(path):
    sheet = form_sheet()
    sheet.cells[sheet.find("上年结转资金")[0], 6] = Formula("[1]决算!$B$3", 500)
    write(path, sheet, Writer(
        relations=[("externalLink", "externalLinks/externalLink1.xml", False)],
        more={"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{STRICT[0]}"/>'}))


@case("comments_validation_formats_protection", notes=["hidden_content"])
def comments(path):
    sheet = form_sheet()
    sheet.after = ('<conditionalFormatting sqref="G7"><cfRule type="cellIs" priority="1" operator="lessThan"><formula>0'
                   '</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" '
                   'sqref="F26"><formula1>"健全,不健全"</formula1></dataValidation></dataValidations>')
    sheet.before = '<sheetPr><tabColor rgb="FFFF0000"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    sheet.relations = [("comments", "../comments1.xml", False)]
    write(path, sheet, Writer(workbook_extra='<workbookProtection lockStructure="1"/>', more={
        "xl/comments1.xml": '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
                            '<comment ref="G7"><text><t>请核实</t></text></comment></commentList></comments>'}))


@case("rich_text_and_phonetic")
def rich_text(path):
    sheet = form_sheet()
    sheet.cells[sheet.find("中长期规划制定健全性")] = Rich(["中长期规划", "制定", "健全性"])
    sheet.cells[sheet.find("整治河道长度")] = Rich(["整治", "河道长度"], phonetic="zhengzhi")
    write(path, sheet)


# ---- where the form lies ---------------------------------------------------------------------------------------------

@case("offset_with_cover_and_notes", notes=["sheet_skipped"])
def offset(path):
    cover = Sheet("封面")
    cover.put(3, 2, "2025年部门整体预算绩效目标", cols=6)
    cover.put(8, 2, "单位（盖章）：淮安市水利局")
    cover.put(9, 2, "填报日期：2025年1月20日")
    notes = Sheet("填表说明")
    for row, text in enumerate(["填表说明", "1.单位名称：填写单位全称。", "2.资金总额：填写全年预算数。", "3.绩效指标：一级指标、二级指标不得修改。",
                                "4.年度目标：概括年度工作。", "5.支出：填写到项目。"]):
        notes.put(row, 0, text)
    sheet = form_sheet()
    sheet.move(4, 3)
    write(path, [cover, notes, sheet])


@case("title_in_row_3", unplaced=["附件2"])
def title_in_row_3(path):
    sheet = form_sheet()
    sheet.move(2, 0)
    sheet.put(0, 0, "附件2")
    write(path, sheet)


@case("blank_rows_and_columns")
def blank_rows_and_columns(path):
    sheet = form_sheet()
    sheet.insert_cols(6)
    sheet.insert_cols(2)
    for text in ("年度目标", "单位主要职能"):
        sheet.insert_rows(sheet.find(text)[0])
    write(path, sheet)


@case("hidden_old_version", notes=["sheet_skipped", "hidden_content"])
def hidden_old_version(path):
    old = copy.deepcopy(TRUTH)
    old["fields"]["unit_name"] = "淮安市水利局（旧）"
    hidden = form_sheet(old, "旧版")
    hidden.state = "veryHidden"
    write(path, [hidden, form_sheet()])


@case("hidden_row_in_list", warnings=["hidden_feeds_field"])
def hidden_row(path):
    sheet = form_sheet()
    sheet.hidden_rows = {sheet.find("防汛物资储备")[0]}
    write(path, sheet)


@case("hidden_helper_column", unplaced=["核对用"])
def hidden_helper_column(path):
    sheet = form_sheet()
    sheet.put(2, 8, "核对用")
    sheet.hidden_cols = {8}
    write(path, sheet)


@case("hidden_row_of_a_field", warnings=["hidden_feeds_field"])
def hidden_field(path):
    sheet = form_sheet()
    sheet.hidden_rows = {sheet.find("机构设置及人员配置")[0]}
    write(path, sheet)


@case("footer_and_notes", unplaced=["填报人：张三", "联系电话：0517-83900000", "填报日期：2025年1月20日",
                                  "注：1.本表由部门填报。2.金额单位为万元。"])
def footer(path):
    sheet = form_sheet()
    last = sheet.rows()
    sheet.put(last, 0, "填报人：张三", cols=2)
    sheet.put(last, 2, "联系电话：0517-83900000", cols=3)
    sheet.put(last, 5, "填报日期：2025年1月20日", cols=2)
    sheet.put(last + 1, 0, "注：1.本表由部门填报。2.金额单位为万元。", cols=7)
    write(path, sheet)


@case("several_forms", forms=3)
def several_forms(path):
    sheets = []
    for name in ("水利局", "河道管理处", "防汛中心"):
        truth = copy.deepcopy(TRUTH)
        truth["fields"]["unit_name"] = name
        sheets.append(form_sheet(truth, name))
    write(path, sheets)


@case("repeated_headers")
def repeated_headers(path):
    sheet = form_sheet()
    at = sheet.find("预算执行率")[0]
    sheet.merges = [m for m in sheet.merges if m[0] < sheet.find("决策")[0] or m[3] > 1]
    header = [(c, v) for (r, c), v in sheet.cells.items() if r == sheet.find("一级指标")[0]]
    sheet.insert_rows(at)
    for col, value in header:
        sheet.put(at, col, value, cols=3 if value == "三级指标" else 1)
    write(path, sheet)


# ---- how labels and merges look --------------------------------------------------------------------------------------

@case("vertical_labels")
def vertical_labels(path):
    tall = {"收入", "支出", "决策", "过程", "履职", "财政拨款"}
    sheet = form_sheet(label=lambda text: "\n".join(text) if text in tall else text)
    for at, value in list(sheet.cells.items()):
        if isinstance(value, str) and value in tall:
            sheet.cells[at] = "\n".join(value)
    write(path, sheet)


@case("labels_with_spaces_colons_breaks")
def odd_labels(path):
    def label(text):
        if text in ("单位名称", "年度目标"):
            return text + "："
        if len(text) in (3, 4):
            return "　".join(text)
        return text[:3] + "\n" + text[3:] if len(text) > 5 else text
    write(path, form_sheet(label=label))


@case("unmerged_values_in_the_first")
def unmerged(path):
    sheet = form_sheet()
    sheet.merges = []
    write(path, sheet, Writer(blanks=False))


@case("unmerged_filled_down")
def filled_down(path):
    sheet = form_sheet()
    for row, col, rows, cols in sheet.merges:
        if rows > 1:
            for r in range(row, row + rows):
                sheet.cells[r, col] = sheet.cells[row, col]
    sheet.merges = [m for m in sheet.merges if m[2] == 1]
    write(path, sheet)


@case("merge_too_short")
def merge_too_short(path):
    sheet = form_sheet()
    row, col = sheet.find("收入")
    sheet.merges = [(r, c, n - 3, m) if (r, c) == (row, col) else (r, c, n, m) for r, c, n, m in sheet.merges]
    row, col = sheet.find("支出")
    sheet.merges = [m for m in sheet.merges if m[:2] != (row, col)]
    write(path, sheet)


@case("merge_too_long", warnings=["source_damaged"])
def merge_too_long(path):
    sheet = form_sheet()  # 过程 reaches over the first cell of the next header, whose text stays below it
    row, col = sheet.find("过程")
    sheet.merges = [(r, c, n + 1, m) if (r, c) == (row, col) else (r, c, n, m) for r, c, n, m in sheet.merges]
    write(path, sheet)


@case("merges_overlap", warnings=["merge_ignored"])
def merges_overlap(path):
    sheet = form_sheet()
    row, col = sheet.find("收入")
    sheet.merges.append((row + 2, col, 40, 1))
    write(path, sheet)


@case("no_half_year_column", warnings=["half_year_blank"], expected=truth_without_half_year())
def no_half_year(path):
    write(path, form_sheet(half_year=False))


# ---- how values look -------------------------------------------------------------------------------------------------

@case("unit_in_own_cell_yuan", notes=["unit_converted"])
def unit_in_own_cell(path):
    sheet = form_sheet(amount=lambda value: Number(round(value * 10000, 2), "#,##0.00"), unit_label="部门整体资金")
    sheet.insert_rows(2)
    sheet.put(2, 6, "单位：元")
    write(path, sheet)


@case("unit_yuan_in_label", notes=["unit_converted"])
def unit_in_label(path):
    write(path, form_sheet(amount=lambda value: Number(round(value * 10000, 2)), unit_label="部门整体资金\n（元）"))


@case("amounts_as_text")
def amounts_as_text(path):
    write(path, form_sheet(amount=lambda value: f"{value:,}".replace(",", "，") if value == 1500 else f"{value:,.2f}"))


@case("accounting_format_and_float_noise")
def float_noise(path):
    code = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
    write(path, form_sheet(amount=lambda value: Number("3518.8499999999999" if value == 3518.85 else value, code)))


@case("totals_as_formulas")
def formulas(path):
    sheet = form_sheet()
    row = sheet.find("小计")[0]
    sheet.cells[row, 6] = Formula("SUM(G9:G11)", 3000)
    sheet.cells[sheet.find("资金总额")[0], 6] = Formula("G8+SUM(G12:G15)", 3518.85)
    write(path, sheet)


@case("formulas_without_results", warnings=["source_damaged", "required_missing"], expected={
    **TRUTH, "income": [["资金总额", None, None]] + TRUTH["income"][1:]})
def uncalculated(path):
    sheet = form_sheet()
    sheet.cells[sheet.find("资金总额")[0], 6] = Formula("G8+SUM(G12:G15)")
    write(path, sheet)


@case("percentages_as_numbers", expected={**TRUTH, "indicators": [
    one[:5] + {"≥45%": ["45%", "100%"], "≤5%": ["5%", "5%"], "≥85%": ["85%", "90%"]}.get(one[5], one[5:])
    for one in TRUTH["indicators"]]})
def percentages(path):
    sheet = form_sheet()
    for at, value in list(sheet.cells.items()):
        if isinstance(value, str) and value.endswith("%"):
            sheet.cells[at] = Number(int(value[1:-1]) / 100, "0%")
    write(path, sheet)


@case("indicator_as_formula")
def literal_formula(path):
    sheet = form_sheet()
    sheet.cells[sheet.find("=100%")] = Formula("100%", 1)
    write(path, sheet)


@case("sign_value_unit_columns", notes=["structure_repaired"], warnings=["half_year_blank"], expected={**truth_without_half_year(), "indicators": [
    one[:5] + [None, one[6]] for one in TRUTH["indicators"]]})
def split_values(path):
    sheet = form_sheet(half_year=False)
    first = sheet.find("一级指标")[0]
    for row in range(first, sheet.rows()):
        value = sheet.cells.pop((row, 6), None)
        if value == "全年指标值":
            parts = "指标符号", "全年指标值", "计量单位"
        elif value[0] in "≥≤=":
            digits = "".join(c for c in value if c.isdigit())
            parts = value[0], Number(digits), value[1 + len(digits):]
        else:
            parts = "定性", value, ""
        for col, part in zip((6, 7, 8), parts):
            if part != "":
                sheet.put(row, col, part)
    write(path, sheet)


@case("dates_1904", unplaced=["填报日期：2025年1月20日"])
def dates_1904(path):
    sheet = form_sheet()
    sheet.put(sheet.rows() + 1, 0, "填报日期：2025年1月20日")
    write(path, sheet, Writer(date1904=True))


# ---- what it is not --------------------------------------------------------------------------------------------------

CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0" + b"\0" * 480


def compound(*names):
    """A compound file [MS-CFB] whose directory has these entries."""
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little") +
                         bytes([5 if name == "Root Entry" else 2]) + b"\0" * 61 for name in names).ljust(512, b"\0")
    head = bytearray(CFB[:512])
    head[48:52] = (0).to_bytes(4, "little")
    head[76:80] = (1).to_bytes(4, "little")
    return bytes(head) + directory + b"\xfe\xff\xff\xff".ljust(512, b"\xff")


@case("encrypted", refusal=["密码"])
def encrypted(path):
    path.write_bytes(compound("Root Entry", "EncryptionInfo", "EncryptedPackage"))


@case("xls_renamed", refusal=[".xls", "soffice", "--via-libreoffice"])
def xls_renamed(path):
    path.write_bytes(compound("Root Entry", "Workbook"))


@case("ods_renamed", refusal=[".ods", "soffice", "--via-libreoffice"])
def ods_renamed(path):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<office:document-content/>")


@case("docx_renamed", refusal=[".docx"])
def docx_renamed(path):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:document/>")


def html_table(sheet):
    covered = {(r + i, c + j) for r, c, n, m in sheet.merges for i in range(n) for j in range(m)} - {m[:2] for m in sheet.merges}
    spans = {m[:2]: m[2:] for m in sheet.merges}
    rows = ""
    for row in range(sheet.rows()):
        rows += "<tr>"
        for col in range(7):
            if (row, col) in covered:
                continue
            n, m = spans.get((row, col), (1, 1))
            value = sheet.cells.get((row, col), "")
            value = value.value if isinstance(value, Number) else value
            rows += f"<td rowspan={n} colspan={m}>{str(value).replace(chr(10), '<br>')}</td>"
        rows += "</tr>\n"
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=1>{rows}</table></body></html>'


@case("html_saved_as", "xls")
def html_saved_as(path):
    path.write_text(html_table(form_sheet()).replace("<html", '<meta charset="gb2312"><html'), encoding="gb18030")


@case("csv_renamed")
def csv_renamed(path):
    sheet, lines = form_sheet(), []
    for row in range(sheet.rows()):
        line = []
        for col in range(7):
            value = sheet.cells.get((row, col), "")
            value = str(value.value if isinstance(value, Number) else value)
            line.append('"' + value.replace('"', '""') + '"' if any(c in value for c in ',"\n') else value)
        lines.append(",".join(line))
    path.write_bytes("\r\n".join(lines).encode("gb18030"))


@case("text_renamed")
def text_renamed(path):
    sheet, lines = form_sheet(), []
    for row in range(sheet.rows()):
        values = [sheet.cells.get((row, col), "") for col in range(7)]
        lines.append("\t".join(str(v.value if isinstance(v, Number) else v).replace("\n", "<br>") for v in values))
    path.write_bytes(b"\xff\xfe" + "\r\n".join(lines).encode("utf-16-le"))
