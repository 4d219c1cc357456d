#!/bin/bash
# PDFs of the seed and of forms grown from it, read by other programs: sound files, every font embedded, a structure, the
# attached JSON comes back, and so does every character. Called as `pdf.sh PROGRAM FOLDER`.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
for tool in qpdf pdffonts pdftotext pdfinfo pdfdetach; do
    command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
seed=$top/fixtures/changzhou-kjj-2024.txt
cd "$2" || exit 1
"$1" show "$seed" --as json >seed.json || exit 1
python3 -B "$top/tests/conformance/forms/grow.py" seed.json forms || exit 1
cp seed.json forms/
"$1" convert forms -o out --to pdf,json --attach 2>log

for name in seed many long hostile empty; do
    pdf=out/$name.pdf
    fail() { echo "$pdf: $*"; exit 1; }
    test -f "$pdf" || { cat log; fail "was not written"; }
    qpdf --check "$pdf" >check || { cat check; fail "is unsound"; }

    # Columns of pdffonts from the right: … emb sub uni object ID (two numbers).
    pdffonts "$pdf" | tail -n +3 | awk '
        { fonts++; if ($(NF - 4) != "yes" || $(NF - 3) != "yes" || $(NF - 2) != "yes") { print "not embedded, subset and mapped: " $0; bad = 1 } }
        END { exit bad || fonts == 0 }' || fail "its fonts"

    pdfinfo -struct-text "$pdf" >structure || fail "its structure cannot be read"
    grep -q '^  H1' structure && grep -q '^  Table' structure || fail "has no heading or no table"

    pdfdetach -save 1 -o attached.json "$pdf" && cmp -s attached.json out/$name.json || fail "its attachment is not the JSON"

    # Every character of the form comes back, in whatever order.
    pdftotext -raw "$pdf" text
    python3 - "$name" <<'END' || fail "loses characters"
import collections, json, sys
form = json.load(open(f"out/{sys.argv[1]}.json"))
def texts(value):
    if isinstance(value, dict): return [t for k, v in value.items() if k not in ("kind", "comparator", "unit", "number", "number2") for t in texts(v)]
    if isinstance(value, list): return [t for v in value for t in texts(v)]
    return [value] if isinstance(value, str) else []
# Groups are drawn once for all rows they cover.
groups = {"level1", "level2", "key_work", "project", "group"}
rows = [{k: v for k, v in row.items() if k not in groups} for name in form["lists"] for row in form["lists"][name]]
# Where a line ends, pdftotext drops a hyphen there is.
seen = lambda text: collections.Counter(c for c in text if c.isprintable() and not c.isspace() and c != "-")
wanted = seen("".join(texts([form["title"], form["fields"], rows])))
lost = wanted - seen(open("text", encoding="utf-8").read())
if lost: sys.exit(str(dict(lost)))
END
    # Private use and the other block of look-alike radicals never come out, and U+FFFD only where poppler says it for
    # U+FFFE, which is no character.
    if LC_ALL=C.UTF-8 grep -qP '[\x{E000}-\x{F8FF}\x{2E80}-\x{2FDF}]' text; then fail "a character does not map back"; fi
    if LC_ALL=C.UTF-8 grep -qP '\x{FFFD}' text && ! grep -q 'ufffe' forms/$name.json; then fail "a character does not map back"; fi
done

# The seed's four pages are under 120 KB, and so is a form of three.
size() { "$1" convert "$2" -o small --to pdf 2>>log; wc -c <small/"$(basename "${2%.*}")".pdf; }
test "$(size "$1" seed.json)" -lt 120000 || { echo "the seed takes $(size "$1" seed.json) bytes"; exit 1; }
python3 - <<'END'
import json
form = json.load(open("seed.json"))
form["fields"]["main_duties"] = form["fields"]["main_duties"][:4]
json.dump(form, open("three.json", "w"))
END
bytes=$(size "$1" three.json)
test "$(pdfinfo small/three.pdf | awk '$1 == "Pages:" { print $2 }')" = 3 || { echo "not three pages"; exit 1; }
test "$bytes" -lt 120000 || { echo "three pages take $bytes bytes"; exit 1; }
echo "sound, embedded, tagged, extractable; three pages in $bytes bytes"
