#!/bin/bash
# Every fault of tes../runs/faults.py on 500 documents.
JIXIAO_DOCUMENTS=500 exec python3 -B "$(dirname "$0")/../runs/faults.py" "$1" "$2"
