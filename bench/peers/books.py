"""books.py read|write|xlsxwriter BOOK.xlsx REPEATS: openpyxl reading a workbook or writing its cells and merges again, XlsxWriter
writing them; prints processor milliseconds, the best of REPEATS."""

import io
import sys
import time

import openpyxl
import xlsxwriter


def content(path):
    """Values, merges, widths and heights of each sheet."""
    out = []
    for sheet in openpyxl.load_workbook(path):
        merged = {str(area).split(":")[0]: area for area in sheet.merged_cells.ranges}
        cells = [(cell.row, cell.column, cell.value, merged.get(cell.coordinate)) for row in sheet.iter_rows() for cell in row
                 if cell.value is not None or cell.coordinate in merged]
        heights = {row: dimension.height for row, dimension in sheet.row_dimensions.items() if dimension.height}
        out.append((sheet.title, cells, heights))
    return out


def by_openpyxl(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    thin = openpyxl.styles.Side(style="thin")
    border = openpyxl.styles.Border(left=thin, right=thin, top=thin, bottom=thin)
    for title, cells, heights in sheets:
        sheet = book.create_sheet(title)
        for row, column, value, area in cells:
            cell = sheet.cell(row, column, value)
            cell.border = border
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="center")
            if area:
                sheet.merge_cells(str(area))
        for row, height in heights.items():
            sheet.row_dimensions[row].height = height
    out = io.BytesIO()
    book.save(out)
    return out.getbuffer().nbytes


def by_xlsxwriter(sheets):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    look = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    for title, cells, heights in sheets:
        sheet = book.add_worksheet(title)
        for row, height in heights.items():
            sheet.set_row(row - 1, height)
        for row, column, value, area in cells:
            if area and area.size != {"columns": 1, "rows": 1}:
                sheet.merge_range(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1, value, look)
            else:
                sheet.write(row - 1, column - 1, value, look)
    book.close()
    return out.getbuffer().nbytes


def main():
    what, path, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if what == "read":
        work = lambda: len(content(path))
    else:
        sheets = content(path)
        work = lambda: (by_openpyxl if what == "write" else by_xlsxwriter)(sheets)
    best = float("inf")
    for _ in range(repeats):
        before = time.process_time()
        assert work()
        best = min(best, time.process_time() - before)
    print(f"{best * 1000:.3f}")


main()
