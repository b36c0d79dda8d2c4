#!/usr/bin/env bash
# Tests what cross.sh has built: test.sh PLATFORM SOURCE_DIR INCLUDE_DIR JAVA_HOME LIBRARY_DIR WORK_DIR [SKIP]
#
# Under an emulator: the kernel table without Java (../shim), then the very libraries that are packed, in a program that stands in
# for the virtual machine (load.cpp). Where no emulator is, or none can be, one sentence says so; so it does when SKIP is "true".
# For linux-x86-64, which needs no emulator, the libraries only: each build runs this there, so that load.cpp stays what they need.
set -euo pipefail

if [ $# -lt 6 ]; then
    echo "usage: test.sh PLATFORM SOURCE_DIR INCLUDE_DIR JAVA_HOME LIBRARY_DIR WORK_DIR [SKIP]" >&2
    exit 2
fi

platform=$1
sources=$2
include=$3
java_include=$4/include
libraries=$5/$1
work=$6
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

not_run() {
    echo "kernel table: $platform: compiled, not run: $1"
    exit 0
}

[ "${7:-}" != true ] || not_run "tests are skipped"
mkdir -p "$work"

RUN=
case $platform in
    linux-x86-64)
        opening=-ldl java_machine=$java_include/linux
        shim=$libraries/libkernos_shim.so guard=$libraries/libkernos_guard.so
        CXX=$(command -v g++ || command -v clang++ || true) CFLAGS=""
        [ "$(uname -sm)" = "Linux x86_64" ] || not_run "this machine is another one"
        [ -n "$CXX" ] && [ -e "$guard" ] || not_run "there is no compiler of C++ on this machine" ;;
    linux-aarch64)
        root=/usr/aarch64-linux-gnu opening=-ldl java_machine=$java_include/linux
        shim=$libraries/libkernos_shim.so guard=$libraries/libkernos_guard.so
        CC=aarch64-linux-gnu-gcc CXX=aarch64-linux-gnu-g++ CFLAGS=""
        for emulator in qemu-aarch64 qemu-aarch64-static; do
            [ -n "$RUN" ] || ! command -v $emulator > /dev/null 2>&1 || RUN="$emulator -L $root"
        done
        [ -n "$RUN" ] || not_run "there is no qemu-aarch64 on this machine (apt-get install qemu-user)" ;;
    win32-x86-64)
        opening="" java_machine=$sources/targets/win32
        shim=$libraries/kernos_shim.dll guard=$libraries/kernos_guard.dll
        CC=x86_64-w64-mingw32-gcc CXX=x86_64-w64-mingw32-g++ CFLAGS=-static
        for emulator in wine64 wine; do
            [ -n "$RUN" ] || ! command -v $emulator > /dev/null 2>&1 || RUN=$emulator
        done
        [ -n "$RUN" ] || not_run "there is no wine on this machine (apt-get install wine)"
        # Nothing of the user's own is touched, and what wine lacks of a desktop is none of our business.
        export WINEPREFIX=${WINEPREFIX:-$work/wine} WINEDEBUG=${WINEDEBUG:--all} ;;
    *) not_run "nothing but macOS itself runs it" ;;
esac

if [ -n "$RUN" ]; then
    export CC CFLAGS RUN
    "$tests/../shim/test.sh" "$sources" "$include" "$work"
fi

# shellcheck disable=SC2086
$CXX -std=c++11 -Wall -Wextra -Werror -g $CFLAGS -I "$include" -I "$java_include" -I "$java_machine" \
    "$tests/load.cpp" -o "$work/load.exe" -pthread $opening
$RUN "$work/load.exe" "$shim" "$guard"
