#!/usr/bin/env bash
# Builds the kernels of the integration tests: build.sh OUTPUT_DIR INCLUDE_DIR SAMPLES_DIR
#
# OUTPUT_DIR/<kernel> is what kernel:load takes. OUTPUT_DIR/next/answer is another build of answer. OUTPUT_DIR/boot is a
# boot directory with two of the samples and with kernels that cannot be loaded.
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
for kernel in answer first foreign form lacking middle needy next/answer nolibrary noinit second third thread truncated unregistered; do
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
compile noinit/noinit.c noinit
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

cp -R "$samples/alu" "$samples/calls" "$output/noinit" "$output/needy" "$output/boot/"
touch "$marker"
