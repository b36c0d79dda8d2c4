#!/usr/bin/env bash
# Builds the C library of the kernel table: build.sh OUTPUT_DIR INCLUDE_DIR JAVA_HOME
#
# The libraries become OUTPUT_DIR/<platform>/, where <platform> is what JNA calls the machine that the compiler
# compiles for: linux-x86-64. CC and CXX choose the compilers, so that a cross compiler fills another directory (cross.sh).
# What is newer than its sources is left alone; what is older is removed, for whichever platform, so that no library is
# packed that does not fit the Java beside it. A library that exports or needs anything else than it should is not put in place.
# Works with the bash 3.2 of macOS.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: build.sh OUTPUT_DIR INCLUDE_DIR JAVA_HOME" >&2
    exit 2
fi

mkdir -p "$1"
output=$(cd "$1" && pwd)
include=$(cd "$2" && pwd)
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
    # shellcheck disable=SC2016
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
    *-darwin* | *-macos*)
        platform=darwin-$processor prefix=lib suffix=.dylib java_platform=darwin
        c_flags="-fPIC -dynamiclib" ;;
    *-mingw* | *-windows*)
        platform=win32-$processor prefix="" suffix=.dll java_platform=win32
        # The same bytes on each build, and the compiler's own libraries inside: no Windows has them.
        c_flags="-shared -s -static -static-libgcc -Wl,--no-insert-timestamp -Wl,--disable-auto-image-base" cpp_libraries="-static-libstdc++" ;;
    *)
        platform=linux-$processor prefix=lib suffix=.so java_platform=linux
        # The same bytes on each build, nothing undefined, and no room for a stack that could be run.
        c_flags="-fPIC -shared -pthread -Wl,--build-id=none -Wl,--no-undefined -Wl,-z,noexecstack -Wl,-z,relro,-z,now" ;;
esac
java_machine=$java_include/$java_platform
if [ ! -f "$java_machine/jni_md.h" ]; then
    # A JDK has this file for its own system only.
    java_machine=$sources/targets/$java_platform
fi
mkdir -p "$output/$platform"

is_stale() { # library, sources...
    local library=$1 source
    shift
    for source in "$@" "$include/sxs/kernel_api.h" "$sources"/*.sh "$sources"/targets/*/*.h "$sources"/targets/*/usr/*/*.*; do
        [ "$library" -nt "$source" ] || return 0
    done
    return 1
}

remove_stale() { # name of the library, sources...
    local library name=$1
    shift
    for library in "$output"/*/*"$name".*; do
        if [ -f "$library" ] && is_stale "$library" "$@"; then
            rm -f "$library"
        fi
    done
}

remove_stale kernos_shim "$sources"/*.c "$sources"/*.h
remove_stale kernos_guard "$sources/guard.cpp"

# Under its own name, which the library repeats inside, but not yet in its place.
new=$output/$platform/new
trap 'rm -rf "$new"' EXIT

put_in_place() { # library, what it exports
    OBJDUMP=${OBJDUMP:-$($cc -print-prog-name=objdump)} "$sources/check.sh" "$new/${1##*/}" "$2"
    mv -f "$new/${1##*/}" "$1"
}

name_inside() { # library
    [ "$java_platform" != darwin ] || echo "-Wl,-install_name,@rpath/${1##*/}"
}

warnings="-Wall -Wextra -Werror"
shim=$output/$platform/${prefix}kernos_shim$suffix
if [ ! -f "$shim" ]; then
    mkdir -p "$new"
    # shellcheck disable=SC2046,SC2086
    (cd "$sources" && $cc -std=c11 -O2 $warnings -Wmissing-prototypes -fvisibility=hidden $c_flags $(name_inside "$shim") \
        -I "$include" -I "$java_include" -I "$java_machine" ./*.c -o "$new/${shim##*/}")
    put_in_place "$shim" "kernos_shim_bind kernos_shim_unbind"
    echo "kernel table: built for $platform"
fi

guard=$output/$platform/${prefix}kernos_guard$suffix
if [ ! -f "$guard" ]; then
    if ! cxx=$(find_compiler "${CXX:-}" g++ clang++ c++); then
        echo "kernel table: no C++ compiler on this machine: an exception that leaves a kernel function will end the JVM"
        exit 0
    fi
    mkdir -p "$new"
    # shellcheck disable=SC2046,SC2086
    (cd "$sources" && $cxx -std=c++11 -O2 $warnings -fvisibility=hidden $c_flags $(name_inside "$guard") \
        guard.cpp $cpp_libraries -o "$new/${guard##*/}")
    put_in_place "$guard" kernos_guard
    echo "kernel table: exception guard built for $platform"
fi
