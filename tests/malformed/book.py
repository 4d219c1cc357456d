"""A workbook taken apart: its parts, and zip records whose every field can lie (APPNOTE 6.3).

`form_parts` gives the parts of a sound form; `zip_bytes` makes an archive of them. The form is that of
fixtures/sound-nanzhou.txt: what reads one reads the other."""

import pathlib
import struct
import zlib
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOUND = (ROOT / "fixtures/sound-nanzhou.txt").read_bytes()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, BOOK_RELS, ROOT_RELS, CONTENT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"


def rows(text=None):
    return [line.split("\t") for line in (text or SOUND.decode()).rstrip("\n").split("\n")]


def sheet_xml(grid=None, attributes="", cell=None, before="", after="", row=None):
    """The worksheet of a table; returns it and the shared strings. `cell(ref, value, index)` may write a cell otherwise
    (None: as ever), `row(number, cells)` a row."""
    strings, out = [], []
    for r, values in enumerate(grid or rows(), 1):
        cells = ""
        for c, value in enumerate(values):
            if value == "":
                continue
            ref, given = f"{chr(65 + c)}{r}", None
            if value not in strings:
                strings.append(value)
            index = strings.index(value)
            if cell:
                given = cell(ref, value, index)
            cells += given if given is not None else f'<c r="{ref}" t="s"><v>{index}</v></c>'
        out.append(row(r, cells) if row else f'<row r="{r}">{cells}</row>')
    return (f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"{attributes}>{before}<sheetData>{"".join(out)}</sheetData>{after}</worksheet>',
            strings)


def strings_xml(strings):
    return (f'{HEAD}<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">' +
            "".join(f"<si><t>{escape(text)}</t></si>" for text in strings) + "</sst>")


def styles_xml(formats=(), xfs=""):
    return (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>' + "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for i, code in enumerate(formats)) +
        '</numFmts><cellXfs><xf numFmtId="0"/>' + (xfs or "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(formats)))) +
        "</cellXfs></styleSheet>")


def form_parts(**options):
    """{name: text or bytes}, in the order of the package. `options` are those of sheet_xml."""
    sheet, strings = sheet_xml(**options)
    return {
        CONTENT: f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                 '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
                 'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
                 'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        ROOT_RELS: f'{HEAD}<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        BOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="整体绩效" sheetId="1" r:id="rId1"/></sheets></workbook>',
        BOOK_RELS: f'{HEAD}<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
                   f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
                   f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        STYLES: styles_xml(),
        STRINGS: strings_xml(strings),
        SHEET: sheet,
    }


def with_part(name, content, parts=None):
    """The form with another part, or without it where `content` is None. A function is given the part."""
    parts = dict(parts or form_parts())
    if content is None:
        del parts[name]
    else:
        parts[name] = content(parts[name]) if callable(content) else content
    return parts


def edited(name, before, after, parts=None):
    def change(text):
        assert before in text, before
        return text.replace(before, after, 1)
    return with_part(name, change, parts)


def as_bytes(content):
    return content if isinstance(content, bytes) else content.encode()


def deflated(content):
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


class Entry:
    """One entry. What is not given is the truth. `local` and `central` change single fields of one record: version, flags, method,
    crc, packed, size, name, extra, offset, comment, disk."""

    def __init__(self, name, content, method=8, packed=None, local=None, central=None, descriptor=None, zip64=False, shares=None,
                 before=b""):
        self.name, self.content = name if isinstance(name, bytes) else name.encode(), as_bytes(content)
        self.method, self.local, self.central, self.shares, self.before = method, local or {}, central or {}, shares, before
        self.packed = packed if packed is not None else deflated(self.content) if method == 8 else self.content
        self.descriptor, self.zip64 = descriptor, zip64  # descriptor: "signed" | "bare" | "wide"


def entries(parts=None, **options):
    return [Entry(name, content, **options) for name, content in (parts or form_parts()).items()]


FULL = 0xFFFFFFFF


def zip_bytes(parts, before=b"", after=b"", comment=b"", shift=0, zip64_end=False, end=None, between=b"", order=None):
    """The archive. `before` and `after` stand around it, `shift` is added to every stated position, `end` changes fields of the
    end record: disk, start, here, total, size, offset, comment_size; `order` is that of the directory."""
    if isinstance(parts, dict):
        parts = entries(parts)
    out, records = b"", []
    for part in parts:
        truth = dict(version=45 if part.zip64 else 20, flags=0x800 | (8 if part.descriptor else 0), method=part.method,
                     crc=zlib.crc32(part.content), packed=len(part.packed), size=len(part.content), name=part.name, extra=b"")
        offset = records[part.shares]["offset"] if part.shares is not None else len(out) + len(part.before)
        records.append({**truth, "offset": offset + shift, "comment": b"", "disk": 0, **part.central})
        if part.zip64:
            wide = struct.pack("<HHQQQ", 1, 24, len(part.content), len(part.packed), offset + shift)
            records[-1].update(packed=FULL, size=FULL, offset=FULL, extra=wide, **part.central)
        if part.shares is not None:
            continue
        said = dict(truth)
        if part.descriptor:
            said.update(crc=0, packed=0, size=0)
        if part.zip64:
            said.update(packed=FULL, size=FULL, extra=struct.pack("<HHQQ", 1, 16, *((0, 0) if part.descriptor else (len(part.content), len(part.packed)))))
        said.update(part.local)
        out += part.before + struct.pack("<IHHHIIIIHH", 0x04034b50, said["version"], said["flags"], said["method"], 0x00210000, said["crc"],
                                         said["packed"], said["size"], len(said["name"]), len(said["extra"])) + said["name"] + said["extra"]
        out += part.packed
        if part.descriptor:
            wide = part.descriptor == "wide"
            out += (b"" if part.descriptor == "bare" else struct.pack("<I", 0x08074b50)) + struct.pack(
                "<IQQ" if wide else "<III", truth["crc"], truth["packed"], truth["size"])
    out += between
    begin = len(out)
    directory = b""
    for r in ([records[i] for i in order] if order else records):
        directory += struct.pack("<IHHHHIIIIHHHHHII", 0x02014b50, 20, r["version"], r["flags"], r["method"], 0x00210000, r["crc"], r["packed"],
                                 r["size"], len(r["name"]), len(r["extra"]), len(r["comment"]), r["disk"], 0, 0, r["offset"] & FULL) + \
            r["name"] + r["extra"] + r["comment"]
    out += directory
    said = dict(disk=0, start=0, here=len(records), total=len(records), size=len(directory), offset=begin + shift, comment_size=len(comment))
    if zip64_end:
        at = len(out)
        out += struct.pack("<IQHHIIQQQQ", 0x06064b50, 44, 45, 45, 0, 0, len(records), len(records), len(directory), begin + shift)
        out += struct.pack("<IIQI", 0x07064b50, 0, at + shift, 1)
        said.update(here=0xFFFF, total=0xFFFF, size=FULL, offset=FULL)
    said.update(end or {})
    out += struct.pack("<IHHHHIIH", 0x06054b50, said["disk"], said["start"], said["here"], said["total"], said["size"], said["offset"],
                       said["comment_size"]) + comment
    return before + out + after
