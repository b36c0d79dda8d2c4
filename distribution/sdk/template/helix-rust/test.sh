#!/bin/sh
# Builds the module, tests its functions by themselves, then loads it in Kernos and calls it.
set -eu
cd "$(dirname "$0")"
./build.sh

CARGO_TARGET_DIR=target cargo test --offline --quiet

said=$(./kernos.sh 'kernel:load build/yourname; kernel:call yourname/add 5; kernel:call yourname/total')
[ "$said" = 5 ] || { echo "yourname/add 5, yourname/total: $said" >&2; exit 1; }
echo "yourname/add 5, yourname/total: $said"
