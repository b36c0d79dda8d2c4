#!/usr/bin/env bash
# Tests the kernel table without Java: test.sh SOURCE_DIR INCLUDE_DIR WORK_DIR
#
# Once under the address and undefined behaviour sanitizers, once under valgrind; what this machine lacks is said
# and left out. The last line of each run is "N checks passed, 0 failed"; else the status is 1.
#
# For another platform CC is its cross compiler, CFLAGS what that needs, and RUN the program that runs what it makes: then the
# table is tested as it is, as neither the sanitizers nor valgrind are at home there.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: test.sh SOURCE_DIR INCLUDE_DIR WORK_DIR" >&2
    exit 2
fi

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sources=$1
include=$2
work=$3
cc=${CC:-$(command -v gcc || command -v clang || echo cc)}
mkdir -p "$work"

table=()
for file in "$sources"/*.c; do
    case $file in
        */natives.c | */host_jni.c) ;;
        *) table+=("$file") ;;
    esac
done

build() { # program, flags...
    local program=$1
    shift
    # shellcheck disable=SC2086
    $cc -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror -g ${CFLAGS:-} "$@" -I "$include" -I "$sources" "${table[@]}" "$tests"/*.c \
        -o "$program" -pthread
}

if [ -n "${RUN:-}" ]; then
    build "$work/table.exe" -O2
    # shellcheck disable=SC2086
    $RUN "$work/table.exe" "under ${RUN%% *}"
    exit 0
fi

sanitizers=-fsanitize=address,undefined
# Not every machine has the sanitizers' libraries, and not every kernel lets them run.
# shellcheck disable=SC2086
if { echo 'int main(void) { return 0; }' | $cc -x c - $sanitizers -o "$work/probe" && "$work/probe"; } > /dev/null 2>&1; then
    build "$work/table-sanitized" -O1 $sanitizers -fno-sanitize-recover=all
    UBSAN_OPTIONS=print_stacktrace=1 "$work/table-sanitized" "under the sanitizers"
else
    echo "kernel table: not tested under the sanitizers: $cc does not have them here"
fi

build "$work/table-plain" -O2
if command -v valgrind > /dev/null 2>&1; then
    valgrind --quiet --error-exitcode=1 --leak-check=full --show-leak-kinds=definite,possible \
        --errors-for-leak-kinds=definite "$work/table-plain" "under valgrind"
else
    echo "kernel table: not tested under valgrind: it is not installed"
    "$work/table-plain" "as it is"
fi
