#!/bin/bash
# ThreadSanitizer over what works in parallel: the tests of src/batch, and runs over 40 documents, threads and worker
# processes, interrupted and gone on with. Builds the preset `tsan` (a quarter of an hour on two cores), hence not in CI.
set -u
folder=$2 here=$(dirname "$(readlink -f "$0")")
cd "$here/../.." || exit 1
cmake --preset tsan > "$folder/cmake.txt" && cmake --build --preset tsan --target jixiao test_batch > "$folder/build.txt" || {
    tail -20 "$folder/cmake.txt" "$folder/build.txt"
    exit 1
}
jixiao=$PWD/build/tsan/jixiao tests=$PWD/build/tsan/tests/test_batch
export TSAN_OPTIONS="suppressions=$here/../races.supp exitcode=66"
python3 -B -c "import sys; sys.path.insert(0, '$here/../runs'); import pathlib, documents
documents.write_documents(pathlib.Path('$folder/in'), 40, 10)"
cd "$folder" || exit 1
failed=0
# One table in seven is wrong: 3. A race: 66.
expect() {
    local code=$1
    shift
    "$@" > said.txt 2>&1
    local got=$?
    [ $got -eq "$code" ] && ! grep -q 'WARNING: ThreadSanitizer' said.txt && return
    echo "exit $got: $*"
    head -60 said.txt
    failed=1
}
expect 0 "$tests"
expect 3 "$jixiao" convert in -o out -j 2 --to json,xlsx,pdf --index --report r.json --progress json
expect 3 "$jixiao" convert in -o out -j 4 --to json,xlsx,pdf --resume
expect 3 "$jixiao" convert in -o workers -j 2 --isolate --timeout-per-doc 5m
expect 3 "$jixiao" check in -j 3 --report r.html
expect 130 timeout --preserve-status -s INT 3 "$jixiao" convert in -o stopped -j 2 --to json,xlsx,pdf
expect 3 "$jixiao" convert in -o stopped -j 2 --to json,xlsx,pdf --resume
exit $failed
