#!/bin/bash
# The seed's PDF, read by other programs: a sound file, every font embedded, and its text comes back.
# Called as `pdf.sh PROGRAM FOLDER`.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
for tool in qpdf pdffonts pdftotext; do
    command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done

cd "$2" || exit 1
"$1" convert "$top/fixtures/changzhou-kjj-2024.txt" -o out --to pdf 2>/dev/null
pdf=out/changzhou-kjj-2024.pdf

qpdf --check "$pdf" || exit 1

# Columns of pdffonts from the right: … emb sub uni object ID (two numbers).
pdffonts "$pdf" | tail -n +3 | awk '
    { fonts++; if ($(NF - 4) != "yes" || $(NF - 3) != "yes" || $(NF - 2) != "yes") { print "not embedded, subset and mapped: " $0; bad = 1 } }
    END { exit bad || fonts == 0 }' || exit 1

# Words that stand on one line of the page, whatever the layout.
pdftotext -raw "$pdf" text
for words in 常州市科学技术局 68725.09 66688.86 科技专项 ≥600家; do
    grep -qF "$words" text || { echo "pdftotext does not find $words"; exit 1; }
done
# U+FFFD, private use and the other block of look-alike radicals never come out.
if LC_ALL=C.UTF-8 grep -qP '[\x{FFFD}\x{E000}-\x{F8FF}\x{2E80}-\x{2FDF}]' text; then
    echo "a character does not map back"; exit 1
fi
echo "sound, embedded, extractable"
