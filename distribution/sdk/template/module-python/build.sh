#!/bin/sh
# Builds the module into build/yourname/, a directory that Kernos can load: as bytecode, which Kernos itself compiles.
set -eu
cd "$(dirname "$0")"

directory=build/yourname
mkdir -p "$directory"
./kernos.sh py:compile --output "$directory/your_name.mpy" your_name.py > build/.log
cp manifest.json "$directory/"
