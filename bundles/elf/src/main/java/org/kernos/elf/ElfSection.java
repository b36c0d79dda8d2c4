package org.kernos.elf;

/**
 * One section of an object.
 *
 * @param index its place in the section table
 * @param type SHT_PROGBITS is 1
 * @param flags SHF_WRITE 1, SHF_ALLOC 2, SHF_EXECINSTR 4, SHF_TLS 0x400
 * @param offset where its content begins in the file; of no meaning when it has none
 * @param link index of the section it belongs to, of a kind that depends on its type
 * @param info a number whose meaning depends on its type
 * @param alignment a power of two
 */
public record ElfSection(
        int index, String name, int type, long flags, long offset, long size, int link, int info, long alignment) {

    static final int NULL = 0;
    static final int SYMBOLS = 2;
    static final int STRINGS = 3;
    static final int RELOCATIONS = 4;
    static final int WITHOUT_CONTENT = 8;
    static final int RELOCATIONS_WITHOUT_ADDENDS = 9;
    static final int COMPACT_RELOCATIONS = 0x40000014;
    static final int INIT = 14;
    static final int FINI = 15;
    static final int GROUP = 17;
    static final int SYMBOL_SECTIONS = 18;

    private static final long WRITE = 1;
    private static final long ALLOCATE = 2;
    private static final long EXECUTE = 4;
    private static final long THREAD_LOCAL = 0x400;

    private boolean has(long flag) {
        return (flags & flag) != 0;
    }

    /** Whether it is a part of memory while the code runs. */
    public boolean isAllocated() {
        return has(ALLOCATE);
    }

    public boolean isWritable() {
        return has(WRITE);
    }

    public boolean isExecutable() {
        return has(EXECUTE);
    }

    /** Whether each thread has one of its own. */
    public boolean isThreadLocal() {
        return has(THREAD_LOCAL);
    }

    /** Whether the file has its bytes; the others begin as zeros. */
    public boolean hasContent() {
        return type != WITHOUT_CONTENT && type != NULL;
    }

    /** Whether it lists functions that run when the code is loaded. */
    public boolean listsInitFunctions() {
        return type == INIT;
    }

    /** Whether it lists functions that run before the code is unloaded. */
    public boolean listsFiniFunctions() {
        return type == FINI;
    }

    /** Whether it holds relocations of the section {@link #info} in a form that compilers of the 64-bit machines do not write unasked. */
    public boolean holdsOtherRelocations() {
        return type == RELOCATIONS_WITHOUT_ADDENDS || type == COMPACT_RELOCATIONS;
    }
}
