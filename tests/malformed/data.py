#!/usr/bin/env python3
"""What is not a table: canonical JSON, templates, vocabularies, rules, waivers, lists, journals and plans, broken or hostile.
Called as `data.py PROGRAM FOLDER [NAME]`."""

import copy
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from book import ROOT, SOUND  # noqa: E402
from judge import ANY, READ, REFUSED, SAME, Case, Expect, main  # noqa: E402

FORM = (ROOT / "templates/jiangsu/department-overall.xml").read_text(encoding="utf-8")
WORDS = (ROOT / "templates/vocabulary.xml").read_text(encoding="utf-8")
RULES = (ROOT / "templates/rules.xml").read_text(encoding="utf-8")
DATE = '<waivers><waive code="sum_differs" reason="x" until="2099-12-31"/></waivers>'
DEEP = 200_000


def sound_json():
    """The canonical JSON of the sound form, by the program itself."""
    path = pathlib.Path(sys.argv[2]) / "sound.txt"
    path.write_bytes(SOUND)
    return json.loads(subprocess.run([sys.argv[1], "show", str(path), "--as", "json"], capture_output=True, check=False).stdout)


# ---- canonical JSON

def json_cases(form):
    text = json.dumps(form, ensure_ascii=False, indent=2)

    def case(name, content, expect=ANY, **more):
        return Case("json " + name, content if callable(content) or isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"), expect,
                    "a.json", **more)

    def put(pointer, value):
        """The form with another value at a JSON pointer; `...` takes the key away."""
        other = copy.deepcopy(form)
        place = other
        *way, last = [int(p) if p.isdigit() else p for p in pointer.strip("/").split("/")]
        for step in way:
            place = place[step]
        if value is ...:
            del place[last]
        else:
            place[last] = value
        return json.dumps(other, ensure_ascii=False)

    def raw(pointer, piece):
        return put(pointer, "@@@").replace('"@@@"', piece)

    yield case("plain", text, SAME)
    yield case("in one line", json.dumps(form), SAME)
    yield case("with a mark", b"\xef\xbb\xbf" + text.encode(), ANY)
    yield case("UTF-16", text.encode("utf-16"), ANY)
    yield case("with blanks around", "\n\n  " + text + "\n\n", SAME)
    yield case("keys in another order", json.dumps(dict(reversed(form.items())), ensure_ascii=False), SAME)
    yield case("more keys", put("note", "来自另一程序"), ANY)
    for share in (1, 10, 50, 90, 99):
        yield case(f"cut to {share} %", text[:len(text) * share // 100], REFUSED())
    for what, piece in {"text behind it": text + "x", "two of them": text + text, "a comment": "/* x */" + text, "a trailing comma": text.rstrip()[:-1] + ",}",
                        "single quotes": text.replace('"', "'"), "NaN": raw("/year", "NaN"), "Infinity": raw("/year", "-Infinity"), "NUL": text.replace("水", "\0", 1),
                        "an escaped NUL": text.replace("水", "\\u0000", 1), "a raw line end in a text": text.replace("水", "\n", 1), "a lone surrogate": text.replace("水", "\\ud842", 1),
                        "surrogates in the wrong order": text.replace("水", "\\udfb7\\ud842", 1), "a bad escape": text.replace("水", "\\x41", 1),
                        "a raw surrogate": text.replace("水", "\ud842", 1), "hexadecimal": raw("/year", "0x7E9"), "a leading zero": raw("/year", "02025"),
                        "a plus": raw("/year", "+2025")}.items():
        yield case(what, piece, REFUSED())
    yield case("invalid UTF-8", text.encode().replace("水".encode(), b"\xff\xfe", 1), REFUSED())
    for what, piece in {"null": "null", "a number": "1", "a text": '"x"', "an array": "[]", "an empty object": "{}", "an array of forms": f"[{text}]",
                        "another schema": put("schema", "jixiao.form/2"), "no schema": put("schema", ...), "a schema of numbers": put("schema", 1), "no template": put("template", ...),
                        "an unknown template": put("template", "no/such"), "a template outside": put("template", "../../../etc/passwd"), "a template of null": put("template", None),
                        "a template of arrays": put("template", [[]]), "a long template": put("template", "x" * 1_000_000)}.items():
        yield case(what, piece, REFUSED())
    for name, piece in {"arrays": "[" * DEEP + "]" * DEEP, "objects": '{"a":' * DEEP + "1" + "}" * DEEP, "arrays never closed": "[" * DEEP}.items():
        yield case(f"{DEEP} {name}", piece, REFUSED())
        yield case(f"{DEEP} {name} in a field", raw("/fields/unit_name", piece), REFUSED())
        yield case(f"{DEEP} {name} in a key nobody reads", raw("/note", piece), REFUSED())
    for pointer in ("/title", "/year", "/fields", "/fields/unit_name", "/fields/main_duties", "/fields/main_duties/0", "/lists", "/lists/income", "/lists/income/0", "/lists/income/0/annual",
                    "/lists/income/0/item", "/lists/indicators", "/lists/indicators/0", "/lists/indicators/0/annual", "/lists/indicators/0/annual/raw",
                    "/lists/indicators/0/annual/number", "/lists/indicators/0/annual/comparator", "/lists/indicators/0/annual/kind", "/source", "/source/name", "/findings", "/unplaced",
                    "/currency_unit"):
        for what, value in {"gone": ..., "null": None, "number": 7, "text": "x", "array": [[1]], "object": {"a": {}}, "long": "长" * 40_000}.items():
            yield case(f"{pointer} {what}", put(pointer, value), ANY)
    for piece in ("1e308", "1e309", "1e-400", "-1e400", "1E+99999999999999999999", "-0", "-0.0", "9" * 5000, "0." + "9" * 5000, "1e99999", "0e99999", "12345678901234567890.123456789"):
        yield case(f"/lists/income/0/annual of {piece[:16]}", raw("/lists/income/0/annual", piece), ANY)
        yield case(f"/year of {piece[:16]}", raw("/year", piece), ANY)
        yield case(f"/lists/indicators/0/annual/number of {piece[:16]}", raw("/lists/indicators/0/annual/number", piece), ANY)
    yield case("the same key twice", text.replace('"title":', '"title": "另一个", "title":', 1), ANY)
    yield case("more keys in rows", put("/lists/income/0/secret", "x"), ANY)
    yield case("lists nobody knows", put("/lists/secret", [{"a": 1}]), ANY)
    yield case("fields nobody knows", put("/fields/secret", "x"), ANY)
    yield case("100,000 rows", lambda: put("/lists/expenditures", [{"item": f"项目{i}", "half_year": 1, "annual": 2} for i in range(100_000)]).encode(), ANY,
               command=["check", "{in}"])
    yield case("2,000 rows as PDF", lambda: put("/lists/expenditures", [{"item": f"项目{i}", "half_year": 1, "annual": 2} for i in range(2_000)]).encode(), ANY,
               command=["convert", "{in}", "-o", "{out}", "--to", "json,xlsx,pdf,html"])
    yield case("100,000 rows as PDF", lambda: put("/lists/expenditures", [{"item": f"项目{i}", "half_year": 1, "annual": 2} for i in range(100_000)]).encode(), ANY,
               command=["convert", "{in}", "-o", "{out}", "--to", "json,xlsx,pdf,html"])
    yield case("a text of 60 MB", lambda: put("/fields/unit_name", "长" * 20_000_000).encode(), ANY)
    yield case("a paragraph of 3 MB as PDF", lambda: put("/fields/main_duties", ["长" * 1_000_000]).encode(), ANY, command=["convert", "{in}", "-o", "{out}", "--to", "pdf"])
    yield case("100,000 paragraphs as PDF", lambda: put("/fields/main_duties", ["长"] * 100_000).encode(), ANY, command=["convert", "{in}", "-o", "{out}", "--to", "pdf"])
    yield case("30 MB of findings", lambda: put("/findings", [form.get("findings") or [{}]] * 100_000).encode(), ANY)
    for what, piece in {"escape": "\x1b[31m红", "title": "\x1b]0;x\a", "C1": "\x9b31m", "override": "\u202e左", "isolate": "\u2067左\u2069", "zero width": "左\u200b右", "NEL": "左\u0085右",
                        "separators": "左\u2028右", "noncharacter": "左\uffff", "private": "\ue000", "markup": "</td><script>alert(1)</script>", "formula": "=1+1", "DDE": "=cmd|'/c calc'!A1",
                        "XML": "]]><x/>", "PDF": ") Tj ET /JS (app.alert(1)) >>", "percent": "%s%n{}{0}", "path": "../../../evil", "newlines": "a\n\n\nb"}.items():
        for pointer in ("/fields/unit_name", "/lists/income/0/annual", "/lists/indicators/0/annual/raw"):
            yield case(f"{what} in {pointer}", put(pointer, piece), ANY, command=["convert", "{in}", "-o", "{out}", "--to", "json,xlsx,pdf,html", "--annotate"])
        yield case(f"{what} as its source", put("/source/name", piece), ANY)
        yield case(f"{what} in a name", put("/fields/unit_name", piece), ANY, command=["convert", "{in}", "-o", "{out}", "--name", "{{year}}_{{unit_name}}"])


# ---- XML files of an office

def damaged_xml(text, tag):
    """(what, content) of a sound XML file made unsound in ways every one of them can be."""
    first = text.index(f"<{tag}")
    inside = text.index(">", first) + 1
    yield "nothing", b""
    yield "blanks", b" \n"
    yield "another root", b"<x/>"
    yield "HTML", b"<!DOCTYPE html><html><body><br></body></html>"
    yield "JSON", b'{"a": 1}'
    yield "a workbook", b"PK\x03\x04" + bytes(200)
    yield "zeros", bytes(5000)
    yield "UTF-16 of half a file", text.encode("utf-16")[:1001]
    yield "invalid UTF-8", text.encode()[:inside + 40] + b"\xff\xfe" + text.encode()[inside + 40:]
    yield "NUL", text.encode()[:inside + 40] + b"\0" + text.encode()[inside + 40:]
    for share in (5, 30, 60, 95):
        yield f"cut to {share} %", text.encode()[:len(text.encode()) * share // 100]
    yield "text behind it", text.encode() + b"<y/>"
    yield "a DTD", (f"<!DOCTYPE {tag} SYSTEM 'file:///etc/passwd'>" + text[first:]).encode()
    yield "entities", (f'<!DOCTYPE {tag} [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + text[first:inside] + "&x;" + text[inside:]).encode()
    yield "an unknown element", (text[:inside] + "<secret/>" + text[inside:]).encode()
    yield "an unknown attribute", (text[:inside - 1] + ' secret="1">' + text[inside:]).encode()
    yield f"{DEEP} deep", (text[:inside] + "<a>" * DEEP + "</a>" * DEEP + text[inside:]).encode()
    yield f"{DEEP} deep, never closed", (text[:inside] + "<a>" * DEEP).encode()
    yield "100,000 attributes", (text[:inside - 1] + " " + " ".join(f'a{i}="1"' for i in range(100_000)) + ">" + text[inside:]).encode()
    yield "a million elements", (text[:inside] + "<row/>" * 1_000_000 + text[inside:]).encode()
    yield "a comment of 20 MB", (text[:inside] + "<!--" + "x" * 20_000_000 + "-->" + text[inside:]).encode()
    yield "escapes in it", (text[:inside] + "<\x1b[31m/>" + text[inside:]).encode()


def form_edits():
    def swap(before, after, count=1):
        assert before in FORM, before
        return FORM.replace(before, after, count)

    own = FORM.replace('id="jiangsu/department-overall"', 'id="own/form"', 1)
    yield "no id", re.sub(r' id="jiangsu/department-overall"', "", FORM)
    yield "an id that leaves the folder", swap("jiangsu/department-overall", "../../evil")
    yield "an id of escapes", swap("jiangsu/department-overall", "a\u202eb")
    yield "an empty id", swap("jiangsu/department-overall", "")
    for columns in ("", "x", "0", "-5 20", "1e9", "20 " * 5000, "nan 20 24 30 32 27 27", "99999999999", "20 20 24"):
        yield f"columns {columns[:12]}", swap('columns="20 20 24 30 32 27 27"', f'columns="{columns}"')
    for span in ("0", "-1", "7", "99999999999", "x", ""):
        yield f"span {span}", swap('span="6"', f'span="{span}"')
    for value in ("0", "-20", "1e300", "nan", "99999", "x", ""):
        yield f"margin {value}", swap('top="20"', f'top="{value}"')
        yield f"size {value}", swap('size="10"', f'size="{value}"')
        yield f"line height {value}", swap('line-height="1.4"', f'line-height="{value}"')
        yield f"least row {value}", swap('min-row="20"', f'min-row="{value}"')
    yield "margins wider than the paper", swap('left="15"', 'left="250"')
    yield "a font nobody has", swap('font="hei"', 'font="comic"')
    yield "a style nobody has", swap('style="long"', 'style="nope"')
    yield "a term nobody has", swap('term="unit_name"', 'term="nope"')
    yield "an id twice", swap('id="main_duties"', 'id="unit_name"')
    yield "a pattern never closed", swap("{region}", "{region")
    yield "a pattern of nothing", swap("{region}", "{}")
    yield "a pattern of everything", swap("{year}年度", "{year}" * 2000)
    yield "no body", re.sub(r"<body>.*</body>", "", FORM, flags=re.S)
    yield "an empty body", re.sub(r"<body>.*</body>", "<body/>", FORM, flags=re.S)
    yield "two bodies", swap("<body>", "<body/><body>")
    yield "blocks in blocks", swap("<body>", "<body>" + '<block term="income">' * 5000).replace("</body>", "</block>" * 5000 + "</body>")
    yield "a footer of letters", swap('footer="第 {page} 页 共 {pages} 页"', f'footer="{"页" * 20_000}"')
    yield "a footer of patterns", swap('footer="第 {page} 页 共 {pages} 页"', 'footer="{page}{pages}{{}}}{0}%s"')
    yield "a thousand titles", swap("<title>", "<title-spelling>{region}表</title-spelling>" * 1000 + "<title>")
    yield "its own id", own
    yield "checks of nothing", own.replace("</form>", '<check id="x" sum="nope" of="nope nope"/></form>')
    yield "a sum of itself", own.replace("</form>", '<check id="x" sum="income/fund_total" of="income/fund_total"/></form>')
    for paper in ("A0", "", "x", "A4 A4"):
        yield f"paper {paper}", swap('paper="A4"', f'paper="{paper}"')


def template_cases():
    for what, content in [*damaged_xml(FORM, "form"), *((w, t.encode("utf-8", "surrogatepass")) for w, t in form_edits())]:
        yield Case(f"form: {what}", content, Expect((0, 2)), "form.xml", ["templates", "check", "{in}"], names="form.xml")
        yield Case(f"form in use: {what}", content, ANY, "pack/form.xml", ["--templates", "{folder}/pack", "convert", "{folder}/a.txt", "-o", "{out}", "--to", "json,xlsx,pdf"],
                   {"a.txt": SOUND}, names="form.xml")
    for what, content in damaged_xml(WORDS, "vocabulary"):
        yield Case(f"labels: {what}", content, ANY, "labels.xml", ["--labels", "{in}", "check", "{folder}/a.txt"], {"a.txt": SOUND})
    for what, before, after in (("a term without a label", 'label="单位名称"', ""), ("an empty label", 'label="单位名称"', 'label=""'), ("a spelling that is another's",
                                "<spelling>部门名称</spelling>", "<spelling>单位主要职能</spelling>"), ("a pattern never closed", "{年}年度", "{年年度"),
                                ("a label of 1 MB", "单位名称", "名" * 300_000), ("a label of controls", 'label="单位名称"', 'label="\u202e\u200b"'),
                                ("100,000 spellings", "<spelling>部门名称</spelling>", "".join(f"<spelling>名称{i}</spelling>" for i in range(100_000)))):
        yield Case(f"labels: {what}", WORDS.replace(before, after, 1).encode(), ANY, "labels.xml", ["--labels", "{in}", "check", "{folder}/a.txt"], {"a.txt": SOUND})
    for what, content in damaged_xml(RULES, "rules"):
        yield Case(f"rules: {what}", content, ANY, "rules.xml", ["--rules", "{in}", "check", "{folder}/a.txt"], {"a.txt": SOUND})
    for value in ("-1", "1e99", "nan", "x", "", "9" * 5000):
        yield Case(f"rules: a threshold of {value[:9]}", RULES.replace('value="0.005"', f'value="{value}"').encode(), ANY, "rules.xml",
                   ["--rules", "{in}", "check", "{folder}/a.txt"], {"a.txt": SOUND})
    for what, content in damaged_xml(DATE, "waivers"):
        yield Case(f"waivers: {what}", content, ANY, "waive.xml", ["check", "{folder}/a.txt", "--waive", "{in}"], {"a.txt": SOUND})
    for what, before, after in (("a day that is none", "2099-12-31", "2099-02-30"), ("no day", ' until="2099-12-31"', ""), ("a code that is none", "sum_differs", "nope"), ("no reason", "x", ""),
                                ("stars", 'code="sum_differs"', f'code="sum_differs" input="{"*a" * 5000}" field="{"*" * 5000}"')):
        yield Case(f"waivers: {what}", DATE.replace(before, after).encode(), ANY, "waive.xml", ["check", "{folder}/a.txt", "--waive", "{in}"], {"a.txt": SOUND})
    for what, content in {"escapes": "\x1b[31m\n", "NUL": "a.txt\0\n", "a line of 1 MB": "x" * 1_000_000, "a million lines": "a.txt\n" * 20, "blanks": "\n\n \n", "itself": "list.txt\n",
                          "a folder of devices": "/dev/fd\n", "a device": "/dev/zero\n", "invalid UTF-8": "\udcff\n", "dots": "../../../../etc/passwd\n"}.items():
        yield Case(f"list: {what}", content.encode("utf-8", "surrogateescape"), ANY, "list.txt", ["convert", "--files-from", "{in}", "-o", "{out}"], {"a.txt": SOUND}, names="")
    for what, content in {"nothing": b"", "noise": bytes(range(256)) * 20, "no names": b"1\t2\n3\t4\n", "a workbook": b"PK\x03\x04" + bytes(100)}.items():
        yield Case(f"roster: {what}", content, ANY, "roster.txt", ["check", "{folder}/a.txt", "--roster", "{in}"], {"a.txt": SOUND})


# ---- journals and plans

RECORD = {"input": "a.txt", "sha256": "0" * 64, "options": "0" * 64, "status": "ok", "failure": None, "errors": 0, "warnings": 0, "notes": 0, "waived": 0, "findings": [],
          "seconds": 0.1, "outputs": [{"path": "a.json", "sha256": "0" * 64, "bytes": 5}], "forms": []}


def journal_cases():
    def line(**changes):
        return json.dumps({**RECORD, **changes}, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"

    for what, content in {
            "nothing": b"", "noise": bytes(range(256)) * 50, "NULs": bytes(5000), "a torn line": line()[:-40], "a line of 60 MB": b"x" * 60_000_000, "blank lines": b"\n" * 100_000,
            "another program's": b'{"a": 1}\n' * 1000, "arrays": b"[]\n[1]\nnull\n1\n", "outputs outside": line(outputs=[{"path": "../../evil", "sha256": "0" * 64, "bytes": 1}]),
            "absolute outputs": line(outputs=[{"path": "/etc/passwd", "sha256": "0" * 64, "bytes": 1}]), "an input outside": line(input="../../evil"),
            "negative counts": line(errors=-1, warnings=-5), "counts beyond reason": line(errors=10 ** 30, notes=10 ** 19), "counts of texts": line(errors="x"),
            "bytes below zero": line(outputs=[{"path": "a.json", "sha256": "0" * 64, "bytes": -1}]), "a status that is none": line(status="maybe"), "a failure of numbers": line(failure=7),
            "escapes": line(failure={"zh": "\x1b[31m", "en": "\x1b[31m"}, status="failed"), "hashes that are none": line(sha256="x", options="y"),
            f"{DEEP} deep": b'{"input":' + b"[" * DEEP + b"]" * DEEP + b"}\n", "100,000 records": line() * 100_000, "surrogates": line(input="\ud800"),
            "seconds beyond reason": line(seconds=1e308), "outputs of nothing": line(outputs=[{}]), "forms of nothing": line(forms=[{}, 1, None]), "CR LF": line().replace(b"\n", b"\r\n"),
            "the same key twice": line()[:-2] + b', "input": "b.txt"}\n', "a workbook": b"PK\x03\x04" + bytes(300)}.items():
        for option in ("--resume", "--retry-failed"):
            yield Case(f"journal {option}: {what}", SOUND, Expect((0, 2, 3)), "a.txt", ["convert", "{in}", "-o", "{out}", option], {"out/.jixiao/journal.ndjson": content}, names="")
        yield Case(f"journal in merge: {what}", SOUND, Expect((0, 2, 3)), "a.txt", ["merge", "{out}"], {"out/.jixiao/journal.ndjson": content}, names="")


def plan_cases():
    head = {"schema": "jixiao.plan/1", "shards": 1, "inputs": 1, "name": None}
    entry = {"path": "a.txt", "name": "a.txt", "stem": "a", "sha256": "0" * 64, "shard": 0}

    def plan(first=None, *lines):
        return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in ({**head, **(first or {})}, *(lines or (entry,))))

    for what, content in {
            "nothing": b"", "noise": bytes(range(256)) * 20, "a head alone": plan()[:plan().index(b"\n") + 1], "no head": plan()[plan().index(b"\n") + 1:], "half": plan()[:-30],
            "no shards": plan({"shards": 0}), "minus shards": plan({"shards": -1}), "shards beyond reason": plan({"shards": 10 ** 30}), "shards of texts": plan({"shards": "x"}),
            "inputs beyond reason": plan({"inputs": 10 ** 18}), "fewer inputs": plan({"inputs": 5}), "more inputs": plan({"inputs": 0}), "another schema": plan({"schema": "x"}),
            "a stem outside": plan(None, {**entry, "stem": "../../evil"}), "an absolute stem": plan(None, {**entry, "stem": "/tmp/evil"}), "an empty stem": plan(None, {**entry, "stem": ""}),
            "a stem of dots": plan(None, {**entry, "stem": ".."}), "a stem with NUL": plan(None, {**entry, "stem": "a\0b"}), "a hidden stem": plan(None, {**entry, "stem": ".jixiao/journal"}),
            "a stem of escapes": plan(None, {**entry, "stem": "\x1b[31m"}), "a path that is a device": plan(None, {**entry, "path": "/dev/zero"}),
            "a path that is a folder": plan(None, {**entry, "path": "/"}), "a path that is not there": plan(None, {**entry, "path": "nope.txt"}), "a path with NUL": plan(None, {**entry, "path": "a\0b"}),
            "a shard that is none": plan(None, {**entry, "shard": 7}), "a shard below zero": plan(None, {**entry, "shard": -1}), "no keys": plan(None, {}), "numbers": b"1\n2\n",
            "a name pattern that is none": plan({"name": "{nope}"}), "a name pattern outside": plan({"name": "../../{year}"}), "a name pattern never closed": plan({"name": "{year"}),
            "a line of 60 MB": plan()[:-2] + b"x" * 60_000_000 + b"\n", f"{DEEP} deep": b"[" * DEEP + b"\n", "the same twice": plan({"inputs": 2}, entry, entry), "CR LF": plan().replace(b"\n", b"\r\n"),
            "a byte order mark": b"\xef\xbb\xbf" + plan(), "invalid UTF-8": plan().replace(b"a.txt", b"\xff.txt"), "a workbook": b"PK\x03\x04" + bytes(300)}.items():
        yield Case(f"plan: {what}", content, ANY, "run.plan", ["convert", "--plan", "{in}", "--shard", "0", "-o", "{out}"], {"a.txt": SOUND}, names="")


if __name__ == "__main__":
    sys.exit(main([*json_cases(sound_json()), *template_cases(), *journal_cases(), *plan_cases()], SOUND))
