package org.kernos.elf;

/**
 * How long all names of a file may be. Linkers let names share their ends; a file in which every symbol bears the same megabyte was
 * made to exhaust memory.
 */
final class NameBudget {

    private static final long PER_BYTE = 4;

    private final long most;
    private long used;

    NameBudget(ElfBytes file) {
        most = PER_BYTE * file.length();
    }

    void take(String name) throws DamagedElfException {
        used += name.length();
        if (used > most) {
            throw new DamagedElfException("its symbols share names of more than " + most + " characters");
        }
    }
}
