#!/usr/bin/env python3
"""seeds.py CORPUS DICTIONARY: what the fuzz entries begin with, from fixtures and templates, and a dictionary of labels.

CORPUS gets a folder an entry; what an earlier run has kept there stays."""

import hashlib
import pathlib
import re
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BETWEEN = b"\n=====\n"
PARTS = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
         "[Content_Types].xml"]
FORMATS = ["0%", "#,##0.00", "0.00_ ", '"¥"#,##0.00;[Red]-0', "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss.00", "[DBNum2][$-804]0", "# ?/?", "[>=1000]0,\"千\";0",
           "0.00E+00", "@", "General", "[$-804]aaaa", "上午/下午h时mm分", "_(* #,##0_);;", "?/16"]
NUMBERS = ["0", "-1.5", "68725.09", "82800.920000000013", "1e308", "0.95", "45366.5", "1E-7", "2024-03-15T08:30:00"]
VALUES = ["≥600家", "=100%", "≤0%", "985米", "不低于60户/人.月", "约5.5万人次", "10%以上", "1600人、200人", "2023.07-2024.01", "健全", "90%(计划标准)", "=100% 22.5",
          "≥**人次", "无", "＞＝１２", "968.191 8", "3，518.85", "1,234.5万元"]
TOKENS = ["<table>", "<tr>", "<td rowspan=", " colspan=", "</td>", "<br>", "&ge;", "&#x202e;", "≥", "≤", "万元", "（", "\t", "|---|", "\r\n", "\f", "xMin=", "ocrx_word",
          "<c r=", ' t="s"', ' t="inlineStr"', "<v>", "<f>", "<mergeCell ref=", "<is><t>", "XFD1048576", "_x000A_", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "[DBNum2]", "[$-804]",
          '"raw": ', '"lists": ', "null", "jixiao.form/1", "<field id=", "<section ", "span=", "columns=", "<check ", "<term id=", "<spelling>"]


def put(folder, entry, *contents):
    (folder / entry).mkdir(parents=True, exist_ok=True)
    for content in contents:
        (folder / entry / hashlib.sha1(content).hexdigest()).write_bytes(content)


def quoted(text):
    return '"' + "".join(chr(b) if 0x20 <= b < 0x7F and b not in b'"\\' else f"\\x{b:02x}" for b in text.encode("latin-1" if text.startswith("PK") else "utf-8")) + '"'


def main():
    corpus = pathlib.Path(sys.argv[1])
    words = (ROOT / "templates/vocabulary.xml").read_text(encoding="utf-8")
    labels = sorted(set(re.findall(r'label="([^"]+)"', words)) | set(re.findall(r"<spelling>([^<]+)</spelling>", words)))
    pathlib.Path(sys.argv[2]).write_text("".join(quoted(word) + "\n" for word in [*TOKENS, *labels] if len(word) < 40), encoding="ascii")

    texts = [path.read_bytes() for path in sorted((ROOT / "fixtures").iterdir()) if path.suffix in (".txt", ".html")]
    books = [path.read_bytes() for path in sorted((ROOT / "fixtures").glob("*.xlsx"))]
    templates = [path.read_bytes() for path in sorted((ROOT / "templates").rglob("*.xml")) if path.parent.name != "templates"]
    put(corpus, "zip", *books)
    for path in sorted((ROOT / "fixtures").glob("*.xlsx")):
        with zipfile.ZipFile(path) as book:
            put(corpus, "ooxml", BETWEEN.join(book.read(part) if part in book.namelist() else b"" for part in PARTS))
    put(corpus, "number_format", *(f"{code}\n{number}".encode() for code in FORMATS for number in NUMBERS))
    put(corpus, "dialects", *(bytes([which]) + text for text in texts for which in (3, 7)), *(bytes([which]) + texts[0][:3000] for which in range(7)))
    put(corpus, "charset", *(text[:3000] for text in texts), *(texts[0].decode()[:900].encode(name) for name in ("gb18030", "utf-16", "utf-16-be")))
    put(corpus, "label_key", *(label.encode() for label in labels[::8]))
    put(corpus, "indicator", *(value.encode() for value in VALUES))
    put(corpus, "html", *(text for text in texts if b"<" in text), "<table><tr><td rowspan=2>单位名称<td>某局<tr><td>甲</table>".encode())
    put(corpus, "json", (ROOT / "tests/cli/seed/form.json").read_bytes())
    put(corpus, "template", *(b"f" + text for text in templates), b"r" + (ROOT / "templates/rules.xml").read_bytes(), b"v" + words.encode()[:6000] + b"</terms></vocabulary>",
        b'w<waivers><waive code="sum_differs" rule="*" input="a*" reason="x" until="2099-12-31"/></waivers>')
    put(corpus, "convert", *(text for text in [*texts, *books] if len(text) < 60_000), (ROOT / "tests/cli/seed/form.json").read_bytes())
    # What was found before, by `ENTRY-what it was`.
    for path in sorted((ROOT / "tests/fuzz/found").iterdir()):
        put(corpus, path.name.split("-")[0], path.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
