package org.kernos.elf;

/** The relocations of one section, read from the file when they are asked for: objects have many. */
public final class ElfRelocations {

    static final int ENTRY_SIZE = 24;

    private final ElfBytes file;
    private final ElfSection section;

    ElfRelocations(ElfBytes file, ElfSection section) {
        this.file = file;
        this.section = section;
    }

    /** Index of the section that they change. */
    public int target() {
        return section.info();
    }

    public int size() {
        return (int) (section.size() / ENTRY_SIZE);
    }

    private int at(int index) {
        return (int) section.offset() + index * ENTRY_SIZE;
    }

    /** Which byte of the section; any 64 bits, as it stands in the file. */
    public long offset(int index) {
        return file.word(at(index));
    }

    /** What to do, as the machine numbers it. */
    public int type(int index) {
        return (int) file.word(at(index) + 8);
    }

    /** Index of the symbol, which there is. */
    public int symbol(int index) {
        return (int) (file.word(at(index) + 8) >>> 32);
    }

    public long addend(int index) {
        return file.word(at(index) + 16);
    }
}
