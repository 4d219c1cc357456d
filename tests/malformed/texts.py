#!/usr/bin/env python3
"""Texts that are broken, hostile or merely odd: encodings, characters, tags, quotes, word boxes. Called as
`texts.py PROGRAM FOLDER [NAME]`."""

import base64
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from book import SOUND, rows  # noqa: E402
from judge import ANY, READ, REFUSED, SAME, Case, main  # noqa: E402

TEXT = SOUND.decode()
NOISE = random.Random(11).randbytes
TABLE = "<table>" + "".join("<tr>" + "".join(f"<td>{v}</td>" for v in r) + "</tr>" for r in rows()) + "</table>"
PAGE = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>{TABLE}</body></html>"
PLACE = "水资源处"


def text(name, content, expect=ANY, file="a.txt", **more):
    return Case(name, content if callable(content) or isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"), expect, file, **more)


def with_text(piece):
    assert PLACE in TEXT
    return TEXT.replace(PLACE, f"水{piece}资源处")


def page(name, content, expect=ANY, **more):
    return text(name, content, expect, "a.html", **more)


def in_cell(piece):
    return PAGE.replace(PLACE, f"水{piece}资源处")


def before_table(piece):
    return PAGE.replace("<table>", piece + "<table>", 1)


def big(piece, count, before="", after=""):
    return lambda: (before + piece * count + after).encode()


def tesseract(rows_of_numbers):
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    return head + "".join(f"5\t{p}\t1\t1\t1\t{i}\t{l}\t{t}\t{w}\t{h}\t{c}\t{word}\n" for i, (p, l, t, w, h, c, word) in enumerate(rows_of_numbers, 1))


WORDS = ["江苏省南州市部门整体预算绩效目标表", "单位名称", "南州市水务局", "年度目标", "资金总额", "1000.00"]
EDGES = {"negative": -5, "zero": 0, "huge": 2147483647, "beyond int": 99999999999999, "minus int": -2147483648, "fraction": 1.5, "nan": "nan", "inf": "inf",
         "1e300": "1e300", "text": "x", "empty": ""}


def boxes(value, field):
    out = []
    for i, word in enumerate(WORDS):
        box = [1, 10 + 200 * (i % 2), 100 + 30 * (i // 2), 150, 20, 96, word]
        box[field] = value
        out.append(box)
    return tesseract(out)


def bbox(value):
    return ('<html><body><doc><page width="595" height="842">' + "".join(
        f'<word xMin="{value}" yMin="{100 + i}" xMax="{value}" yMax="{value}">{word}</word>' for i, word in enumerate(WORDS)) + "</page></doc></body></html>")


def hocr(value):
    return "<html><body><div class='ocr_page'>" + "".join(
        f"<span class='ocrx_word' title='bbox {value} {value} {value} {value}; x_wconf {value}'>{word}</span>" for word in WORDS) + "</div></body></html>"


CASES = [
    text("plain", SOUND, SAME),
    # ---- encodings
    text("GB18030", TEXT.encode("gb18030"), SAME), text("GBK", TEXT.encode("gbk"), SAME),
    text("UTF-16LE with a mark", b"\xff\xfe" + TEXT.encode("utf-16-le"), SAME), text("UTF-16BE with a mark", b"\xfe\xff" + TEXT.encode("utf-16-be"), SAME),
    text("UTF-16LE without", TEXT.encode("utf-16-le"), SAME), text("UTF-16BE without", TEXT.encode("utf-16-be"), SAME),
    text("UTF-8 with a mark", b"\xef\xbb\xbf" + SOUND, SAME), text("UTF-8 with two marks", b"\xef\xbb\xbf" * 2 + SOUND, SAME),
    text("marks inside", TEXT.replace("\n", "\n\ufeff"), ANY), text("UTF-32", TEXT.encode("utf-32"), ANY),
    text("UTF-16 of an odd size", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x0a", ANY),
    text("UTF-16 that is cut", b"\xff\xfe" + TEXT.encode("utf-16-le")[:1001], ANY),
    text("UTF-16 with lone surrogates", b"\xff\xfe" + TEXT.encode("utf-16-le").replace("水".encode("utf-16-le"), b"\x00\xd8", 1), READ("replacement_character")),
    text("UTF-16 with surrogates in the wrong order", b"\xff\xfe" + TEXT.encode("utf-16-le").replace("水".encode("utf-16-le"), b"\x00\xdc\x00\xd8", 1),
         READ("replacement_character")),
    text("only a mark", b"\xff\xfe", REFUSED()), text("only a UTF-8 mark", b"\xef\xbb\xbf", REFUSED()),
    text("two encodings", TEXT.encode()[:900] + TEXT.encode("gb18030")[600:], ANY), text("UTF-7", TEXT.encode("utf-7"), ANY),
    text("quoted-printable", "".join(f"={b:02X}" for b in SOUND), ANY), text("base64", base64.encodebytes(SOUND), REFUSED()),
    text("CESU-8", with_text("\ud842\udfb7"), ANY), text("a lone surrogate in UTF-8", with_text("\ud842"), ANY),
    text("overlong", SOUND.replace("水".encode(), b"\xc0\xaf", 1), ANY), text("beyond Unicode", SOUND.replace("水".encode(), b"\xf4\x90\x80\x80", 1), ANY),
    text("invalid bytes in a cell", SOUND.replace(PLACE.encode(), b"\xe6\xb0\xff\xfe"), ANY), text("cut in a character", SOUND[:-2], ANY),
    text("noise behind it", SOUND + NOISE(4000), ANY), text("noise before it", NOISE(4000) + SOUND, ANY),
    text("half its bytes lost", bytes(b for i, b in enumerate(SOUND) if i % 2), ANY),
    # ---- line ends and white space
    text("CR LF", TEXT.replace("\n", "\r\n"), SAME), text("CR", TEXT.replace("\n", "\r"), SAME), text("no last line end", TEXT.rstrip(), SAME),
    text("NEL", TEXT.replace("\n", "\x85"), ANY), text("line separators", TEXT.replace("\n", "\u2028"), ANY), text("form feeds", TEXT.replace("\n", "\n\f"), ANY),
    text("blank lines between", TEXT.replace("\n", "\n\n"), ANY), text("a hundred blank lines before it", "\n" * 100 + TEXT, ANY),
    text("tabs behind each line", TEXT.replace("\n", "\t\t\t\t\n"), SAME), text("blanks around cells", TEXT.replace("\t", " \t "), SAME),
    text("NBSP around cells", TEXT.replace("\t", "\u00a0\t\u3000"), SAME),
    # ---- characters
    text("NUL", with_text("\0"), REFUSED("NUL")), text("NUL at the end", SOUND + b"\0", REFUSED("NUL")), text("NULs everywhere", SOUND.replace(b"\t", b"\0"), REFUSED()),
    *[text(f"{what}", with_text(piece), READ("control_character", code)) for what, piece, code in (
        ("override", "\u202e", "U+202E"), ("embedding", "\u202a", "U+202A"), ("isolate", "\u2067", "U+2067"), ("mark", "\u200f", "U+200F"), ("escape", "\x1b[31m", "U+001B"),
        ("bell", "\a", "U+0007"), ("backspace", "\b", "U+0008"), ("delete", "\x7f", "U+007F"), ("C1", "\x9b31m", "U+009B"), ("tag characters", "\U000e0041\U000e0042", "U+E0041"))],
    *[text(f"zero width {name}", with_text(piece), READ(name), command=["check", "{in}"]) for name, piece in {
        "U+200B": "\u200b", "U+FEFF": "\ufeff", "U+2060": "\u2060"}.items()],
    text("overrides everywhere", "".join(f"\u202e{c}" for c in TEXT), ANY), text("zero width everywhere", "".join(f"{c}\u200b" for c in TEXT), ANY),
    text("zero width joiners", with_text("\u200d\u200c"), ANY), text("a window title", with_text("\x1b]0;evil\a"), READ("control_character")),
    text("noncharacters", with_text("\uffff\ufdd0\U0010ffff"), ANY), text("private use", with_text("\ue000\U000f0000"), ANY),
    text("lost characters", with_text("\ufffd\ufffd"), READ("replacement_character")), text("100,000 accents", big("\u0301", 100_000, with_text("a"), "\n"), ANY),
    text("emoji families", with_text("👨‍👩‍👧‍👦" * 200), ANY), text("variation selectors", with_text("\ufe0f\U000e0100"), ANY), text("Arabic", with_text("السلام"), ANY),
    text("Hangul fillers", with_text("\u3164\u115f"), ANY), text("every control", with_text("".join(map(chr, [*range(1, 9), *range(14, 32)]))), READ("control_character")),
    text("Zalgo", with_text("水\u0300\u0301\u0302\u0303\u0304" * 500), ANY),
    # ---- sizes
    text("a line of 60 MB", big("长", 20_000_000), REFUSED("text_line_bytes")), text("a line of 60 MB in the form", lambda: with_text("长" * 20_000_000).encode(),
                                                                                 REFUSED("text_line_bytes")),
    text("a million tabs", big("\t", 1_000_000, TEXT), ANY), text("a million tabs on one line", lambda: with_text("\t" * 1_000_000).encode(), ANY),
    text("twenty million tabs", big("\t", 20_000_000), REFUSED()), text("five million line ends", big("\n", 5_000_000, TEXT), ANY),
    text("a million lines", big("甲\t乙\n", 1_000_000), REFUSED()), text("a million lines of nothing", big(" \t \n", 1_000_000, "", TEXT), ANY),
    text("300 MB", lambda: b"\xe7\x94\xb2\n" * 75_000_000, REFUSED("input_bytes")),
    text("a thousand forms", big(TEXT, 1000), ANY, command=["check", "{in}"]), text("the form, 200 times on one line", (TEXT.replace("\n", "\t") * 200), ANY),
    text("10,000 projects", lambda: TEXT.replace("\t\t节水", "".join(f"\t\t项目{i}\t\t1\t2\n" for i in range(10_000)) + "\t\t节水", 1).encode(), ANY, command=["check", "{in}"]),
    text("20,000 findings", lambda: TEXT.replace("\t\t节水", "".join(f"\t\t项\u202e目{i}\t\t1x\t2x\n" for i in range(20_000)) + "\t\t节水", 1).encode(), ANY,
         command=["check", "{in}"]),
    text("a duty of 900 KB", lambda: with_text("承担全市水资源管理，" * 30_000).encode(), ANY),
    text("a number of 100,000 digits", TEXT.replace("1000.00", "9" * 100_000, 1), ANY), text("a year of 100 digits", TEXT.replace("2025年度", "2" * 100 + "年度"), ANY),
    *[text(f"an amount of {value[:12]}", TEXT.replace("1000.00", value, 1), ANY) for value in (
        "1e308", "1E400", "NaN", "-0", "∞", "１，０００．００", "1,0,0,0", "1000.00.00", "十万", "--", "0x3E8", "1000元整", "=1+1", "=cmd|'/c calc'!A1", "+1000", "9" * 60, "0." + "0" * 60 + "1")],
    *[text(f"an indicator of {value[:12]}", TEXT.replace("≥12公里", value, 1), ANY) for value in (
        "≥≥12公里", "≥", "12~", "~12", "≥1e999公里", "=" * 5000, "%" * 5000, "1" * 5000, "1-2-3-4", "≥-12公里", "≥１２公里", "<12>公里", "&ge;12公里", "\u202e里公21≥")],
    # ---- quotes and separators
    text("a quote never closed", TEXT.replace("南州市水务局", '"南州市水务局', 1), ANY), text("quotes everywhere", TEXT.replace("\t", '"\t"'), ANY),
    text("a million quotes", big('"', 1_000_000, TEXT), ANY), text("CSV", "\n".join(",".join(f'"{v}"' for v in r) for r in rows()), SAME, "a.csv"),
    text("CSV with a quote never closed", "\n".join(",".join(f'"{v}"' for v in r) for r in rows())[:-1], ANY, "a.csv"),
    text("CSV of a million commas", big(",", 1_000_000, "甲,乙\n"), ANY, "a.csv"), text("CSV of quoted line ends", big('"a\n', 100_000), ANY, "a.csv"),
    text("a million pipes", big("|", 1_000_000, "| 甲 | 乙 |\n|---|---|\n"), ANY, "a.md"), text("a table of rules", big("|---", 200_000), ANY, "a.md"),
    text("a drawn table of nothing", big("┌─┬─┐\n│ │ │\n", 50_000), ANY), text("stars", big("*", 1_000_000, TEXT), ANY), text("emphasis", lambda: with_text("**甲** __乙__ " * 20_000).encode(), ANY),
    text("columns far apart", "\n".join((" " * 5000).join(v for v in r) for r in rows()), ANY), text("blanks", big(" ", 1_000_000, "甲", "乙\n"), ANY),
    text("page breaks", big("\f", 500_000, TEXT), ANY),
    # ---- tags
    text("tags never closed", with_text("<p><b><font><table>"), ANY), text("half a tag", with_text("<td colspan="), ANY), text("a million half tags", big("<a ", 1_000_000, TEXT), ANY),
    text("a million entities", big("&lt;", 1_000_000, TEXT), ANY), text("entities of everything", with_text("&#0;&#1;&#x110000;&#99999999999;&#xD800;&bogus;&;&#;&#x;&#27;[31m"), ANY),
    text("a tag of 10 MB", lambda: with_text(f"<p a='{'x' * 10_000_000}'>").encode(), ANY), text("a script in a cell", with_text("<script>alert(1)</script>"), ANY),
    page("page", PAGE, SAME), page("page in GBK", PAGE.replace("utf-8", "gbk").encode("gbk"), SAME), page("page in GBK that says UTF-8", PAGE.encode("gbk"), SAME),
    page("page with old tags", PAGE.replace("<td>", "<TD nowrap><FONT size=2>").replace("</td>", "</FONT></TD>"), SAME),
    page("cells never closed", PAGE.replace("</td>", "").replace("</tr>", ""), SAME), page("page cut", PAGE[:len(PAGE) // 2], ANY), page("table never closed", PAGE.replace("</table>", ""), SAME),
    page("100,000 divs", big("<div>", 100_000, PAGE), REFUSED("html_depth")), page("100,000 divs around it", lambda: before_table("<div>" * 100_000).encode(), REFUSED("html_depth")),
    page("100,000 tables", big("<table><tr><td>", 100_000, PAGE), REFUSED()), page("40 tables inside each other", "<table><tr><td>" * 40 + PAGE, REFUSED()),
    page("100,000 bold tags", lambda: in_cell("<b>" * 100_000).encode(), REFUSED("html_unclosed_tags")), page("a million attributes", lambda: in_cell(
        "<p " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">").encode(), ANY),
    page("an attribute of 7 MB", lambda: in_cell(f"<p a='{'x' * 7_000_000}'>").encode(), ANY), page("a page of 20 MB", big("<p>甲</p>", 2_000_000, PAGE), REFUSED("html_bytes")),
    *[page(f"spans {a} by {b}", in_cell(f"</td><td rowspan={a} colspan={b}>跨") , ANY) for a, b in (
        (65534, 1000), (99999999999, 99999999999), (-1, -1), (0, 0), ("x", "'"), (65534, 1), (1, 1000), ("1e9", "1e9"))],
    page("spans on every cell", PAGE.replace("<td>", "<td rowspan=65534 colspan=1000>"), ANY), page("a thousand spans in a row", lambda: in_cell(
        "".join("</td><td colspan=1000>跨" for _ in range(1000))).encode(), ANY),
    page("columns of 10,000 spans", lambda: in_cell("</tr>" + "<tr><td rowspan=65534>跨</td></tr>" * 10_000).encode(), ANY),
    *[page(what, in_cell(piece), ANY) for what, piece in {
        "comment never closed": "<!-- ", "CDATA": "<![CDATA[甲]]>", "plaintext": "<plaintext>", "textarea": "<textarea>", "svg": "<svg><desc><table>", "math": "<math><mi><table>",
        "template": "<template>甲</template>", "select": "<select><option>甲<table>", "frameset": "<frameset>", "noscript": "<noscript>甲</noscript>", "iframe": "<iframe src='file:///etc/passwd'>",
        "image": "<img src='http://example.com/x.png' onerror=alert(1)>", "object": "<object data='file:///etc/passwd'></object>", "base": "<base href='http://example.com/'>",
        "meta refresh": "<meta http-equiv=refresh content='0;url=http://example.com'>", "nobr": "<nobr>" * 60, "form": "<form><input value='甲'>", "ruby": "<ruby>甲<rt>a</rt></ruby>",
        "NUL in a page": "\0", "a lone ampersand": "&", "entities": "&#x202e;&#x1b;[31m&#0;&#xFFFF;", "style": "<style>td{display:none}</style>", "hidden": "<span style='display:none'>甲</span>",
        "foster parents": "</td>甲<b>乙<tr>丙", "misnested": "<b><i></b></i><p></b></p>", "adoption": "<a><p>" * 50, "script never closed": "<script>"}.items()],
    # ---- word boxes
    *[text(f"a box whose {field} is {name}", boxes(value, i), ANY, "a.tsv") for i, field in enumerate(("page", "left", "top", "width", "height", "confidence"))
      for name, value in EDGES.items()],
    text("boxes at one place", tesseract([(1, 5, 5, 100, 20, 90, w) for w in WORDS * 200]), ANY, "a.tsv"), text("boxes over everything", tesseract(
        [(1, 0, 0, 10_000, 10_000, 90, w) for w in WORDS * 200]), ANY, "a.tsv"), text("boxes without columns", tesseract([])[:40] + "\n5\t1\n", ANY, "a.tsv"),
    text("a million boxes", lambda: tesseract([(1, i % 1000, i // 1000, 10, 10, 90, "甲") for i in range(600_000)]).encode(), ANY, "a.tsv"),
    text("boxes far apart", tesseract([(1, i * 1_000_000, i * 1_000_000, 10, 10, 90, w) for i, w in enumerate(WORDS * 50)]), ANY, "a.tsv"),
    text("10,000 pages", tesseract([(i, 5, 5, 100, 20, 90, "甲") for i in range(10_000)]), ANY, "a.tsv"), text("pages backwards", tesseract(
        [(-i, 5, 5, 100, 20, 90, "甲") for i in range(100)]), ANY, "a.tsv"),
    *[text(f"bbox {name}", bbox(value), ANY, "a.html") for name, value in EDGES.items()], *[text(f"hOCR {name}", hocr(value), ANY, "a.html") for name, value in EDGES.items()],
    # ---- every dialect, asked for by name
    *[text(f"read as {dialect}", SOUND, ANY, command=["convert", "{in}", "-o", "{out}", "--from", dialect]) for dialect in (
        "tabs", "csv", "markdown", "html", "aligned", "lines", "words")],
    *[text(f"noise read as {dialect}", NOISE(20_000).replace(b"\0", b" "), ANY, command=["convert", "{in}", "-o", "{out}", "--from", dialect]) for dialect in (
        "tabs", "csv", "markdown", "html", "aligned", "lines", "words")],
    *[text(f"a page read as {dialect}", PAGE, ANY, command=["convert", "{in}", "-o", "{out}", "--from", dialect]) for dialect in ("tabs", "csv", "markdown", "aligned", "lines", "words")],
    # ---- every output
    *[text(f"{what} as PDF and HTML", with_text(piece), ANY, command=["convert", "{in}", "-o", "{out}", "--to", "json,xlsx,pdf,html", "--annotate", "--attach"]) for what, piece in {
        "override": "\u202e", "escape": "\x1b[31m", "surrogate": "\ud842", "markup": "</td><script>alert(1)</script>", "PDF": ") Tj ET /JS (app.alert(1)) >>", "emoji": "👨‍👩‍👧‍👦",
        "accents": "a" + "\u0301" * 500, "private": "\ue000", "noncharacter": "\uffff", "Arabic": "السلام", "a long word": "a" * 20_000, "a long text": "承担全市水资源管理，" * 2_000,
        "tabs": "&#9;", "formula": "=1+1", "C1": "\x85\x9b", "hangul": "가" * 100}.items()],
]

if __name__ == "__main__":
    sys.exit(main(CASES, SOUND))
