"""The smallest workbook that carries what a case needs (ECMA-376-1): inline strings, numbers with a format, error cells, merges,
hidden sheets and rows, an author."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# Formats by the numbers of ECMA-376-1 18.8.30; a cell's style is the place in this list.
FORMATS = ("General", "0.00", "0%", "#,##0.00", "0.00%")
NUMBERS = {"General": 0, "0.00": 2, "0%": 9, "#,##0.00": 4, "0.00%": 10}


class Number:
    """A stored number, shown with two decimals unless another format is named; `formula` is what it is the result of."""

    def __init__(self, stored, format="0.00", formula=""):
        self.stored = stored
        self.format = format
        self.formula = formula


def cell(ref, value):
    if isinstance(value, Number):
        formula = f"<f>{escape(value.formula)}</f>" if value.formula else ""
        return f'<c r="{ref}" s="{FORMATS.index(value.format)}">{formula}<v>{value.stored}</v></c>'
    if value in ("#REF!", "#N/A"):
        return f'<c r="{ref}" t="e"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet(rows, merges=(), hidden_rows=()):
    out = []
    for r, row in enumerate(rows, 1):
        cells = "".join(cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row) if value != "")
        out.append(f'<row r="{r}"{" hidden=" + chr(34) + "1" + chr(34) if r in hidden_rows else ""}>{cells}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return (f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(out)}</sheetData>' +
            (f"<mergeCells>{merged}</mergeCells>" if merged else "") + "</worksheet>")


def workbook(sheets, author=""):
    """`sheets`: (name, state, xml); state is visible or hidden."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        parts = "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                        f'spreadsheetml.worksheet+xml"/>' for i in range(1, len(sheets) + 1))
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
                         'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
                         'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
                         f'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{parts}</Types>')
        core = ('<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
                'Target="docProps/core.xml"/>') if author else ""
        package.writestr("_rels/.rels", f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                         f'Target="xl/workbook.xml"/>{core}</Relationships>')
        if author:
            package.writestr("docProps/core.xml", '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
                             f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{escape(author)}</dc:creator>'
                             '</cp:coreProperties>')
        package.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' + "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"{" state=" + chr(34) + "hidden" + chr(34) if state == "hidden" else ""}/>'
            for i, (name, state, _) in enumerate(sheets, 1)) + "</sheets></workbook>")
        package.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELS}">' + "".join(
            f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)) +
            f'<Relationship Id="rId99" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>')
        package.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
                         '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' + f'<cellXfs count="{len(FORMATS)}">' +
                         "".join(f'<xf numFmtId="{NUMBERS[name]}" applyNumberFormat="1"/>' for name in FORMATS) + "</cellXfs></styleSheet>")
        for i, (_, _, xml) in enumerate(sheets, 1):
            package.writestr(f"xl/worksheets/sheet{i}.xml", xml)
    return file.getvalue()
