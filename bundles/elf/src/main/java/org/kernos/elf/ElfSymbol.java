package org.kernos.elf;

/**
 * One symbol of a shared library's dynamic symbol table.
 *
 * @param address as if the library were loaded at 0; 0 for one that is not defined
 * @param isCode whether that is in a segment that is executed
 */
public record ElfSymbol(String name, int binding, boolean isDefined, long address, boolean isCode) {

    private static final int WEAK = 2;
    private static final int GNU_UNIQUE = 10;

    /** Without a definition elsewhere a weak symbol is null, and no error. */
    public boolean isWeak() {
        return binding == WEAK;
    }

    /** Whether the definition is one for the whole process, which keeps its library mapped for ever (native U-4). */
    public boolean isUnique() {
        return binding == GNU_UNIQUE && isDefined;
    }
}
