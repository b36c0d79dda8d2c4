#!/usr/bin/env bash
# Tests the built samples against a small host of their own: test.sh OUTPUT_DIR INCLUDE_DIR
#
# OUTPUT_DIR is what build.sh filled. The host is built with the address and undefined behaviour
# sanitizers where the compiler has them; the tests of the SDK's crate for Rust run before. The last line
# is "N passed, 0 failed"; else the status is 1.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: test.sh OUTPUT_DIR INCLUDE_DIR" >&2
    exit 2
fi

output=$1
include=$2
test_directory=$(cd "$(dirname "${BASH_SOURCE[0]}")/test" && pwd)

cc=${CC:-$(command -v cc || command -v gcc || command -v clang || echo cc)}
# Unquoted from here on: CC="ccache gcc" is a compiler and an argument.
if ! command -v "${cc%% *}" > /dev/null 2>&1; then
    echo "samples: no C compiler on this machine${CC:+ (CC is '$CC')}: install gcc or clang, or set CC" >&2
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sanitizers=-fsanitize=address,undefined
# Not every machine has the sanitizers' libraries, and not every kernel lets them run.
# shellcheck disable=SC2086
if ! { echo 'int main(void) { return 0; }' | $cc -x c - $sanitizers -o "$work/probe" &&
    "$work/probe"; } > /dev/null 2>&1; then
    sanitizers=
    echo "samples: tested without sanitizers: $cc does not have them here"
fi

libraries="-lm -pthread"
case $OSTYPE in
    linux*) libraries="$libraries -ldl" ;;
esac

# shellcheck disable=SC2086
$cc -std=c99 -Wall -Wextra -Werror -g -O1 $sanitizers -I "$include" "$test_directory"/*.c \
    -o "$work/samples-test" $libraries

rustc=${RUSTC:-rustc}
crate=$test_directory/../../sdk/rust/helix-module/src
if command -v "${rustc%% *}" > /dev/null 2>&1; then
    # shellcheck disable=SC2086
    $rustc --edition 2021 --test --crate-name helix_module -D warnings "$crate/lib.rs" -o "$work/crate-test"
    "$work/crate-test" --quiet
else
    echo "samples: the crate helix-module not tested: no rustc on this machine"
fi

UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$work/samples-test" "$output"
