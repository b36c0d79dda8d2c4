#!/bin/sh
# Builds the kernel, tests its methods by themselves, then loads it in Kernos and calls it.
set -eu
cd "$(dirname "$0")"
./build.sh

jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
home=$(./kernos.sh --home)
api=$(echo "$home"/bundles/2-kernos/org.kernos.api-*.jar):$(echo "$home"/lib/org.apache.felix.framework-*.jar)
rm -rf build/.test
mkdir -p build/.test
find test -name '*.java' > build/.sources
"${jdk}javac" --release 17 -Xlint:all,-classfile -Werror -cp "build/.classes:$api" -d build/.test @build/.sources
"${jdk}java" -cp "build/.test:build/.classes:$api" org.example.YourNameKernelTest

said=$(./kernos.sh 'kernel:load build/yourname; kernel:call yourname/hello World')
[ "$said" = '"Hello, World!"' ] || { echo "yourname/hello World: $said" >&2; exit 1; }
echo "yourname/hello World: $said"
