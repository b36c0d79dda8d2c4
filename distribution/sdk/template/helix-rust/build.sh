#!/bin/sh
# Builds the module into build/yourname/, a directory that Kernos can load. Nothing comes from a registry.
set -eu
cd "$(dirname "$0")"

directory=build/yourname
module=$directory/yourname.hmod

export CARGO_TARGET_DIR=target
cargo build --release --offline --quiet
mkdir -p "$directory"
# Copied beside and moved: writing into a module that is loaded would crash its host.
cp target/release/libyour_name_module.so "$module.new"
mv -f "$module.new" "$module"
