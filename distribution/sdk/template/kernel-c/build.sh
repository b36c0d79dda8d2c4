#!/bin/sh
# Builds the kernel into build/yourname/, a directory that Kernos can load. CC chooses the compiler, CFLAGS and LDFLAGS add to its
# flags.
set -eu
cd "$(dirname "$0")"

cc=${CC:-cc}
directory=build/yourname
case $(uname -s) in
    Darwin) suffix=dylib ;;
    *) suffix=so ;;
esac
library=$directory/libkernel_yourname.$suffix

# Only what the header exports is visible, so that two kernels with equal names inside do not mix.
flags="-std=c99 -Wall -Wextra -Werror -O2 -g -fPIC -shared -fvisibility=hidden -I include"
# A forgotten library shows here and not when the kernel is loaded. Not every linker knows the flag.
if echo | $cc -x c - -shared -fPIC -Wl,--no-undefined -o /dev/null 2> /dev/null; then flags="$flags -Wl,--no-undefined"; fi

mkdir -p "$directory"
# Built beside and moved: writing into a library that is loaded would crash its host.
$cc $flags ${CFLAGS:-} your_name.c ${LDFLAGS:-} -o "$library.new"
mv -f "$library.new" "$library"
cp manifest.json kernel.sxs "$directory/"
