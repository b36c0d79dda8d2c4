#!/usr/bin/env bash
# Builds the sample kernels: build.sh OUTPUT_DIR INCLUDE_DIR
#
# Each kernel becomes OUTPUT_DIR/<name>/ with kernel.sxs, manifest.json and its library, each Helix
# module OUTPUT_DIR/<name>/<name>.hmod, each Python module OUTPUT_DIR/<name>/ with manifest.json and its code. What is newer than its
# sources is left alone. CC, CXX and RUSTC choose the compilers, CFLAGS and CXXFLAGS add to their flags, NPM is the client that fetches
# flatted. MPY_CROSS is a command that is given a source in Python and the name of the bytecode to write; without one, Python modules are
# left as sources. A sample whose language or library this machine lacks is skipped, with a line.
#
# Everything works with the bash 3.2 of macOS. Nothing is forked unless something has to be built.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: build.sh OUTPUT_DIR INCLUDE_DIR" >&2
    exit 2
fi

output=$1
include=$2
samples=${BASH_SOURCE[0]%/*}
[ "$samples" != "${BASH_SOURCE[0]}" ] || samples=.
header=$include/sxs/kernel_api.h
module_header=$include/helix/module.h
crate=$samples/../sdk/rust/helix-module/src
temporary=
crate_build=
fetched=

if [ ! -f "$header" ]; then
    echo "samples: no $header: INCLUDE_DIR has to be the directory that holds sxs/kernel_api.h" >&2
    exit 2
fi

case $OSTYPE in
    darwin*) suffix=dylib ;;
    *) suffix=so ;;
esac

trap 'if [ -n "$temporary" ]; then rm -f "$temporary"; fi; if [ -n "$crate_build" ]; then rm -rf "$crate_build"; fi
if [ -n "$fetched" ]; then rm -rf "$fetched"; fi' EXIT

skip() { # sample, reason
    echo "samples: $1 skipped: $2"
}

# Whether a sample's library is missing or no newer than one of its files, the header or this script.
is_stale() { # sample
    local target=$output/$1/libkernel_$1.$suffix source
    for source in "$samples/$1"/* "$header" "$samples/build.sh"; do
        [ "$target" -nt "$source" ] || return 0
    done
    # kernel.sxs is put in place last: without it the sample was interrupted.
    [ ! -f "$output/$1/kernel.sxs" ]
}

# The same for a Helix module, which is one file.
is_stale_module() { # sample
    local target=$output/$1/$1.hmod source
    for source in "$samples/$1"/* "$header" "$module_header" "$crate"/* "$samples/build.sh"; do
        [ "$target" -nt "$source" ] || return 0
    done
    return 1
}

# The same for a Python module, whose manifest.json is put in place last.
is_stale_python() { # sample, further sources...
    local target=$output/$1/manifest.json source
    for source in "$samples/$1"/* "$samples/build.sh" "${@:2}"; do
        [ "$target" -nt "$source" ] || return 0
    done
    return 1
}

# The first of the candidates that exists; the variable's own value wins and may carry arguments.
find_compiler() { # value of the variable, candidates...
    local candidate chosen=$1
    shift
    if [ -n "$chosen" ]; then
        set -- "$chosen"
    fi
    for candidate in "$@"; do
        if command -v "${candidate%% *}" > /dev/null 2>&1; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

# Whether the compiler builds a library of an empty source with these arguments.
compiles() { # language, compiler and arguments...
    local language=$1
    shift
    echo "${probe:-}" | "$@" -x "$language" - -shared -fPIC -o /dev/null > /dev/null 2>&1
}

# Flags that not every compiler and linker knows.
platform_flags() { # language, compiler...
    local flag flags=
    for flag in -fno-gnu-unique -Wl,--no-undefined; do
        if compiles "$@" -Werror "$flag"; then flags="$flags $flag"; fi
    done
    echo "$flags"
}

# Compiles to a name of its own and moves the result: no other process ever sees half a library.
# The metadata follows the library, kernel.sxs last, because it makes the directory a kernel.
build() { # sample, compiler and arguments...
    local sample=$1 target=$output/$1 file
    shift
    mkdir -p "$target"
    temporary=$target/.libkernel_$sample.$$
    if ! "$@" -o "$temporary"; then
        echo "samples: $sample does not compile" >&2
        exit 1
    fi
    mv -f "$temporary" "$target/libkernel_$sample.$suffix"
    for file in manifest.json kernel.sxs; do
        temporary=$target/.$file.$$
        cp "$samples/$sample/$file" "$temporary"
        mv -f "$temporary" "$target/$file"
    done
    temporary=
    echo "samples: $sample built"
}

# A Helix module says in its file what it is; nothing goes beside it.
build_module() { # sample, compiler and arguments...
    local sample=$1 target=$output/$1
    shift
    mkdir -p "$target"
    temporary=$target/.$sample.$$
    if ! "$@" -o "$temporary"; then
        echo "samples: $sample does not compile" >&2
        exit 1
    fi
    mv -f "$temporary" "$target/$sample.hmod"
    temporary=
    echo "samples: $sample built"
}

# As bytecode, if there is a compiler for it, whose file manifest.json then names.
place_python() { # sample, files that are there besides its own...
    local sample=$1 target=$output/$1 file name script=
    shift
    mkdir -p "$target"
    target=$(cd "$target" && pwd)
    for file in "$samples/$sample"/*.py "$@"; do
        [ -f "$file" ] || continue
        name=${file##*/}
        temporary=$target/.$name.$$
        if [ -n "${MPY_CROSS:-}" ]; then
            # Tracebacks show the name that it is compiled by.
            if ! (cd "${file%/*}" && $MPY_CROSS "$name" "$temporary"); then
                echo "samples: $sample does not compile" >&2
                exit 1
            fi
            rm -f "$target/$name"
            name=${name%.py}.mpy
            script='s/\("mpy_entry": ".*\)\.py"/\1.mpy"/'
        else
            cp "$file" "$temporary"
            rm -f "$target/${name%.py}.mpy"
        fi
        mv -f "$temporary" "$target/$name"
    done
    temporary=$target/.manifest.json.$$
    sed "$script" "$samples/$sample/manifest.json" > "$temporary"
    mv -f "$temporary" "$target/manifest.json"
    temporary=
    echo "samples: $sample built"
}

# An object, which Kernos links: without -fvisibility=hidden and all that belongs to a library.
build_senslib() {
    need_cc
    mkdir -p "$output/senslib/native"
    temporary=$output/senslib/native/.board.$$
    # shellcheck disable=SC2086
    if ! $cc -std=c99 -Wall -Wextra -Werror -O2 -fPIC -c ${CFLAGS:-} -I "$include" "$samples/senslib/native/board.c" -o "$temporary"; then
        echo "samples: senslib does not compile" >&2
        exit 1
    fi
    mv -f "$temporary" "$output/senslib/native/board.o"
    place_python senslib
}

# The npm client refuses bytes that do not have the sum in the lock file.
build_flatted() {
    local npm file
    if ! npm=$(find_compiler "${NPM:-}" npm); then
        skip flatted "no npm on this machine (install Node.js 18 or later, or set NPM)"
        return 0
    fi
    fetched=$(mktemp -d)
    for file in package.json package-lock.json .npmrc; do
        cp "$samples/flatted/$file" "$fetched/"
    done
    # shellcheck disable=SC2086
    if ! (cd "$fetched" && $npm ci --ignore-scripts --no-audit --no-fund --prefer-offline > npm.log 2>&1); then
        cat "$fetched/npm.log" >&2
        echo "samples: npm could not fetch flatted; what it said stands above" >&2
        exit 1
    fi
    # As it is: the bytecode would be without its licence.
    MPY_CROSS='' place_python flatted "$fetched/node_modules/flatted/python/flatted.py"
    rm -rf "$fetched"
    fetched=
}

need_cc() {
    [ -z "${cc:-}" ] || return 0
    if ! cc=$(find_compiler "${CC:-}" cc gcc clang); then
        echo "samples: no C compiler on this machine${CC:+ (CC is '$CC')}: install gcc or clang, or set CC" >&2
        exit 1
    fi
    # Unquoted from here on: CC="ccache gcc" is a compiler and an argument, flags are many.
    cc_flags="-std=c99 -Wall -Wextra -Werror -O2 -fPIC -shared -fvisibility=hidden"
    # shellcheck disable=SC2086
    cc_flags="$cc_flags $(platform_flags c $cc) ${CFLAGS:-}"
}

build_c() { # sample, further arguments...
    local sample=$1
    shift
    need_cc
    # shellcheck disable=SC2086
    build "$sample" $cc $cc_flags -I "$include" "$samples/$sample/$sample.c" "$@"
}

build_cxx() { # sample
    local cxx flags="-std=c++11 -Wall -Wextra -Werror -O2 -fPIC -shared"
    flags="$flags -fvisibility=hidden -fvisibility-inlines-hidden"
    if ! cxx=$(find_compiler "${CXX:-}" c++ g++ clang++); then
        skip "$1" "no C++ compiler on this machine (install g++ or clang++, or set CXX)"
        return 0
    fi
    # shellcheck disable=SC2046,SC2086
    build "$1" $cxx $flags $(platform_flags c++ $cxx) ${CXXFLAGS:-} -I "$include" "$samples/$1/$1.cpp"
}

# panic=unwind, because the boundary in sxs.rs catches panics: with abort one would end the host.
build_rust() { # sample
    local rustc
    if ! rustc=$(find_compiler "${RUSTC:-}" rustc); then
        skip "$1" "no rustc on this machine (install Rust, or set RUSTC)"
        return 0
    fi
    # shellcheck disable=SC2086
    build "$1" $rustc --edition 2021 --crate-type cdylib --crate-name "kernel_$1" -D warnings \
        -C opt-level=2 -C panic=unwind -C strip=symbols "$samples/$1/$1.rs"
}

build_c_module() { # sample, further arguments...
    local sample=$1
    shift
    need_cc
    # shellcheck disable=SC2086
    build_module "$sample" $cc $cc_flags -I "$include" "$samples/$sample/$sample.c" "$@"
}

# The crate of the SDK first, then the sample with it: cargo does the same, but wants a directory to keep.
build_rust_module() { # sample
    local rustc flags="--edition 2021 -D warnings -C opt-level=2 -C panic=unwind"
    if ! rustc=$(find_compiler "${RUSTC:-}" rustc); then
        skip "$1" "no rustc on this machine (install Rust, or set RUSTC)"
        return 0
    fi
    crate_build=$(mktemp -d)
    # shellcheck disable=SC2086
    if ! $rustc $flags --crate-type rlib --crate-name helix_module "$crate/lib.rs" \
        -o "$crate_build/libhelix_module.rlib"; then
        echo "samples: the crate helix-module does not compile" >&2
        exit 1
    fi
    # shellcheck disable=SC2086
    build_module "$1" $rustc $flags --crate-type cdylib --crate-name "$(echo "$1" | tr - _)" -C strip=symbols \
        --extern "helix_module=$crate_build/libhelix_module.rlib" "$samples/$1/$1.rs"
    rm -rf "$crate_build"
    crate_build=
}

build_sqlite() {
    local flags probe='#include <sqlite3.h>'
    need_cc
    flags=$(pkg-config --cflags --libs sqlite3 2> /dev/null) || flags=-lsqlite3
    # pkg-config may know a library whose header is not there: only a compilation tells.
    # shellcheck disable=SC2086
    if ! compiles c $cc $flags; then
        skip sqlite "no sqlite3.h and libsqlite3 on this machine (install libsqlite3-dev or sqlite-devel)"
        return 0
    fi
    # shellcheck disable=SC2086
    build_c sqlite $flags -pthread
}

for sample in alu calls clock hash io random sqlite stats text vector; do
    is_stale "$sample" || continue
    case $sample in
        io) build_c io -pthread ;;
        sqlite) build_sqlite ;;
        stats) build_rust stats ;;
        text) build_cxx text ;;
        random | vector) build_c "$sample" -lm ;;
        *) build_c "$sample" ;;
    esac
done

# Helix modules are ELF files.
if [ "$suffix" = so ]; then
    if is_stale_module rr-sched-c; then build_c_module rr-sched-c -pthread; fi
    if is_stale_module rr-sched-rust; then build_rust_module rr-sched-rust; fi
    # So are the objects that Kernos links.
    if is_stale_python senslib "$samples/senslib/native/board.c" "$header"; then build_senslib; fi
fi

for sample in pytext pyreport; do
    if is_stale_python "$sample"; then place_python "$sample"; fi
done
if is_stale_python flatted; then build_flatted; fi
