#!/bin/bash
# Our PDF, drawn at 150, 200 and 300 dots an inch, read by Tesseract as TSV, imported and compared: no
# comparator may be silently wrong, and an amount only where Tesseract was sure and no sum covers it (those are listed).
#   ocr.sh PROGRAM FOLDER
score=$(dirname "$1")/tests/noise_score
[ -x "$score" ] || { echo "noise_score is not built"; exit 77; }
for tool in pdftoppm tesseract; do command -v $tool >/dev/null || { echo "$tool is absent"; exit 77; }; done
tesseract --list-langs 2>/dev/null | grep -qx chi_sim || { echo "tesseract-ocr-chi-sim is absent"; exit 77; }
exec "$score" --dirt scan --dialect ocr-tsv --seeds 1 --hold
