#!/usr/bin/env python3
"""Workbooks whose XML or whose cells are broken, hostile or merely odd (ECMA-376-1 18, XML 1.0). Called as
`parts.py PROGRAM FOLDER [NAME]`."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from book import (BOOK, BOOK_RELS, CONTENT, HEAD, MAIN, OFFICE, ROOT_RELS, SHEET, SOUND, STRINGS, STYLES, edited, form_parts, rows,  # noqa: E402
                  sheet_xml, styles_xml, with_part, zip_bytes)
from judge import ANY, READ, REFUSED, SAME, Case, main  # noqa: E402

STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
XML_PARTS = (SHEET, STRINGS, STYLES, BOOK, BOOK_RELS, ROOT_RELS, CONTENT)
READ_PARTS = (SHEET, STRINGS, BOOK, BOOK_RELS)  # without these there is no table


def expected(name, *words):
    """Of a part that cannot be read: without some of them there is still a table."""
    return REFUSED(*words) if name in READ_PARTS else READ("source_damaged") if name != CONTENT else ANY


def book(name, content):
    return zip_bytes(with_part(name, content))


def form(**options):
    return zip_bytes(form_parts(**options))


def is_money(value):
    return re.fullmatch(r"\d+(\.\d+)?", value) is not None


def with_cell(xml):
    """The form with one more cell, far right of the first row."""
    return zip_bytes(edited(SHEET, '<row r="1">', f'<row r="1">{xml}'))


def with_row(xml):
    return zip_bytes(edited(SHEET, "<sheetData>", f"<sheetData>{xml}"))


def after_data(xml):
    return zip_bytes(edited(SHEET, "</sheetData>", f"</sheetData>{xml}"))


def first_amount(xml):
    """The form whose first amount is this cell: `xml` has {} for its reference."""
    return form(cell=lambda ref, value, index: xml.format(ref) if value == "1000.00" else None)


def inline(ref, value, index):
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def strict(text):
    for old, new in STRICT.items():
        text = text.replace(old, new)
    return text


def prefixed(text):
    """Every element of the main namespace with a prefix."""
    text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("<?x:xml", "<?xml")
    return text.replace(' xmlns="', ' xmlns:x="')


def encoded(text, encoding, mark=b"", declared="UTF-16"):
    return mark + text.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(encoding)


def everywhere(change, names=XML_PARTS):
    return zip_bytes({name: change(content) if name in names else content for name, content in form_parts().items()})


def nested(name, depth=300_000):
    def make():
        return book(name, lambda text: re.sub(r"(<(?!\?)[^>]*>)", lambda m: m[1] + "<a>" * depth + "</a>" * depth, text, count=1))
    return make


def repeated(before, piece, count, name=SHEET):
    return lambda: zip_bytes(edited(name, before, before + piece * count))


def attributes(count):
    return lambda: zip_bytes(edited(SHEET, '<row r="1">', '<row r="1" ' + " ".join(f'a{i}="1"' for i in range(count)) + ">"))


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij")) + "]>"
FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def doctype(text, dtd, use=""):
    text = text.replace("?>\n", f"?>{dtd}", 1)
    return text.replace("</", f"{use}</", 1)


def numbers(change):
    return form(cell=lambda ref, value, index: f'<c r="{ref}"><v>{change(value)}</v></c>' if is_money(value) else None)


def shown(value):
    """What a number cell of General shows."""
    return value


TWO = [["江苏省南州市部门整体预算绩效目标表"], *rows()[1:]]

CASES = [
    # ---- legal oddities: the figures must be right
    Case("inline strings", form(cell=inline), SAME),
    Case("formula strings", form(cell=lambda ref, value, index: f'<c r="{ref}" t="str"><f>"{value}"</f><v>{value}</v></c>'), SAME),
    Case("rows without r", zip_bytes(with_part(SHEET, lambda t: re.sub(r'<row r="\d+">', "<row>", t))), SAME),
    Case("no r at all", zip_bytes(with_part(SHEET, "".join([
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>', *("<row>" + "".join(
            f"<c t='inlineStr'><is><t>{value}</t></is></c>" if value else "<c/>" for value in values) + "</row>" for values in rows()),
        "</sheetData></worksheet>"]))), SAME),
    Case("rows backwards", zip_bytes(with_part(SHEET, lambda t: re.sub(
        r"(<sheetData>)(.*)(</sheetData>)", lambda m: m[1] + "".join(reversed(re.findall(r"<row.*?</row>", m[2]))) + m[3], t))), SAME),
    Case("cells backwards", form(row=lambda number, cells: f'<row r="{number}">{"".join(reversed(re.findall("<c .*?</c>", cells)))}</row>'), SAME),
    Case("rich text", zip_bytes(with_part(STRINGS, lambda t: re.sub(
        r"<t>(.)([^<]*)</t>", r"<r><rPr><b/></rPr><t>\1</t></r><r><t>\2</t></r>", t))), SAME),
    Case("phonetic runs", zip_bytes(with_part(STRINGS, lambda t: t.replace("</t></si>", '</t><rPh sb="0" eb="1"><t>YIN</t></rPh></si>'))), SAME),
    Case("CDATA", zip_bytes(with_part(STRINGS, lambda t: re.sub(r"<t>([^<]*)</t>", r"<t><![CDATA[\1]]></t>", t))), SAME),
    Case("comments in texts", zip_bytes(with_part(STRINGS, lambda t: re.sub(r"<t>(.)", r"<t>\1<!-- x -->", t))), SAME),
    Case("character references", zip_bytes(with_part(STRINGS, lambda t: re.sub(
        r"<t>([^<]*)</t>", lambda m: "<t>" + "".join(f"&#x{ord(c):X};" for c in m[1]) + "</t>", t))), SAME),
    Case("_x escapes", zip_bytes(with_part(STRINGS, lambda t: re.sub(
        r"<t>([^<]*)</t>", lambda m: "<t>" + "".join(f"_x{ord(c):04X}_" for c in m[1]) + "</t>", t))), SAME),
    Case("white space between elements", everywhere(lambda t: t.replace("><", ">\r\n  <") if "<t>" not in t else t), SAME),
    Case("single quotes", everywhere(lambda t: t.replace('"', "'")), SAME),
    Case("no declarations", everywhere(lambda t: t.replace(HEAD, "")), SAME),
    Case("standalone no", everywhere(lambda t: t.replace('standalone="yes"', 'standalone="no"')), SAME),
    Case("byte order marks", everywhere(lambda t: "\ufeff" + t), SAME),
    Case("UTF-16LE parts", everywhere(lambda t: encoded(t, "utf-16-le", b"\xff\xfe")), SAME),
    Case("UTF-16BE parts", everywhere(lambda t: encoded(t, "utf-16-be", b"\xfe\xff")), SAME),
    Case("UTF-16 parts without marks", everywhere(lambda t: encoded(t, "utf-16-le")), SAME),
    Case("UTF-16 parts that say UTF-8", everywhere(lambda t: encoded(t, "utf-16-le", b"\xff\xfe", "UTF-8")), SAME),
    Case("UTF-8 parts that say UTF-16", everywhere(lambda t: encoded(t, "utf-8")), SAME),
    Case("UTF-8 parts that say GB2312", everywhere(lambda t: encoded(t, "utf-8", declared="GB2312")), SAME),
    Case("strict namespaces", everywhere(strict), SAME),
    Case("prefixes", everywhere(prefixed, (SHEET, STRINGS, STYLES)), SAME),
    Case("prefixes everywhere", everywhere(prefixed), SAME),
    Case("no namespaces", everywhere(lambda t: re.sub(r' xmlns="[^"]*"', "", t)), ANY),
    Case("alternate content", zip_bytes(edited(SHEET, "<sheetData>", '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
         'markup-compatibility/2006"><mc:Choice Requires="x14"><sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData></mc:Choice>'
         '<mc:Fallback/></mc:AlternateContent><sheetData>')), SAME),
    Case("unknown elements and attributes", zip_bytes(edited(SHEET, "<sheetData>", '<future xmlns="urn:x"><c r="A1"><v>1</v></c></future><sheetData>',
         with_part(SHEET, lambda t: t.replace("<row ", '<row xmlns:q="urn:q" q:new="1" spans="1:7" ht="15" customHeight="1" ')))), SAME),
    Case("processing instructions", everywhere(lambda t: t.replace(HEAD, HEAD + '<?mso-application progid="Excel.Sheet"?>')), SAME),
    Case("trailing white space", everywhere(lambda t: t + "\n\n  "), SAME),
    Case("lower case references", zip_bytes(with_part(SHEET, lambda t: re.sub(r'<c r="(\w)', lambda m: f'<c r="{m[1].lower()}', t))), ANY),
    Case("shared strings with counts that lie", zip_bytes(with_part(STRINGS, lambda t: re.sub(r'(count|uniqueCount)="\d+"', r'\1="99999999999"', t))), SAME),
    *[Case(f"dimension {ref or 'empty'}", zip_bytes(edited(SHEET, "<sheetData>", f'<dimension ref="{ref}"/><sheetData>')), SAME)
      for ref in ("A1", "A1:XFD1048576", "Z100:AA200", "", "nonsense", "A1:A1:A1", "A-1:B-2")],
    Case("amounts as numbers", numbers(str), SAME),
    Case("amounts in scientific notation", numbers(lambda v: f"{float(v):E}"), SAME),
    Case("amounts with 17 digits", numbers(lambda v: f"{v}{'' if '.' in v else '.0'}00000000001" if float(v) > 100 else v), ANY),
    Case("empty cells with styles everywhere", zip_bytes(with_part(SHEET, lambda t: t.replace("</row>", "".join(
        f'<c r="{c}1" s="0"/>' for c in "") + "</row>"))), SAME),
    Case("a thousand empty columns", zip_bytes(edited(SHEET, "<sheetData>", '<cols><col min="1" max="16384" width="9"/></cols><sheetData>')), SAME),
    Case("sheet views, filters, protection", after_data('<sheetProtection password="CC1A" sheet="1"/><autoFilter ref="A1:G30"/><pageMargins left="1"/>'), SAME),
    Case("merges as printed", after_data('<mergeCells count="99"><mergeCell ref="A1:G1"/><mergeCell ref="B3:G3"/></mergeCells>'), SAME),
    # ---- XML: broken
    *[Case(f"{what} in {name}", book(name, change), expected(name))
      for name in XML_PARTS for what, change in {
          "nothing": lambda t: "", "blanks": lambda t: " \n ", "half": lambda t: t[:len(t) * 2 // 3], "text after it": lambda t: t + "x",
          "invalid UTF-8": lambda t: t.encode()[:-30] + b"\xff\xc0\x80" + t.encode()[-30:],
          "NUL": lambda t: t.encode()[:-30] + b"\0" + t.encode()[-30:], "mail dots": lambda t: t.replace("</", "<\\/"),
          "an unknown entity": lambda t: re.sub(r"</(\w+)>\s*$", r"&nbsp;</\1>", t),
          "a DTD": lambda t: doctype(t, "<!DOCTYPE a>"), "a billion laughs": lambda t: doctype(t, LAUGHS, "&j;"),
          "a file": lambda t: doctype(t, FILE, "&x;"),
          "a DTD of the network": lambda t: doctype(t, '<!DOCTYPE a PUBLIC "-//x" "http://example.com/a.dtd">')}.items()],
    *[Case(f"300,000 deep in {name}", nested(name), expected(name, "xml_depth")) for name in XML_PARTS],
    Case("a million attributes", attributes(1_000_000), REFUSED()),
    Case("2,000 attributes", attributes(2_000), REFUSED("xml_attributes")),
    Case("the same attribute twice", zip_bytes(edited(SHEET, '<row r="1"', '<row r="1" r="2"')), REFUSED(SHEET)),
    Case("an attribute of 60 MB", lambda: zip_bytes(edited(SHEET, '<row r="1"', f'<row r="1" x="{"x" * 60_000_000}"')), REFUSED()),
    Case("a name of 10 MB", lambda: zip_bytes(edited(SHEET, "<sheetData>", f"<sheetData><{'n' * 10_000_000}/>")), ANY),
    Case("a comment of 60 MB", lambda: zip_bytes(edited(SHEET, "<sheetData>", f"<!--{'-x' * 30_000_000}--><sheetData>")), ANY),
    Case("a million namespaces", lambda: zip_bytes(edited(SHEET, "<sheetData>", "<sheetData" + "".join(
        f' xmlns:n{i}="urn:{i}"' for i in range(1_000_000)) + ">")), REFUSED()),
    Case("a million names", lambda: zip_bytes(edited(SHEET, "<sheetData>", "<sheetData>" + "".join(f"<e{i}/>" for i in range(1_000_000)))), ANY),
    Case("five million elements", repeated("<sheetData>", "<row/>", 5_000_000), ANY),
    Case("a text of 60 MB", lambda: zip_bytes(edited(STRINGS, "<t>", f"<t>{'长' * 20_000_000}")), REFUSED()),
    Case("texts of half a MB", lambda: zip_bytes(edited(STRINGS, "</sst>", f"<si><t>{'长' * 160_000}</t></si>" * 100 + "</sst>")), ANY),
    Case("a million runs", lambda: zip_bytes(edited(STRINGS, "<si>", "<si>" + "<r><t>长</t></r>" * 1_000_000)), ANY),
    *[Case(f"reference {ref}", zip_bytes(edited(STRINGS, "<t>", f"<t>{ref}")), REFUSED()) for ref in ("&#0;", "&#x1;", "&#xFFFF;", "&#xD800;", "&#x110000;",
                                                                                                    "&#99999999999;", "&#;", "&;", "&x")],
    *[Case(f"escape {escape}", zip_bytes(edited(STRINGS, "<t>", f"<t>{escape}")), ANY) for escape in
      ("_x0000_", "_x001B_[31m", "_xD800_", "_xDC00__xD800_", "_xFFFF_", "_x202E_", "_xZZZZ_", "_x005F_x0041_", "_x", "_x0041", "_x0007_" * 1000)],
    Case("another root", book(SHEET, f'<chartsheet xmlns="{MAIN}"/>'), ANY),
    Case("HTML as a sheet", book(SHEET, "<html><body><br>&nbsp;</body></html>"), REFUSED()),
    Case("JSON as a sheet", book(SHEET, '{"a": 1}'), REFUSED()),
    # ---- cells
    *[Case(f"cell at {ref[:20] or 'nowhere'}", with_cell(f'<c r="{ref}" t="inlineStr"><is><t>远</t></is></c>'), ANY) for ref in (
        "XFD1048576", "XFE1", "A1048577", "ZZZZZZ1", "A0", "A-1", "1A", "", "A", "1", "$A$1", "A1:B2", "R1C1", "ÄÄ1", "A1 ", "A" * 100_000 + "1",
        "A" + "9" * 100_000, "A4294967297", "A18446744073709551617")],
    *[Case(f"string {index[:20] or 'empty'}", first_amount(f'<c r="{{}}" t="s"><v>{index}</v></c>'), READ("source_damaged")) for index in (
        "-1", "99999", "99999999999999999999", "abc", "1.5", "1e2", "0x1", "NaN", "١")],
    *[Case(f"string {index!r}", first_amount(f'<c r="{{}}" t="s"><v>{index}</v></c>'), ANY) for index in ("", " 3 ", "+3", "003")],
    *[Case(f"number {value[:20] or 'empty'}", first_amount(f'<c r="{{}}"><v>{value}</v></c>'), ANY) for value in (
        "1e308", "-1e308", "1e309", "1e-320", "NaN", "nan", "INF", "-Infinity", "1,000", "--1", "1e", "0x10", "１２", "9" * 400, "0." + "1" * 400,
        "1e99999999999", "", " 1000 ", "+1000", "1_000", "TRUE", "-0", "1000\n")],
    *[Case(f"style {style}", first_amount(f'<c r="{{}}" s="{style}"><v>1000</v></c>'), ANY) for style in ("-1", "1", "999999", "x", "99999999999999", "")],
    *[Case(f"type {kind or 'empty'}", first_amount(f'<c r="{{}}" t="{kind}"><v>1000</v></c>'), ANY) for kind in ("zz", "", "b", "e", "d", "str", "n", "S")],
    *[Case(f"date {value}", first_amount(f'<c r="{{}}" t="d"><v>{value}</v></c>'), ANY) for value in (
        "2024-13-45", "0000-00-00", "99999-01-01", "2024-02-30T25:61:61", "-1", "2024-03-15T08:30:00Z", "T", "")],
    Case("no value", first_amount('<c r="{}"/>'), ANY), Case("two values", first_amount('<c r="{}"><v>1000</v><v>2</v></c>'), ANY),
    Case("an inline string without text", first_amount('<c r="{}" t="inlineStr"/>'), ANY),
    Case("an error cell of our own", first_amount('<c r="{}" t="e"><v>#大错!</v></c>'), ANY),
    Case("the same cell twice", zip_bytes(edited(SHEET, '<row r="1">', '<row r="1"><c r="A1"><v>5</v></c>')), ANY),
    *[Case(f"row {number[:12] or 'empty'}", with_row(f'<row r="{number}"><c t="inlineStr"><is><t>甲</t></is></c></row>'), ANY) for number in (
        "0", "-5", "1048577", "99999999999", "x", "", "1.5", "1048576")],
    *[Case(f"merge {ref[:20] or 'empty'}", after_data(f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'), ANY) for ref in (
        "A1:XFD1048576", "A1:A1048576", "A1:XFD1", "G3:B3", "B3", "B3:B3", "A:A", "1:1", "", "#REF!", "A0:B0", "XFD1048576:XFE1048577", "B3:G3:H9",
        "B3:" + "G" * 10_000, "C7:D9 E7:F9")],
    Case("merges that overlap", after_data("<mergeCells>" + "".join(f'<mergeCell ref="A{i}:G{i + 2}"/>' for i in range(3, 30)) + "</mergeCells>"), ANY),
    Case("200,000 merges", lambda: after_data("<mergeCells>" + "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(100, 200_100)) + "</mergeCells>"),
         REFUSED("merges")),
    Case("a merge on every column", lambda: after_data("<mergeCells>" + "".join(
        f'<mergeCell ref="{chr(65 + i // 26)}{chr(65 + i % 26)}100:{chr(65 + i // 26)}{chr(65 + i % 26)}1048576"/>' for i in range(500)) + "</mergeCells>"), ANY),
    Case("the whole sheet merged over the form", after_data('<mergeCells><mergeCell ref="A1:G60"/></mergeCells>'), ANY),
    *[Case(f"columns {low} to {high}", zip_bytes(edited(SHEET, "<sheetData>", f'<cols><col min="{low}" max="{high}" hidden="1"/></cols><sheetData>')), ANY)
      for low, high in (("0", "0"), ("-5", "99999999"), ("16384", "1"), ("x", "y"), ("1", "99999999999999999999"))],
    Case("two million columns", lambda: zip_bytes(edited(SHEET, "<sheetData>", "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 500_000 + "</cols><sheetData>")), ANY),
    *[Case(f"formula {what}", first_amount(f'<c r="{{}}">{xml}</c>'), ANY) for what, xml in {
        "without a result": "<f>SUM(A1:A9)</f>", "that runs a command": "<f>cmd|' /C calc'!A0</f><v>1000</v>", "of the network":
        '<f>WEBSERVICE("http://example.com")</f><v>1000</v>', "shared with nobody": '<f t="shared" si="7"/><v>1000</v>', "of a bad group":
        '<f t="shared" si="-1">A1</f><v>1000</v>', "of a huge group": '<f t="shared" si="99999999999">A1</f><v>1000</v>', "of an array":
        '<f t="array" ref="A1:XFD1048576">A1</f><v>1000</v>', "of a data table": '<f t="dataTable" ref="A1:B2" r1="Z9"/><v>1000</v>', "of 9,000 letters":
        f"<f>{'A' * 9000}</f><v>1000</v>", "of brackets": f"<f>{'(' * 5000}</f><v>1000</v>", "empty": "<f/><v>1000</v>"}.items()],
    Case("shared formula moved beyond the sheet", zip_bytes(edited(SHEET, "</sheetData>", '<row r="100"><c r="A100"><f t="shared" ref="A100:A101" si="0">'
         'XFD1048576+A1</f><v>1</v></c><c r="XFC100"><f t="shared" si="0"/><v>1</v></c></row></sheetData>')), ANY),
    *[Case(f"format {i}", zip_bytes(with_part(STYLES, styles_xml([code]), with_part(
        SHEET, form_parts(cell=lambda ref, value, index: f'<c r="{ref}" s="1"><v>{value}</v></c>' if is_money(value) else None)[SHEET]))), ANY)
      for i, code in enumerate((
          "0%", '"¥"#,##0.00', "[Red]0;[Blue]-0;;@", "[", "[[[[[", '"', "\\", "_", "*", "[>=1e999]0", "[<-]0", ";;;;;;;;", "0" * 900, "#" * 1100, "?/?" * 300,
          "yyyy-mm-dd", "[h]:mm:ss.000000000000", "[$-804]aaaa", "[DBNum2]0", "[DBNum9]0", "E+E+E+", "0.0E+9999", "@@@@", "General" * 100, "0,,,,,,,,", "%" * 500,
          "e" * 1000, "上午/下午h时", "[$€-2]0", "[Color99]0", "\x00".replace("\x00", "&#10;"), "0 ?/0", "# ??/???????????????", "mmmmmmmm", "[ss]"))],
    *[Case(f"serial {value} as a date", zip_bytes(with_part(STYLES, styles_xml(["yyyy-mm-dd hh:mm:ss"]), with_part(SHEET, form_parts(
        cell=lambda ref, text, index: f'<c r="{ref}" s="1"><v>{value}</v></c>' if text == "1000.00" else None)[SHEET]))), ANY)
      for value in ("-1", "0", "60", "2958465.99999999", "2958466", "1e300", "-1e300", "0.9999999999")],
    # ---- the workbook
    *[Case(f"sheet named {what}", zip_bytes(edited(BOOK, 'name="整体绩效"', f'name="{name}"')), ANY) for what, name in {
        "nothing": "", "a path": "../../../../tmp/evil", "all that is forbidden": "a/b\\c?d*e[f]g:h", "an escape": "_x001B_[31mred", "around": "\u202egpj.exe",
        "markup": "&lt;script&gt;alert(1)&lt;/script&gt;", "a formula": "=1+1", "with line breaks": "a&#10;b&#13;c", "at length": "名" * 100_000, "C1": "a\x9b31mb",
        "zero width": "\u200b", "dots": ".."}.items()],
    *[Case(f"two forms in sheets named {what}", zip_bytes(with_part(BOOK, lambda t: re.sub(r"<sheet .*?/>", lambda m: "".join(
        f'<sheet name="{n}" sheetId="{i}" r:id="rId1"/>' for i, n in enumerate(names, 1)), t))), ANY) for what, names in {
        "alike": ("甲", "甲"), "nothing": ("", ""), "as paths": ("../../evil", "/etc/evil"), "as dots": ("..", "."), "at length": ("名" * 300, "名" * 301),
        "in two cases": ("a", "A"), "with escapes": ("a_x001B_b", "a_x0007_b")}.items()],
    Case("sheet of no name", zip_bytes(edited(BOOK, ' name="整体绩效"', "")), ANY), Case("sheet of no relationship", zip_bytes(edited(BOOK, ' r:id="rId1"', "")), REFUSED()),
    Case("1,500 sheets", zip_bytes(with_part(BOOK, lambda t: re.sub(r"<sheet .*?/>", lambda m: "".join(
        f'<sheet name="s{i}" sheetId="{i}" r:id="rId1"/>' for i in range(1500)), t))), REFUSED("sheets")),
    Case("500 sheets of one part", zip_bytes(with_part(BOOK, lambda t: re.sub(r"<sheet .*?/>", lambda m: "".join(
        f'<sheet name="s{i}" sheetId="{i}" r:id="rId1"/>' for i in range(500)), t))), ANY,
        command=["check", "{in}"]),
    Case("only hidden sheets", zip_bytes(edited(BOOK, "sheetId", 'state="veryHidden" sheetId')), READ("hidden")),
    Case("1904", zip_bytes(edited(BOOK, "<sheets>", '<workbookPr date1904="nonsense"/><sheets>')), SAME),
    Case("the form's cells all hidden", zip_bytes(with_part(SHEET, lambda t: t.replace("<row ", '<row hidden="1" '))), ANY),
    Case("a million cells of nothing", lambda: zip_bytes(edited(SHEET, "<sheetData>", "<sheetData>" + "<row>" +
         "<c/>" * 1_000_000 + "</row>")), ANY),
    Case("two million cells", lambda: zip_bytes(edited(SHEET, "<sheetData>", "<sheetData>" + ("<row>" + "<c><v>1</v></c>" * 1000 + "</row>") * 2000)), REFUSED("cells")),
    # ---- characters
    Case("bidirectional override in a cell", zip_bytes(edited(STRINGS, "水资源处", "水\u202e资源处")), READ("control_character", "U+202E")),
    Case("bidirectional isolates in a cell", zip_bytes(edited(STRINGS, "水资源处", "水\u2066资源\u2069处")), READ("control_character", "U+2066")),
    Case("zero width in a cell", zip_bytes(edited(STRINGS, "水资源处", "水\u200b资源\ufeff处")), READ("U+200B"), command=["check", "{in}"]),
    Case("lost characters in a cell", zip_bytes(edited(STRINGS, "水资源处", "水\ufffd源处")), READ("replacement_character")),
    Case("zero width in labels", zip_bytes(with_part(STRINGS, lambda t: t.replace("单位名称", "单\u200b位名\u200b称"))), READ("U+200B"), command=["check", "{in}"]),
]

if __name__ == "__main__":
    sys.exit(main(CASES, SOUND))
