#!/usr/bin/env python3
"""Packages that are broken, lie, or are merely odd (APPNOTE 6.3, ECMA-376-2). Called as `packages.py PROGRAM FOLDER [NAME]`."""

import bz2
import gzip
import io
import lzma
import pathlib
import random
import struct
import sys
import tarfile
import zipfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from book import (BOOK, BOOK_RELS, CONTENT, FULL, HEAD, MAIN, OFFICE, RELS, ROOT_RELS, SHEET, SOUND, STRINGS, STYLES, Entry, edited,  # noqa: E402
                  entries, form_parts, sheet_xml, with_part, zip_bytes)
from judge import ANY, READ, REFUSED, SAME, Case, main  # noqa: E402

PLAIN = zip_bytes(form_parts())
NOISE = random.Random(7).randbytes


def changed(name, **options):
    """The form's package with one entry made otherwise."""
    return [Entry(n, c, **(options if n == name else {})) for n, c in form_parts().items()]


def also(*more, parts=None):
    return zip_bytes(entries(parts) + list(more))


def relations(target, mode="", kind="worksheet"):
    return edited(BOOK_RELS, f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"', f'Type="{OFFICE}/{kind}" Target="{target}"{mode}')


def renamed(change):
    return {change(name): content for name, content in form_parts().items()}


def many_entries(count):
    return lambda: zip_bytes(entries() + [Entry(f"x/{i}", b"", method=0) for i in range(count)], zip64_end=count > 65_000)


def zeros(megabytes):
    """Deflated zeros, as small as they can be, without holding them."""
    packer, out, block = zlib.compressobj(9, zlib.DEFLATED, -15), b"", b" " * (1 << 20)
    crc = 0
    for _ in range(megabytes):
        out += packer.compress(block)
        crc = zlib.crc32(block, crc)
    return out + packer.flush(), crc, megabytes << 20


def bomb(name, megabytes):
    def make():
        packed, crc, size = zeros(megabytes)
        return zip_bytes(changed(name, packed=packed, local=dict(crc=crc, size=size), central=dict(crc=crc, size=size)))
    return make


def overlapping_bomb():
    """Many entries of one kernel of deflated bytes: what 42.zip became."""
    packed, crc, size = zeros(200)
    kernel = dict(crc=crc, size=size)
    first = len(form_parts())
    return zip_bytes(entries() + [Entry("k0", b"", packed=packed, local=kernel, central={**kernel, "packed": len(packed)})] +
                     [Entry(f"k{i}", b"", shares=first, central={**kernel, "packed": len(packed)}) for i in range(1, 250)])


def zipped(name, content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


def tarred(content):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("a.xlsx")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def compound(*names):
    """A compound file with nothing but names in its directory ([MS-CFB] 2.6)."""
    out = bytearray(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    for name in names:
        text = (name + "\0").encode("utf-16-le")
        out += text.ljust(64, b"\0") + struct.pack("<HB", len(text), 2) + bytes(61)
    return bytes(out.ljust(4096, b"\0"))


def package_of(content_type, part):
    return zip_bytes({CONTENT: f'<Types><Override PartName="/{part}" ContentType="{content_type}"/></Types>', ROOT_RELS: "<Relationships/>",
                      part: "<a/>"})


CASES = [
    Case("plain", PLAIN, SAME),
    # ---- legal oddities: the figures must be right
    *[Case(f"descriptors {kind}", zip_bytes(entries(descriptor=kind)), SAME) for kind in ("signed", "bare")],
    Case("zip64 entries", zip_bytes(entries(zip64=True)), SAME),
    Case("zip64 end record", zip_bytes(form_parts(), zip64_end=True), SAME),
    Case("zip64 entries and end", zip_bytes(entries(zip64=True), zip64_end=True), SAME),
    Case("zip64 with wide descriptors", zip_bytes(entries(zip64=True, descriptor="wide"), zip64_end=True), SAME),
    Case("stored", zip_bytes(entries(method=0)), SAME),
    Case("stored with descriptors", zip_bytes(entries(method=0, descriptor="signed")), SAME),
    Case("a byte before it", b"\n" + PLAIN, SAME),
    Case("mail headers before it", b"Content-Type: application/octet-stream\r\n\r\n" + PLAIN, SAME),
    Case("100 KB before it", NOISE(100_000).replace(b"PK", b"  ") + PLAIN, SAME),
    Case("before it, positions told", zip_bytes(form_parts(), before=b"#!/bin/sh\nexit 0\n", shift=17), SAME),
    Case("before it, zip64", zip_bytes(form_parts(), before=b"x" * 1000, zip64_end=True), SAME),
    Case("bytes behind it", PLAIN + b"\r\n--boundary--\r\n", SAME),
    Case("60 KB behind it", PLAIN + bytes(60_000), SAME),
    Case("both", b"before" + PLAIN + b"behind", SAME),
    Case("comment", zip_bytes(form_parts(), comment="某局".encode()), SAME),
    Case("longest comment", zip_bytes(form_parts(), comment=b"c" * 65535), SAME),
    Case("bytes between entries", zip_bytes([Entry(n, c, before=b"gap") for n, c in form_parts().items()]), SAME),
    Case("bytes before the directory", zip_bytes(form_parts(), between=b"signature block"), SAME),
    Case("directory in another order", zip_bytes(form_parts(), order=[6, 5, 4, 3, 2, 1, 0]), SAME),
    Case("parts in another order", zip_bytes(dict(reversed(form_parts().items()))), SAME),
    Case("folders as entries", also(Entry("xl/", b"", method=0), Entry("xl/worksheets/", b"", method=0)), SAME),
    Case("extra fields", zip_bytes([Entry(n, c, local=dict(extra=b"UT\x05\x00\x01abcd"), central=dict(extra=b"UT\x05\x00\x01abcd"))
                                    for n, c in form_parts().items()]), SAME),
    Case("backslashes", zip_bytes(renamed(lambda n: n.replace("/", "\\"))), SAME),
    Case("names in capitals", zip_bytes(renamed(str.upper)), SAME),
    Case("leading slashes", zip_bytes(renamed(lambda n: "/" + n)), ANY),
    Case("absolute targets", zip_bytes(with_part(BOOK_RELS, lambda t: t.replace('Target="', 'Target="/xl/'))), SAME),
    Case("absolute target of the workbook", zip_bytes(edited(ROOT_RELS, 'Target="xl/', 'Target="/xl/')), SAME),
    Case("dots in targets", zip_bytes(relations("../xl/./worksheets/../worksheets/sheet1.xml")), SAME),
    Case("escapes in targets", zip_bytes(relations("worksheets/%73heet1.xml")), SAME),
    Case("target in other case", zip_bytes(relations("WorkSheets/Sheet1.XML")), SAME),
    Case("target with backslashes", zip_bytes(relations("worksheets\\sheet1.xml")), SAME),
    Case("parts of any name", zip_bytes({(n if n in (CONTENT, ROOT_RELS) else n.replace("xl/", "数据/").replace("workbook", "book")):
                                         (c.replace("xl/workbook", "数据/book") if n == ROOT_RELS else c.replace("/xl/workbook", "/数据/book")
                                          .replace("/xl/worksheets", "/数据/worksheets") if n == CONTENT else c)
                                         for n, c in form_parts().items()}), SAME),
    Case("no content types", zip_bytes(with_part(CONTENT, None)), SAME),
    Case("no styles", zip_bytes(with_part(STYLES, None)), SAME),
    Case("no root relationships", zip_bytes(with_part(ROOT_RELS, None)), SAME),
    Case("wrong CRC of a part nobody reads", also(Entry("docProps/app.xml", "<a/>", local=dict(crc=1), central=dict(crc=1))), SAME),
    Case("the same part twice", also(Entry(SHEET, form_parts()[SHEET])), ANY),
    Case("named .txt", PLAIN, SAME, file="a.txt"),
    Case("named with spaces and brackets", PLAIN, SAME, file="表 (1) [终稿].xlsx"),
    Case("named like an option", PLAIN, ANY, file="-o.xlsx"),
    # ---- broken
    *[Case(f"cut to {share} %", PLAIN[:len(PLAIN) * share // 100], REFUSED()) for share in (1, 20, 50, 80, 95, 99)],
    *[Case(f"cut by {n} bytes", PLAIN[:-n], REFUSED()) for n in (1, 2, 21, 22, 23, 100)],
    *[Case(f"first {n} bytes gone", PLAIN[n:], REFUSED()) for n in (1, 4, 30, 1000)],
    Case("a hole in the middle", PLAIN[:2000] + bytes(500) + PLAIN[2500:], REFUSED()),
    Case("as text", PLAIN.replace(b"\n", b"\r\n"), REFUSED()),
    Case("through UTF-8", PLAIN.decode("latin-1").encode(), REFUSED()),
    Case("twice in one file", PLAIN + PLAIN, ANY),
    Case("empty archive", b"PK\x05\x06" + bytes(18), REFUSED()),
    Case("only an end record that lies", b"PK\x05\x06" + b"\xff" * 18, REFUSED()),
    *[Case(f"wrong CRC of {name}", zip_bytes(changed(name, local=dict(crc=1), central=dict(crc=1))), REFUSED("CRC"))
      for name in (SHEET, STRINGS, BOOK)],
    Case("wrong CRC of the root relationships", zip_bytes(changed(ROOT_RELS, local=dict(crc=1), central=dict(crc=1))), READ("source_damaged")),
    Case("content that does not inflate", zip_bytes(changed(SHEET, packed=b"\xff" * 200)), REFUSED(SHEET)),
    Case("content that never ends", zip_bytes(changed(SHEET, packed=b"\x00" + b"\x00\x00\xff\xff" * 500)), REFUSED(SHEET)),
    Case("nothing packed", zip_bytes(changed(SHEET, packed=b"")), REFUSED()),
    *[Case(f"says {size} bytes", zip_bytes(changed(SHEET, local=dict(size=size), central=dict(size=size))), REFUSED())
      for size in (0, 10, 5000, 200_000_000, FULL - 1, FULL)],
    Case("says more packed than there is", zip_bytes(changed(SHEET, central=dict(packed=1 << 30))), REFUSED()),
    Case("says less packed", zip_bytes(changed(SHEET, local=dict(packed=10), central=dict(packed=10))), REFUSED()),
    Case("zip64 sizes beyond reason", zip_bytes(changed(SHEET, central=dict(packed=FULL, size=FULL, extra=struct.pack(
        "<HHQQ", 1, 16, 1 << 62, 1 << 62)))), REFUSED()),
    Case("zip64 field too short", zip_bytes(changed(SHEET, central=dict(packed=FULL, size=FULL, extra=struct.pack("<HHI", 1, 4, 9)))), REFUSED()),
    Case("extra field that leaves the record", zip_bytes(changed(SHEET, central=dict(extra=struct.pack("<HH", 1, 9999)))), ANY),
    Case("entry at a negative place", zip_bytes(changed(SHEET, central=dict(offset=FULL))), REFUSED()),
    Case("entry inside the directory", zip_bytes(changed(SHEET, central=dict(offset=len(PLAIN) - 100))), REFUSED()),
    Case("entry of another name in its header", zip_bytes(changed(SHEET, local=dict(name=b"xl/worksheets/sheet9.xml"))), ANY),
    Case("entry of another method in its header", zip_bytes(changed(SHEET, local=dict(method=0))), ANY),
    Case("entry of other sizes in its header", zip_bytes(changed(SHEET, local=dict(size=1, packed=1))), ANY),
    *[Case(f"directory {what}", zip_bytes(form_parts(), end=end), REFUSED()) for what, end in {
        "far away": dict(offset=1 << 30), "of no size": dict(size=0), "too long": dict(size=1 << 20), "of 5 entries": dict(total=5, here=5),
        "of 9 entries": dict(total=9, here=9), "of 65,534 entries": dict(total=65534, here=65534),
        "in zip64 that is not there": dict(offset=FULL, size=FULL, total=0xFFFF, here=0xFFFF)}.items()],
    Case("comment longer than the file", zip_bytes(form_parts(), end=dict(comment_size=500)), REFUSED()),
    Case("end record in the comment", zip_bytes(form_parts(), comment=b"PK\x05\x06" + bytes(18)), ANY),
    Case("one disk of many", zip_bytes(form_parts(), end=dict(disk=3, start=2)), ANY),
    Case("entries on another disk", zip_bytes(changed(SHEET, central=dict(disk=7))), ANY),
    # ---- hostile
    Case("two entries in one place", also(Entry("xl/copy.xml", b"", shares=6)), REFUSED("overlap")),
    Case("overlapping bomb", overlapping_bomb, REFUSED("overlap")),
    Case("sheet twice with other content", also(Entry(SHEET, sheet_xml([["另一张"]])[0])), REFUSED(SHEET)),
    Case("sheet twice in other case", also(Entry(SHEET.upper(), sheet_xml([["另一张"]])[0])), REFUSED()),
    Case("sheet bomb", bomb(SHEET, 500), REFUSED("part_bytes")),
    Case("sheet bomb below the limit", bomb(SHEET, 250), REFUSED()),
    Case("strings bomb", bomb(STRINGS, 250), REFUSED()),
    Case("styles bomb", bomb(STYLES, 100), READ("source_damaged")),
    Case("relationships bomb", bomb(BOOK_RELS, 100), REFUSED("small_part_bytes")),
    Case("content types bomb", bomb(CONTENT, 100), ANY),
    Case("many entries", many_entries(20_000), REFUSED("package_entries")),
    Case("70,000 entries", many_entries(70_000), REFUSED("package_entries")),
    Case("entry names of 60 KB", lambda: zip_bytes(entries() + [Entry(b"n" * 60_000 + b"%d" % i, b"") for i in range(100)]),
         REFUSED("directory_bytes")),
    *[Case(f"{what}", zip_bytes(changed(SHEET, local=dict(flags=flags), central=dict(flags=flags))), REFUSED("encrypted"))
      for what, flags in {"encrypted": 1, "strongly encrypted": 0x41}.items()],
    *[Case(f"method {method}", zip_bytes(changed(SHEET, method=method, packed=packed)), REFUSED("Zip archive inconsistent" if method == 99 else "method"))
      for method, packed in {1: b"x", 9: b"x", 12: bz2.compress(b"x"), 14: lzma.compress(b"x"), 93: b"x", 95: b"x", 99: b"x", 65535: b"x"}.items()],
    *[Case(f"name {what}", also(Entry(name, b"x")), READ("source_damaged")) for what, name in {
        "leaves the folder": "../../../../tmp/evil.txt", "leaves it in the middle": "xl/../../evil", "has a drive": "C:\\evil.txt",
        "has two dots and backslashes": "..\\..\\evil.txt"}.items()],
    *[Case(f"name {what}", also(Entry(name, b"x")), ANY) for what, name in {
        "is empty": b"", "is of the network": "\\\\server\\share\\evil", "has NUL": b"xl/\0evil", "is no UTF-8": b"xl/\xff\xfe",
        "has escapes": "xl/\x1b[31mred\x1b[0m", "turns around": "xl/\u202egpj.xml", "is a device": "/dev/null", "is 60 KB": "n" * 60_000}.items()],
    *[Case(f"sheet {what}", zip_bytes(relations(target, mode)), REFUSED()) for what, target, mode in [
        ("on the network", "http://example.com/sheet1.xml", ""), ("on the network, external", "http://example.com/sheet1.xml", ' TargetMode="External"'),
        ("in a share", "\\\\server\\share\\sheet1.xml", ""), ("in a file", "file:///etc/passwd", ""), ("outside", "../../../../etc/passwd", ""),
        ("nowhere", "", ""), ("in a folder", "worksheets/", ""), ("in itself", "workbook.xml", ""), ("with NUL", "worksheets/sheet1.xml%00.txt", ""),
        ("in a long name", "x" * 100_000, ""), ("not there", "worksheets/sheet7.xml", "")]],
    Case("workbook outside", zip_bytes(edited(ROOT_RELS, "xl/workbook.xml", "../../../../etc/passwd")), ANY),
    Case("workbook on the network", zip_bytes(edited(ROOT_RELS, 'Target="xl/workbook.xml"', 'Target="http://example.com/" TargetMode="External"')), ANY),
    Case("relationship without a target", zip_bytes(edited(BOOK_RELS, ' Target="worksheets/sheet1.xml"', "")), REFUSED()),
    Case("relationship without an id", zip_bytes(edited(BOOK_RELS, ' Id="rId1"', "")), ANY),
    Case("relationships of one id", zip_bytes(with_part(BOOK_RELS, lambda t: t.replace("rId2", "rId1").replace("rId3", "rId1"))), ANY),
    Case("100,000 relationships", lambda: zip_bytes(with_part(BOOK_RELS, lambda t: t.replace("</Rel", "".join(
        f'<Relationship Id="x{i}" Type="t" Target="t"/>' for i in range(100_000)) + "</Rel"))), REFUSED("relationships")),
    Case("fragment in a target", zip_bytes(relations("worksheets/sheet1.xml#A1")), ANY),
    *[Case(f"without {name}", zip_bytes(with_part(name, None)), ANY if name in (STRINGS, BOOK_RELS) else REFUSED(), names="a.xlsx")
      for name in (SHEET, STRINGS, BOOK, BOOK_RELS)],
    Case("only the workbook", zip_bytes({BOOK: form_parts()[BOOK]}), REFUSED()),
    Case("only names", zip_bytes({name: "" for name in form_parts()}), REFUSED()),
    Case("a workbook without sheets", zip_bytes(with_part(BOOK, f'<workbook xmlns="{MAIN}"><sheets/></workbook>')), REFUSED()),
    # ---- something else
    Case("empty file", b"", REFUSED()), Case("one byte", b"P", REFUSED()), Case("two bytes", b"PK", REFUSED()),
    Case("zeros", bytes(1 << 20), REFUSED()), Case("noise", NOISE(1 << 20), REFUSED()), Case("little noise", NOISE(333), REFUSED()),
    Case("a zip in a zip", zipped("a.xlsx", PLAIN), REFUSED()), Case("gzip", gzip.compress(PLAIN), REFUSED()),
    Case("bzip2", bz2.compress(PLAIN), REFUSED()), Case("xz", lzma.compress(PLAIN), REFUSED()), Case("tar", tarred(PLAIN), SAME),
    Case("7z", b"7z\xbc\xaf\x27\x1c" + NOISE(500), REFUSED()), Case("rar", b"Rar!\x1a\x07\x00" + NOISE(500), REFUSED()),
    Case("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n", REFUSED()),
    Case("png", b"\x89PNG\r\n\x1a\n" + NOISE(500), REFUSED()), Case("elf", b"\x7fELF\x02\x01\x01" + NOISE(500), REFUSED()),
    Case("xls", compound("Root Entry", "Workbook"), REFUSED("xls")), Case("password", compound("Root Entry", "EncryptedPackage"), REFUSED("password")),
    Case("compound file cut short", compound("Workbook")[:600], REFUSED()), Case("compound file of nothing", compound()[:8], REFUSED()),
    Case("docx", package_of("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml"), REFUSED("docx")),
    Case("pptx", package_of("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"), REFUSED()),
    Case("xlsb", package_of("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"), REFUSED("xlsb")),
    Case("ods", zip_bytes([Entry("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", method=0), Entry("content.xml", b"<a/>")]),
         REFUSED("ods")),
    Case("sqlite", b"SQLite format 3\0" + bytes(4080), REFUSED()),
]

if __name__ == "__main__":
    sys.exit(main(CASES, SOUND))
