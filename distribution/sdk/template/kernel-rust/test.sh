#!/bin/sh
# Builds the kernel, tests its functions by themselves, then loads it in Kernos and calls it.
set -eu
cd "$(dirname "$0")"
./build.sh

CARGO_TARGET_DIR=target cargo test --offline --quiet

said=$(./kernos.sh 'kernel:load build/yourname; kernel:call yourname/mean "[1 2 6]"')
[ "$said" = 3.0 ] || { echo "yourname/mean [1 2 6]: $said" >&2; exit 1; }
echo "yourname/mean [1 2 6]: $said"
