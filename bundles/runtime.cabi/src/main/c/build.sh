#!/usr/bin/env bash
# Builds the C library of the kernel table: build.sh OUTPUT_DIR INCLUDE_DIR JAVA_HOME
#
# The libraries become OUTPUT_DIR/<platform>/, where <platform> is what JNA calls the machine that the compiler
# compiles for: linux-x86-64. CC and CXX choose the compilers, so that a cross compiler fills another directory.
# What is newer than its sources is left alone. Works with the bash 3.2 of macOS.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: build.sh OUTPUT_DIR INCLUDE_DIR JAVA_HOME" >&2
    exit 2
fi

output=$1
include=$2
java_include=$3/include
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

find_compiler() { # value of the variable, candidates...
    local candidate chosen=$1
    shift
    for candidate in ${chosen:-"$@"}; do
        if command -v "$candidate" > /dev/null 2>&1; then
            echo "${chosen:-$candidate}"
            return 0
        fi
        [ -z "$chosen" ] || return 1
    done
    return 1
}

if ! cc=$(find_compiler "${CC:-}" gcc clang cc); then
    echo "kernel table: no C compiler on this machine${CC:+ (CC is '$CC')}: install gcc or clang, or set CC" >&2
    exit 1
fi
if [ ! -f "$java_include/jni.h" ]; then
    echo "kernel table: no $java_include/jni.h: JAVA_HOME has to be a JDK, not a JRE" >&2
    exit 1
fi

machine=$($cc -dumpmachine)
case $machine in
    x86_64-* | amd64-*) processor=x86-64 ;;
    aarch64-* | arm64-*) processor=aarch64 ;;
    *) processor=${machine%%-*} ;;
esac
cpp_libraries=
case $machine in
    *-darwin*)
        platform=darwin-$processor prefix=lib suffix=.dylib java_platform=darwin
        c_flags="-fPIC -dynamiclib" ;;
    *-mingw* | *-windows*)
        platform=win32-$processor prefix= suffix=.dll java_platform=win32
        c_flags="-shared" cpp_libraries="-static-libgcc" ;;
    *)
        platform=linux-$processor prefix=lib suffix=.so java_platform=linux
        # The same bytes on each build, nothing undefined, and no room for a stack that could be run.
        c_flags="-fPIC -shared -pthread -Wl,--build-id=none -Wl,--no-undefined -Wl,-z,noexecstack -Wl,-z,relro,-z,now" ;;
esac
mkdir -p "$output/$platform"

is_stale() { # library, sources...
    local library=$1 source
    shift
    for source in "$@" "$include/sxs/kernel_api.h" "$sources/build.sh"; do
        [ "$library" -nt "$source" ] || return 0
    done
    return 1
}

warnings="-Wall -Wextra -Werror"
shim=$output/$platform/${prefix}kernos_shim$suffix
if is_stale "$shim" "$sources"/*.c "$sources"/*.h; then
    # shellcheck disable=SC2086
    (cd "$sources" && $cc -std=c11 -O2 $warnings -Wmissing-prototypes -fvisibility=hidden $c_flags \
        -I "$include" -I "$java_include" -I "$java_include/$java_platform" ./*.c -o "$shim.new")
    mv -f "$shim.new" "$shim"
    echo "kernel table: built for $platform"
fi

guard=$output/$platform/${prefix}kernos_guard$suffix
if is_stale "$guard" "$sources/guard.cpp"; then
    if ! cxx=$(find_compiler "${CXX:-}" g++ clang++ c++); then
        echo "kernel table: no C++ compiler on this machine: an exception that leaves a kernel function will end the JVM"
        exit 0
    fi
    # shellcheck disable=SC2086
    (cd "$sources" && $cxx -std=c++11 -O2 $warnings -fvisibility=hidden $c_flags guard.cpp $cpp_libraries -o "$guard.new")
    mv -f "$guard.new" "$guard"
    echo "kernel table: exception guard built for $platform"
fi
