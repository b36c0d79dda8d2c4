#!/usr/bin/env bash
# Checks a library that build.sh has linked: check.sh LIBRARY "EXPORTED NAMES"
#
# It has to export these names and no other, and to need nothing but what every machine of its platform has: the C library, and
# the C++ library where it is the exception guard. OBJDUMP is a program that reads the platform's format, of binutils or LLVM.
set -euo pipefail
export LC_ALL=C

if [ $# -ne 2 ]; then
    echo "usage: check.sh LIBRARY \"EXPORTED NAMES\"" >&2
    exit 2
fi

library=$1
expected=$2

case $library in
    *kernos_guard.so) allowed='libstdc\+\+\.so\.6|libc\+\+\.so\.1|libc\+\+abi\.so\.1|libgcc_s\.so\.1|libm\.so\.6|' ;;
    *kernos_guard.dylib) allowed='/usr/lib/libc\+\+\.1\.dylib|' ;;
    *) allowed= ;;
esac
case $library in
    *.dylib) tools="${OBJDUMP:-} llvm-objdump objdump" package=llvm
        allowed="$allowed/usr/lib/libSystem\.B\.dylib|@rpath/.*" ;;
    *.dll) tools="${OBJDUMP:-} x86_64-w64-mingw32-objdump objdump" package=binutils-mingw-w64-x86-64
        allowed='KERNEL32\.dll|msvcrt\.dll|ucrtbase\.dll|api-ms-win-crt-.*\.dll' ;;
    *) tools="${OBJDUMP:-} objdump llvm-objdump" package=binutils
        allowed="$allowed"'libc\.so\.6|libpthread\.so\.0|ld-linux.*\.so\.[0-9]+|libc\.so|libc\.musl-.*\.so\.1' ;;
esac

exports() { # objdump
    case $library in
        *.dylib) "$1" --macho --exports-trie "$library" | sed -n 's/^0x[0-9A-Fa-f]* *_//p' ;;
        # "[   0] name", in newer binutils "[   0] +base[   1]  0000 name", of LLVM "1   0x4060  name".
        *.dll)
            "$1" -p "$library" | sed -n \
                -e '/^\[Ordinal\/Name Pointer\] Table/,/^$/s/^[[:space:]]*\[ *[0-9]*\].*[[:space:]]//p' \
                -e '/^Export Table:/,/^$/s/^ *[0-9]\{1,\} *0x[0-9a-f]* *//p' ;;
        # Without the local names of sections, which some linkers leave in.
        *) "$1" -T "$library" | sed -n '/^[0-9a-f]\{1,\} l /d; /\*UND\*/d; s/^[0-9a-f]\{8,\} .*[[:space:]]//p' ;;
    esac
}

needs() { # objdump
    case $library in
        *.dylib) "$1" --macho --dylibs-used "$library" | sed -n 's/^[[:space:]]\{1,\}\(.*\) (compatibility.*/\1/p' ;;
        *.dll) "$1" -p "$library" | sed -n 's/^[[:space:]]*DLL Name: //p' ;;
        *) "$1" -p "$library" | sed -n 's/^ *NEEDED *//p' ;;
    esac
}

one_line() { sort -u | tr '\n' ' ' | sed 's/ $//'; }

objdump=
for tool in $tools; do
    if command -v "$tool" > /dev/null 2>&1 && "$tool" -p "$library" > /dev/null 2>&1; then
        objdump=$tool
        break
    fi
done
if [ -z "$objdump" ]; then
    echo "kernel table: what ${library##*/} exports and needs was not checked: no objdump here reads it (apt-get install $package)"
    exit 0
fi

found=$(exports "$objdump" | one_line)
wanted=$(echo "$expected" | tr ' ' '\n' | one_line)
if [ "$found" != "$wanted" ]; then
    echo "kernel table: ${library##*/} exports '$found', and should export '$wanted'" >&2
    exit 1
fi
foreign=$(needs "$objdump" | grep -Evx "$allowed" | one_line || true)
if [ -n "$foreign" ]; then
    echo "kernel table: ${library##*/} needs '$foreign', which not every machine has" >&2
    exit 1
fi
