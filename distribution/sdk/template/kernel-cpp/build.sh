#!/bin/sh
# Builds the kernel into build/yourname/, a directory that Kernos can load. CXX chooses the compiler, CXXFLAGS and LDFLAGS add to its
# flags.
set -eu
cd "$(dirname "$0")"

cxx=${CXX:-c++}
directory=build/yourname
case $(uname -s) in
    Darwin) suffix=dylib ;;
    *) suffix=so ;;
esac
library=$directory/libkernel_yourname.$suffix

# Only what the header exports is visible, so that two kernels with equal names inside do not mix.
flags="-std=c++11 -Wall -Wextra -Werror -O2 -g -fPIC -shared -fvisibility=hidden -fvisibility-inlines-hidden -I include"
# Without the first flag a kernel in C++ may never be unloaded; with the second a forgotten library shows here and not when the kernel
# is loaded. Not every compiler and linker knows them.
for flag in -fno-gnu-unique -Wl,--no-undefined; do
    if echo | $cxx -x c++ - -Werror -shared -fPIC $flag -o /dev/null 2> /dev/null; then flags="$flags $flag"; fi
done

mkdir -p "$directory"
# Built beside and moved: writing into a library that is loaded would crash its host.
$cxx $flags ${CXXFLAGS:-} your_name.cpp ${LDFLAGS:-} -o "$library.new"
mv -f "$library.new" "$library"
cp manifest.json kernel.sxs "$directory/"
