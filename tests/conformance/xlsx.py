#!/usr/bin/env python3
"""The seed's workbook, read by openpyxl: the facts, their types, and a sound sheet. `xlsx.py PROGRAM FOLDER`."""

import pathlib
import subprocess
import sys

try:
    import openpyxl
except ImportError:
    print("skipped: no openpyxl (Debian: python3-openpyxl)")
    sys.exit(77)

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
seed = pathlib.Path(__file__).resolve().parents[2] / "fixtures/changzhou-kjj-2024.txt"
subprocess.run([program, "convert", str(seed), "-o", str(folder), "--to", "xlsx"], stderr=subprocess.DEVNULL)
sheet = openpyxl.load_workbook(folder / "changzhou-kjj-2024.xlsx").worksheets[0]
values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]

for fact in ("常州市科学技术局", 68725.09, 66688.86, 1858.91, "=100%", "≥600家", "基本支出"):
    assert fact in values, f"{fact!r} is not in the workbook"
assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], "a formula nobody asked for"
covered = set()
for merged in sheet.merged_cells.ranges:
    cells = {(row, col) for row in range(merged.min_row, merged.max_row + 1)
             for col in range(merged.min_col, merged.max_col + 1)}
    assert not cells & covered, f"merged ranges overlap at {merged}"
    covered |= cells
assert all(0 < (row.height or 1) <= 409.5 for row in sheet.row_dimensions.values()), "a row higher than Excel allows"
assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1, "not A4, or not fitted to its width"
print(f"{len(values)} values, {len(sheet.merged_cells.ranges)} merged ranges")
