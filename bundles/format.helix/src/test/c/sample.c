/* A module as the macro of the SDK makes it: the header in assembler, since C has no constant for the distance of two objects. */
#include <stdint.h>
#include <stdlib.h>

__asm__(
    ".pushsection .hxmd,\"a\",%progbits\n"
    ".balign 16\n"
    "header:\n"
    ".long 0x444D5848\n"
    ".short 1, 0\n"
    ".long 96, 5\n"
    ".long name - header, 6\n"
    ".long 1, 2, 3\n"
    ".long sample_init - header, sample_cleanup - header\n"
    ".long interfaces - header, 1, dependencies - header, 1\n"
    ".long methods - header, 2, needs - header, 1\n"
    ".long 32\n"
    ".long name - header, 6, name - header, 6\n"
    "interfaces: .quad 65\n .long letter - header, 1, 1, 0, 0, 0\n"
    "dependencies: .long name - header, 3, 3, 1, 0, 0, 2, 0, 0, 1\n"
    "methods: .long 0, method - header, 8\n .long 0x80000000, method - header, 8\n"
    "needs: .long 0, letter - header, 1, 1, 0, 0\n"
    "name: .ascii \"sample\"\n"
    "letter: .ascii \"A\"\n"
    "method: .ascii \"next(u8)\"\n"
    ".popsection\n");

#define LOCAL __attribute__((visibility("hidden")))

LOCAL int32_t sample_init(void *module) { return module == NULL; }
LOCAL int32_t sample_cleanup(void *module) { return module == NULL; }
void *_helix_module_create(void) { return malloc(1); }
void _helix_module_destroy(void *module) { free(module); }
