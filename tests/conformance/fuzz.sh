#!/bin/bash
# Every fuzz entry for a few seconds, in the build with AddressSanitizer and UBSan, the same inputs in each run: nothing is found.
cd "$(dirname "$0")/../.." || exit 1
JIXIAO_FUZZ_PRESET=san JIXIAO_FUZZ_CORPUS=$2/corpus JIXIAO_FUZZ_RUNS=${JIXIAO_FUZZ_RUNS:-1000} exec scripts/fuzz
