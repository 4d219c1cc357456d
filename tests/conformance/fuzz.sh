#!/bin/bash
# Every fuzz entry for a few seconds, built with clang 19, AddressSanitizer and UBSan: from the fixtures as they are, nothing is found.
cd "$(dirname "$0")/../.." || exit 1
JIXIAO_FUZZ_PRESET=fuzz-short JIXIAO_FUZZ_CORPUS=$2/corpus exec scripts/fuzz "${JIXIAO_FUZZ_SECONDS:-4}"
