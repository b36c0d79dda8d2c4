#!/bin/sh
# Builds the kernel, tests its functions by themselves, then loads it in Kernos and calls it.
set -eu
cd "$(dirname "$0")"
./build.sh

mkdir -p build/.test
${CXX:-c++} -std=c++11 -Wall -Wextra -Werror -g -I include test/test.cpp -o build/.test/test
build/.test/test

said=$(./kernos.sh 'kernel:load build/yourname; kernel:call yourname/hello World')
[ "$said" = '"Hello, World!"' ] || { echo "yourname/hello World: $said" >&2; exit 1; }
echo "yourname/hello World: $said"
