"""Workbooks as departments hold them, written cell by cell with what each writer does differently.

Knows: one form with its truth, its layout, and OOXML as Excel, WPS, LibreOffice, openpyxl, POI, SheetJS and xlsxwriter
put it down. Does not know: the program under test.
"""
import copy
import dataclasses
import zipfile
from xml.sax.saxutils import escape, quoteattr

TRUTH = {
    "title": "江苏省淮安市部门整体预算绩效目标表",
    "year": 2025,
    "fields": {
        "unit_name": "淮安市水利局",
        "main_duties": ["（一）负责河道整治和防汛抗旱工作。", "（二）指导农村饮水安全工程建设。"],
        "organization": ["内设办公室、规划处，下属单位2个。"],
        "long_term_goal": ["建成安全、清洁的河网。"],
        "annual_goal": ["2025年完成河道整治任务，群众满意。"],
    },
    "income": [
        ["资金总额", None, 3518.85], ["小计", "财政拨款", 3000], ["一般公共预算资金", "财政拨款", 2800.5],
        ["政府性基金", "财政拨款", 199.5], ["财政专户管理资金", "财政拨款", 0], ["国有资本金", None, 0],
        ["社保基金", None, 0], ["上年结转资金", None, 500], ["其他资金", None, 18.85]],
    "expenditures": [
        ["基本支出", 600, 1200.35], ["河道整治工程", 800, 1500], ["防汛物资储备", 100.5, 318.5],
        ["农村饮水安全", 250, 500]],
    "indicators": [
        ["决策", "计划制定", None, None, "中长期规划制定健全性", "健全", "健全"],
        ["决策", "目标设定", None, None, "绩效目标合理性", "合理", "合理"],
        ["过程", "预算执行", None, None, "预算执行率", "≥45%", "=100%"],
        ["过程", "预算执行", None, None, "预算调整率", "≤5%", "≤5%"],
        ["过程", "预算管理", None, None, "预算管理制度健全性", "健全", "健全"],
        ["履职", "负责河道整治和防汛抗旱工作", "河道治理", "河道整治工程", "整治河道长度", "≥5公里", "≥12公里"],
        ["效益指标", "社会效益", None, None, "防洪能力提升程度", "提升", "提升"],
        ["满意度指标", "服务对象满意度", None, None, "群众满意率", "≥85%", "≥90%"]],
}


@dataclasses.dataclass
class Number:
    value: object
    code: str = "General"


@dataclasses.dataclass
class Formula:
    text: str
    cached: object = None  # None: not calculated
    code: str = "General"


@dataclasses.dataclass
class Rich:
    runs: list
    phonetic: str = ""


@dataclasses.dataclass
class Sheet:
    name: str = "整体绩效"
    cells: dict = dataclasses.field(default_factory=dict)  # (row, col) from 0 -> text, Number, Formula, Rich
    merges: list = dataclasses.field(default_factory=list)  # (row, col, rows, cols)
    hidden_rows: set = dataclasses.field(default_factory=set)
    hidden_cols: set = dataclasses.field(default_factory=set)
    state: str = ""
    after: str = ""  # XML behind the merges
    before: str = ""  # XML before sheetData
    relations: list = dataclasses.field(default_factory=list)  # (type, target, external)

    def put(self, row, col, value, rows=1, cols=1):
        self.cells[row, col] = value
        if rows * cols > 1:
            self.merges.append((row, col, rows, cols))

    def find(self, text):
        """The place of the first cell that holds the text."""
        return min(at for at, value in self.cells.items() if value == text)

    def rows(self):
        return 1 + max([r for r, _ in self.cells] + [m[0] + m[2] - 1 for m in self.merges])

    def insert_rows(self, at, count=1):
        move = lambda r: r + count if r >= at else r
        self.cells = {(move(r), c): v for (r, c), v in self.cells.items()}
        self.merges = [(move(r), c, move(r + n - 1) - move(r) + 1, m) for r, c, n, m in self.merges]
        self.hidden_rows = {move(r) for r in self.hidden_rows}

    def insert_cols(self, at, count=1):
        move = lambda c: c + count if c >= at else c
        self.cells = {(r, move(c)): v for (r, c), v in self.cells.items()}
        self.merges = [(r, move(c), n, move(c + m - 1) - move(c) + 1) for r, c, n, m in self.merges]

    def move(self, rows, cols):
        self.insert_rows(0, rows)
        self.insert_cols(0, cols)


def form_sheet(truth=TRUTH, name="整体绩效", half_year=True, label=lambda text: text, amount=Number,
               unit_label="部门整体资金（万元）"):
    """The Jiangsu layout: seven columns, merged as Excel users merge them."""
    sheet, last = Sheet(name), 6
    sheet.put(0, 0, truth["title"], cols=7)
    sheet.put(1, 0, f"（{truth['year']}年度）", cols=7)
    row = 2
    for field, text in (("unit_name", "单位名称"), ("main_duties", "单位主要职能"), ("organization", "机构设置及人员配置")):
        value = truth["fields"][field]
        sheet.put(row, 0, label(text))
        sheet.put(row, 1, value if isinstance(value, str) else "\n".join(value), cols=6)
        row += 1
    money = row
    sheet.put(row, 2, "", cols=4)
    sheet.put(row, last, label("全年预算数"))
    income = row
    row += 1
    for item, group, annual in truth["income"]:
        if group and item == "小计":
            sheet.put(row, 2, label(group), rows=sum(1 for one in truth["income"] if one[1] == group))
        if group:
            sheet.put(row, 3, label(item), cols=3)
        else:
            sheet.put(row, 2, label(item), cols=4)
        sheet.put(row, last, amount(annual))
        row += 1
    sheet.put(income, 1, label("收入"), rows=row - income)
    expenditure = row
    if half_year:
        sheet.put(row, 5, label("半年计划执行数"))
    sheet.put(row, last, label("全年预算数"))
    row += 1
    for item, half, annual in truth["expenditures"]:
        sheet.put(row, 2, item, cols=3)
        if half_year and half is not None:
            sheet.put(row, 5, amount(half))
        sheet.put(row, last, amount(annual))
        row += 1
    sheet.put(expenditure, 1, label("支出"), rows=row - expenditure)
    sheet.put(money, 0, label(unit_label), rows=row - money)
    for field, text in (("long_term_goal", "中长期目标"), ("annual_goal", "年度目标")):
        sheet.put(row, 0, label(text))
        sheet.put(row, 1, "\n".join(truth["fields"][field]), cols=6)
        row += 1
    layout = None
    groups = {}
    for one in truth["indicators"]:
        wide = one[0] == "履职"
        part = "duty" if wide else "effect" if one[0] in ("效益指标", "满意度指标") else "plain"
        if part != layout:
            names = ["一级指标", "二级指标", "重点工作", "对应项目", "三级指标"] if wide else ["一级指标", "二级指标", "三级指标"]
            for col, text in enumerate(names):
                sheet.put(row, col, label(text), cols=3 if text == "三级指标" and not wide else 1)
            if half_year:
                sheet.put(row, 5, label("半年指标值"))
            sheet.put(row, last, label("全年指标值"))
            layout = part
            groups = {}
            row += 1
        for col in range(4 if wide else 2):
            key = (col, *one[:col + 1])
            if key in groups:
                groups[key][1] += 1
            elif one[col]:
                groups[key] = [(row, col), 1]
                sheet.put(row, col, one[col])
        sheet.merges += []
        sheet.put(row, 4 if wide else 2, one[4], cols=1 if wide else 3)
        if half_year:
            sheet.put(row, 5, one[5])
        sheet.put(row, last, one[6])
        for (r, c), count in groups.values():
            sheet.merges = [m for m in sheet.merges if m[:2] != (r, c)]
            if count > 1:
                sheet.merges.append((r, c, count, 1))
        row += 1
    return sheet


def truth_without_half_year():
    truth = copy.deepcopy(TRUTH)
    for one in truth["expenditures"]:
        one[1] = None
    for one in truth["indicators"]:
        one[5] = None
    return truth


# ---- writing ---------------------------------------------------------------------------------------------------------

TRANSITIONAL = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@dataclasses.dataclass
class Writer:
    strings: str = "shared"     # shared, inline, str
    strict: bool = False
    prefix: str = ""            # of the spreadsheet namespace: "x:" as some .NET code writes
    references: bool = True     # r= on cells and rows
    absolute: bool = False      # relationship targets from the root
    blanks: bool = True         # empty cells of merges are written, as Excel does
    styles: bool = True
    dimension: bool = True
    content_type: str = MAIN_TYPE
    bom: bool = False
    folder: str = "xl"
    date1904: bool = False
    more: dict = dataclasses.field(default_factory=dict)      # parts besides
    relations: list = dataclasses.field(default_factory=list)  # of the workbook: (type, target, external)
    workbook_extra: str = ""


def a1(row, col):
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def write(path, sheets, writer=None):
    writer = writer or Writer()
    sheets = sheets if isinstance(sheets, list) else [sheets]
    main, office = STRICT if writer.strict else TRANSITIONAL
    p = writer.prefix
    declare = f'xmlns{":" + p[:-1] if p else ""}="{main}" xmlns:r="{office}"'
    strings, codes = {}, ["General"]

    def tag(name, attributes, inside):
        return f"<{p}{name}{attributes}>{inside}</{p}{name}>" if inside else f"<{p}{name}{attributes}/>"

    def text_xml(value):
        if isinstance(value, Rich):
            runs = "".join(tag("r", "", tag("rPr", "", tag("b", "", "")) + tag("t", ' xml:space="preserve"', escape(run)))
                           for run in value.runs)
            return runs + (tag("rPh", ' sb="0" eb="1"', tag("t", "", escape(value.phonetic))) if value.phonetic else "")
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return tag("t", space, escape(value))

    def cell_xml(row, col, value):
        code = getattr(value, "code", "General")
        if code not in codes:
            codes.append(code)
        at = f' r="{a1(row, col)}"' if writer.references else ""
        if writer.styles and codes.index(code):
            at += f' s="{codes.index(code)}"'
        if value is None or value == "":
            return tag("c", at, "")
        if isinstance(value, Number):
            return tag("c", at, tag("v", "", str(value.value)))
        if isinstance(value, Formula):
            kind = ' t="str"' if isinstance(value.cached, str) else ""
            cached = "" if value.cached is None else tag("v", "", escape(str(value.cached)))
            return tag("c", at + kind, tag("f", "", escape(value.text)) + cached)
        if writer.strings == "inline":
            return tag("c", at + ' t="inlineStr"', tag("is", "", text_xml(value)))
        if writer.strings == "str" and isinstance(value, str):
            return tag("c", at + ' t="str"', tag("v", "", escape(value)))
        index = strings.setdefault(text_xml(value), len(strings))
        return tag("c", at + ' t="s"', tag("v", "", str(index)))

    def sheet_xml(sheet):
        cells = dict(sheet.cells)
        if writer.blanks:
            for row, col, rows, cols in sheet.merges:
                for r in range(row, row + min(rows, 50)):
                    for c in range(col, col + min(cols, 50)):
                        cells.setdefault((r, c), None)
        by_row = {}
        for (row, col), value in cells.items():
            by_row.setdefault(row, {})[col] = value
        if not writer.references:  # then place is counted, and gaps must be written
            for row in range(max(by_row) + 1):
                by_row.setdefault(row, {})
                for col in range(max(by_row[row], default=-1) + 1):
                    by_row[row].setdefault(col, None)
        for row in sheet.hidden_rows:
            by_row.setdefault(row, {})
        body = ""
        for row in sorted(by_row):
            at = f' r="{row + 1}"' if writer.references else ""
            at += ' hidden="1"' if row in sheet.hidden_rows else ""
            body += tag("row", at, "".join(cell_xml(row, col, by_row[row][col]) for col in sorted(by_row[row])))
        dimension = tag("dimension", ' ref="A1:G60"', "") if writer.dimension else ""
        hidden = "".join(tag("col", f' min="{c + 1}" max="{c + 1}" width="9" hidden="1"', "") for c in sorted(sheet.hidden_cols))
        merges = "".join(tag("mergeCell", f' ref="{a1(r, c)}:{a1(r + n - 1, c + m - 1)}"', "") for r, c, n, m in sheet.merges)
        return (HEAD + f"<{p}worksheet {declare}>" + dimension + sheet.before + (tag("cols", "", hidden) if hidden else "") +
                tag("sheetData", "", body) + (tag("mergeCells", f' count="{len(sheet.merges)}"', merges) if merges else "") +
                sheet.after + f"</{p}worksheet>")

    def relations_xml(relations):
        return (HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
            f'<Relationship Id="rId{i}" Type="{kind if ":" in kind else office + "/" + kind}" Target={quoteattr(target)}'
            f'{" TargetMode=" + chr(34) + "External" + chr(34) if external else ""}/>'
            for i, (kind, target, external) in enumerate(relations, 1)) + "</Relationships>")

    x = writer.folder
    here = f"/{x}/" if writer.absolute else ""
    parts = {}
    bodies = [sheet_xml(sheet) for sheet in sheets]
    relations = [("worksheet", f"{here}worksheets/sheet{i}.xml", False) for i in range(1, len(sheets) + 1)]
    entries = "".join(tag("sheet", f' name={quoteattr(sheet.name)} sheetId="{i}"' +
                          (f' state="{sheet.state}"' if sheet.state else "") + f' r:id="rId{i}"', "")
                      for i, sheet in enumerate(sheets, 1))
    if writer.styles:
        relations.append(("styles", f"{here}styles.xml", False))
        formats = "".join(tag("numFmt", f' numFmtId="{163 + i}" formatCode={quoteattr(code)}', "")
                          for i, code in enumerate(codes) if i)
        parts[f"{x}/styles.xml"] = HEAD + f"<{p}styleSheet {declare}>" + tag("numFmts", "", formats) + tag(
            "cellXfs", "", "".join(tag("xf", f' numFmtId="{163 + i if i else 0}" applyNumberFormat="1"', "")
                                   for i in range(len(codes)))) + f"</{p}styleSheet>"
    if strings:
        relations.append(("sharedStrings", f"{here}sharedStrings.xml", False))
        parts[f"{x}/sharedStrings.xml"] = (HEAD + f"<{p}sst {declare}>" +
                                           "".join(tag("si", "", text) for text in strings) + f"</{p}sst>")
    relations += writer.relations
    properties = tag("workbookPr", ' date1904="1"' if writer.date1904 else "", "")
    parts[f"{x}/workbook.xml"] = (HEAD + f"<{p}workbook {declare}>" + properties + writer.workbook_extra +
                                  tag("sheets", "", entries) + f"</{p}workbook>")
    parts[f"{x}/_rels/workbook.xml.rels"] = relations_xml(relations)
    for i, (sheet, body) in enumerate(zip(sheets, bodies), 1):
        parts[f"{x}/worksheets/sheet{i}.xml"] = body
        if sheet.relations:
            parts[f"{x}/worksheets/_rels/sheet{i}.xml.rels"] = relations_xml(sheet.relations)
    parts["_rels/.rels"] = relations_xml([("officeDocument", f"{'/' if writer.absolute else ''}{x}/workbook.xml", False)])
    parts["[Content_Types].xml"] = (
        HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{x}/workbook.xml" ContentType="{writer.content_type}"/></Types>')
    parts.update(writer.more)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            data = content.encode("utf-8") if isinstance(content, str) else content
            entry = zipfile.ZipInfo(name)  # of 1980: the same bytes each time
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, b"\xef\xbb\xbf" + data if writer.bom and name.endswith(".xml") else data)
