#!/bin/bash
# Every fuzz entry for a few seconds, in the build with AddressSanitizer and UBSan: from the fixtures as they are, nothing is found.
cd "$(dirname "$0")/../.." || exit 1
JIXIAO_FUZZ_PRESET=san JIXIAO_FUZZ_CORPUS=$2/corpus exec scripts/fuzz "${JIXIAO_FUZZ_SECONDS:-4}"
