#!/bin/sh
# Builds the module, tests it by itself where there is a Python, then loads it in Kernos, tests it there and calls it.
set -eu
cd "$(dirname "$0")"
./build.sh

if command -v "${PYTHON:-python3}" > /dev/null; then
    PYTHONDONTWRITEBYTECODE=1 "${PYTHON:-python3}" test_your_name.py
else
    echo "not tested by itself: there is no ${PYTHON:-python3}"
fi

said=$(./kernos.sh 'kernel:load build/yourname; py:run test_your_name.py; kernel:call yourname/words "Hello, World"')
[ "$said" = '["hello" "world"]' ] || { echo "yourname/words: $said" >&2; exit 1; }
echo "yourname/words: $said"
