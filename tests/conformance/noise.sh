#!/bin/bash
# Dirty texts of every dialect are read no worse than before: the full set (`noise.reduced` is the small one).
#   noise.sh PROGRAM FOLDER
score=$(dirname "$1")/tests/noise_score
[ -x "$score" ] || { echo "noise_score is not built"; exit 77; }
exec "$score" --level 0.1 1 --seeds 3 --hold
