package org.kernos.elf;

/** The names of a file's sections or symbols, one behind the other, each ended by NUL. */
final class StringTable {

    private final ElfBytes file;
    private final int start;
    private final int end;
    private final String what;
    private final NameBudget budget;

    StringTable(ElfBytes file, long offset, long size, String what, NameBudget budget) throws DamagedElfException {
        this.file = file;
        this.what = what;
        this.budget = budget;
        start = file.range(offset, size, "the table of " + what);
        end = start + (int) size;
    }

    String name(long offset) throws DamagedElfException {
        if (offset >= end - start) {
            throw new DamagedElfException("a name starts at byte " + offset + " of the table of " + what
                    + ", which has " + (end - start) + " bytes");
        }
        String name = file.text(start + (int) offset, end, "a name");
        budget.take(name);
        return name;
    }
}
