#!/bin/bash
# Every fuzz entry for JIXIAO_FUZZ_SECONDS (an hour): the figures of docs/reliability.md.
cd "$(dirname "$0")/../.." || exit 1
exec scripts/fuzz "${JIXIAO_FUZZ_SECONDS:-3600}"
