#!/usr/bin/env bash
# Builds the kernels of the integration tests: build.sh OUTPUT_DIR INCLUDE_DIR SAMPLES_DIR
#
# OUTPUT_DIR/<kernel> is what kernel:load takes. OUTPUT_DIR/next/answer is another build of answer. OUTPUT_DIR/boot is a
# boot directory with four of the samples and with modules that cannot be loaded.
set -euo pipefail

output=$1
include=$2
samples=$3
sources=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
marker=$output/built

if [ -f "$marker" ] && [ -z "$(find "$sources" "$include" "$samples" -newer "$marker" -print | head -n 1)" ]; then
    exit 0
fi
rm -rf "$output"
mkdir -p "$output/next" "$output/boot"
for kernel in answer broken first foreign form lacking middle needy next/answer nolibrary noinit second third thread truncated unregistered; do
    cp -R "$sources/$kernel" "$output/$kernel"
    rm -f "$output/$kernel"/*.c
done

compile() { # source, kernel, further arguments...
    local source=$1 kernel=$2
    shift 2
    ${CC:-cc} -std=c99 -Wall -Wextra -Werror -O1 -fPIC -shared -I "$include" "$sources/$source" \
        -o "$output/$kernel/libkernel_${kernel##*/}.so" "$@"
}

compile answer/answer.c answer -DANSWER=1
compile answer/answer.c next/answer -DANSWER=2
for kernel in foreign middle needy truncated unregistered; do
    compile answer/answer.c "$kernel" -DANSWER=3
done
compile form/form.c form
mkdir -p "$output/next/spoilt"
cp -R "$sources/tally" "$output/tally"
cp -R "$sources/next/tally" "$output/next/tally"
cp -R "$sources/next/spoilt/tally" "$output/next/spoilt/tally"
rm "$output/tally/tally.c"
compile tally/tally.c tally -DBUILD=1
compile tally/tally.c next/tally -DBUILD=2
compile tally/tally.c next/spoilt/tally -DBUILD=3 -DSPOILT
for large in large next/large; do
    mkdir -p "$output/$large"
    cp -R "$sources/tally" "$output/$large/tally"
    rm "$output/$large/tally/tally.c"
    compile tally/tally.c "$large/tally" -DBUILD=4 -DSTATE_BYTES=268435456
done
cp -R "$sources/counting" "$output/counting"
cp -R "$sources/next/counting" "$output/next/counting"
compile noinit/noinit.c noinit
for kernel in configured fixed; do
    cp -R "$sources/$kernel" "$output/$kernel"
    rm -f "$output/$kernel"/*.c
done
compile configured/configured.c configured -DLIVE
compile configured/configured.c fixed
cp -R "$sources/pyconf" "$output/pyconf"
compile thread/thread.c thread -pthread
for kernel in first second third; do
    compile record.c "$kernel" "-DKERNEL=\"$kernel\""
done

# The same file, said to be for another machine: e_machine is the 16-bit number at offset 18; 243 is RISC-V.
printf '\363' | dd of="$output/foreign/libkernel_foreign.so" bs=1 seek=18 conv=notrunc 2> /dev/null
whole=$output/truncated/libkernel_truncated.so
head -c 3000 "$whole" > "$whole.part"
mv "$whole.part" "$whole"
echo 'int gone(void); int gone(void) { return 4; }' | ${CC:-cc} -x c -fPIC -shared -o "$output/libkernos_gone.so" -
compile lacking/lacking.c lacking -L "$output" -lkernos_gone
rm "$output/libkernos_gone.so"

helix() { # directory, name, further arguments... (-c for an object)
    local directory=$1 name=$2
    shift 2
    mkdir -p "$output/$directory"
    case " $* " in
        *" -c "*) ;;
        *) set -- -shared "$@" ;;
    esac
    ${CC:-cc} -std=gnu99 -Wall -Wextra -Werror -O1 -fPIC -I "$include" "-DNAME=\"$name\"" "$@" \
        "$sources/helix/helix.c" -o "$output/$directory/$name.hmod"
}

mkdir -p "$output/helixconf"
cp "$sources/helix/live.json" "$output/helixconf/manifest.json"
${CC:-cc} -std=gnu99 -Wall -Wextra -Werror -O1 -fPIC -shared -pthread -I "$include" "$sources/helix/live.c" \
    -o "$output/helixconf/helixconf.hmod"

# The ABI stands in two 16-bit numbers behind the header's magic.
abi() { # directory, name, byte, value
    local file=$output/$1/$2.hmod at
    at=$(LC_ALL=C grep -abo HXMD "$file" | head -n 1 | cut -d: -f1)
    printf "$4" | dd of="$file" bs=1 seek=$((at + 4 + $3)) conv=notrunc 2> /dev/null
}

helix next/giver giver -DVERSION=2 '-DPROVIDES="ask() -> u32"'
helix giver giver -DVERSION=1 '-DPROVIDES="ask() -> u32"' -c
helix taker taker -DVERSION=1 '-DDEPENDS="giver"' -DDEPENDS_VERSION=1 -DIMPORTS '-DNEEDS="ask() -> u32"' -c
helix newtaker newtaker -DVERSION=1 '-DDEPENDS="giver"' -DDEPENDS_VERSION=2
helix strict strict -DVERSION=1 '-DDEPENDS="giver"' -DDEPENDS_VERSION=1 '-DNEEDS="ask(u32) -> u64"'
helix orphan orphan -DVERSION=1 -DIMPORTS -c
helix lesser lesser -DVERSION=1 '-DPROVIDES="gone() -> u32"'
helix one one -DVERSION=1 '-DDEPENDS="two"' -DDEPENDS_VERSION=1
helix two two -DVERSION=1 '-DDEPENDS="three"' -DDEPENDS_VERSION=1
helix three three -DVERSION=1 '-DDEPENDS="one"' -DDEPENDS_VERSION=1
helix guarded guarded -DVERSION=1 -DFLAGS=HELIX_PRIVILEGED
helix boxed boxed -DVERSION=1
helix abi-2.0 abi-2.0 -DVERSION=1
abi abi-2.0 abi-2.0 0 '\002'
helix abi-1.9 abi-1.9 -DVERSION=1
abi abi-1.9 abi-1.9 2 '\011'

cp -R "$samples/alu" "$samples/calls" "$samples/pytext" "$samples/pyreport" "$output/noinit" "$output/needy" "$output/broken" "$output/boot/"
touch "$marker"
