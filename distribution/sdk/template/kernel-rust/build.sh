#!/bin/sh
# Builds the kernel into build/yourname/, a directory that Kernos can load. Nothing comes from a registry.
set -eu
cd "$(dirname "$0")"

directory=build/yourname
case $(uname -s) in
    Darwin) suffix=dylib ;;
    *) suffix=so ;;
esac
library=$directory/libkernel_yourname.$suffix

export CARGO_TARGET_DIR=target
cargo build --release --offline --quiet
mkdir -p "$directory"
# Copied beside and moved: writing into a library that is loaded would crash its host.
cp "target/release/libyour_name_kernel.$suffix" "$library.new"
mv -f "$library.new" "$library"
cp manifest.json kernel.sxs "$directory/"
