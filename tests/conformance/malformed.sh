#!/bin/bash
# One case of three of tests/malformed, by what users run.
failed=0
for set in packages parts texts data; do
    mkdir "$2/$set"
    JIXIAO_EVERY=${JIXIAO_EVERY:-3} python3 -B "$(dirname "$0")/../malformed/$set.py" "$1" "$2/$set" || failed=1
done
exit $failed
