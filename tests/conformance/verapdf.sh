#!/bin/bash
# What veraPDF says: the PDFs of every fixture and of forms grown from the seed are PDF/A-2a and PDF/UA-1; with the JSON attached
# PDF/A-3a and PDF/UA-1. Called as `verapdf.sh PROGRAM FOLDER`.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
seed=$top/fixtures/changzhou-kjj-2024.txt
cd "$2" || exit 1
"$1" show "$seed" --as json >seed.json || exit 1
python3 -B "$top/tests/conformance/forms/grow.py" seed.json forms || exit 1
cp seed.json forms/
"$1" convert forms -o plain --to pdf 2>log
"$1" convert forms -o attached --to pdf --attach 2>>log
"$1" convert forms -o annotated --to pdf --annotate 2>>log
for folder in plain attached annotated; do
    test "$(find $folder -name '*.pdf' | wc -l)" = 5 || { cat log; echo "not every PDF was written"; exit 1; }
done
"$1" convert "$top/fixtures" -o fixtures --to pdf 2>>log
for fixture in "$top"/fixtures/*; do
    stem=$(basename "${fixture%.*}")
    test -n "$(find fixtures -name "$stem*.pdf")" || { cat log; echo "no PDF of $fixture"; exit 1; }
done
find plain annotated fixtures -name '*.pdf' -exec "$top/scripts/verapdf" {} +
status=$?
test $status = 0 || exit $status
find attached -name '*.pdf' -exec "$top/scripts/verapdf" --profile 3a --profile ua1 {} +
