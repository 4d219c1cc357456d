#!/bin/bash
# The seed's PDF is PDF/A-2a and PDF/UA-1, says veraPDF. Called as `verapdf.sh PROGRAM FOLDER`.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
"$1" convert "$top/fixtures/changzhou-kjj-2024.txt" -o "$2/out" --to pdf 2>/dev/null
exec "$top/scripts/verapdf" "$2/out/changzhou-kjj-2024.pdf"
