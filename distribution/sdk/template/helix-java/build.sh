#!/bin/sh
# Builds the module into build/yourname/, a directory that Kernos can load. It is compiled against the API of the Kernos that
# ./kernos.sh runs; JAVA_HOME chooses the JDK, 17 or later.
set -eu
cd "$(dirname "$0")"

jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
home=$(./kernos.sh --home)
# All that a module sees beside the JDK: the API, and of the framework the classes for versions.
api=$(echo "$home"/bundles/2-kernos/org.kernos.api-*.jar):$(echo "$home"/lib/org.apache.felix.framework-*.jar)
directory=build/yourname

rm -rf build/.classes
mkdir -p build/.classes "$directory"
find src -name '*.java' > build/.sources
"${jdk}javac" --release 17 -Xlint:all,-classfile -Werror -parameters -cp "$api" -d build/.classes @build/.sources
"${jdk}jar" --create --file "$directory/yourname.jar.new" -C build/.classes .
mv -f "$directory/yourname.jar.new" "$directory/yourname.jar"
cp manifest.json "$directory/"
