#!/bin/sh
# Builds the module into build/yourname/, a directory that Kernos can load. CC chooses the compiler, CFLAGS and LDFLAGS add to its
# flags. With FORM=object it becomes an object, which Kernos links itself, and is built into build/object/yourname/.
set -eu
cd "$(dirname "$0")"

case ${FORM:-shared} in
    shared)
        directory=build/yourname
        # Only exports are visible, so that two modules with equal names inside do not mix.
        form="-shared -pthread -fvisibility=hidden -Wl,--no-undefined"
        ;;
    object)
        directory=build/object/yourname
        # Of several source files, `ld -r` makes one object.
        form=-c
        ;;
    *)
        echo "build.sh: FORM is '$FORM', expected 'shared' or 'object'" >&2
        exit 2
        ;;
esac
module=$directory/yourname.hmod

mkdir -p "$directory"
# Built beside and moved: writing into a module that is loaded would crash its host.
${CC:-cc} -std=c99 -Wall -Wextra -Werror -O2 -g -fPIC $form -I include ${CFLAGS:-} your_name.c ${LDFLAGS:-} -o "$module.new"
mv -f "$module.new" "$module"
