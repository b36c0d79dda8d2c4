#!/usr/bin/env bash
# Builds the C library of the kernel table for another platform: cross.sh PLATFORM OUTPUT_DIR INCLUDE_DIR JAVA_HOME
#
# PLATFORM is linux-aarch64, win32-x86-64, darwin-aarch64 or darwin-x86-64, as JNA calls them. The compilers are Debian's, whatever CC
# and CXX are: those are the machine's own; with another cross compiler call build.sh. For macOS, SDKROOT may name Apple's SDK;
# without it targets/darwin/README.md tells what is used. Ends with 1 and one sentence when the compiler is missing.
set -euo pipefail

if [ $# -ne 4 ]; then
    echo "usage: cross.sh PLATFORM OUTPUT_DIR INCLUDE_DIR JAVA_HOME" >&2
    exit 2
fi

platform=$1
shift
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

need() { # program, Debian package
    if ! command -v "$1" > /dev/null 2>&1; then
        echo "kernel table: not built for $platform: there is no '$1' on this machine (apt-get install $2)" >&2
        exit 1
    fi
}

use_gnu() { # prefix of the programs, suffix of the packages
    need "$1-gcc" "gcc-$2"
    need "$1-g++" "g++-$2"
    export CC="$1-gcc" CXX="$1-g++"
}

use_clang() { # architecture as Apple calls it
    local flags="-target $1-apple-macos11" linker
    if [ "$(uname -s)" = Darwin ]; then
        # Apple's compiler knows its linker and its SDK.
        export CC="clang $flags" CXX="clang++ $flags"
        return
    fi
    need clang clang
    linker=$(clang -print-prog-name=ld64.lld)
    need "$linker" lld
    export SDKROOT=${SDKROOT:-$sources/targets/darwin}
    if [ ! -f "$SDKROOT/usr/lib/libSystem.tbd" ]; then
        echo "kernel table: not built for $platform: SDKROOT is '$SDKROOT', which holds no usr/lib/libSystem.tbd" >&2
        exit 1
    fi
    export CC="clang $flags -fuse-ld=lld"
    # By this variable, since a directory may have a space in its name and a flag here may not.
    export CPLUS_INCLUDE_PATH=$SDKROOT/usr/include/c++/v1
    export CXX="clang++ $flags -fuse-ld=lld -stdlib=libc++ -nostdinc++"
}

case $platform in
    linux-aarch64) use_gnu aarch64-linux-gnu aarch64-linux-gnu ;;
    win32-x86-64) use_gnu x86_64-w64-mingw32 mingw-w64-x86-64 ;;
    darwin-aarch64) use_clang arm64 ;;
    darwin-x86-64) use_clang x86_64 ;;
    *)
        echo "kernel table: no way to build for '$platform': linux-aarch64, win32-x86-64, darwin-aarch64, darwin-x86-64" >&2
        exit 2 ;;
esac
exec "$sources/build.sh" "$@"
