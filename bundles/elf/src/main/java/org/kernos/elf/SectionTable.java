package org.kernos.elf;

import java.util.ArrayList;
import java.util.List;

/** Reads the section headers of an object. */
final class SectionTable {

    private static final String HEADER = "the ELF header";
    private static final String ENTRY = "a section header";
    private static final int ENTRY_SIZE = 64;

    /** Instead of a number in the ELF header: it is in the first section's header. */
    private static final int ELSEWHERE = 0xffff;

    private final ElfBytes file;
    private final NameBudget names;
    private long contents;

    SectionTable(ElfBytes file, NameBudget names) {
        this.file = file;
        this.names = names;
    }

    List<ElfSection> read() throws DamagedElfException {
        long table = file.u64(40, HEADER);
        int size = file.u16(58, HEADER);
        long count = file.u16(60, HEADER);
        if (table == 0 || size != ENTRY_SIZE) {
            throw new DamagedElfException("the ELF header announces section headers of " + size + " bytes at offset "
                    + Long.toUnsignedString(table) + ", expected some of " + ENTRY_SIZE);
        }
        file.range(table, ENTRY_SIZE, ENTRY);
        if (count == 0) {
            count = file.u64(table + 32, ENTRY);
        }
        if (count < 1 || count > file.length() / ENTRY_SIZE) {
            throw new DamagedElfException("the ELF header announces " + Long.toUnsignedString(count)
                    + " sections, expected 1 to " + file.length() / ENTRY_SIZE + " in a file of " + file.length()
                    + " bytes");
        }
        int start = file.range(table, count * ENTRY_SIZE, "the table of " + count + " sections");
        StringTable strings = strings(start, (int) count);
        List<ElfSection> sections = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            sections.add(section(start + i * ENTRY_SIZE, i, strings));
        }
        return sections;
    }

    private StringTable strings(int table, int count) throws DamagedElfException {
        long index = file.u16(62, HEADER);
        if (index == ELSEWHERE) {
            index = file.u32(table + 40, ENTRY);
        }
        if (index >= count) {
            throw new DamagedElfException("the names of the sections are in section " + index
                    + ", but the file has sections 0 to " + (count - 1));
        }
        int entry = table + (int) index * ENTRY_SIZE;
        return new StringTable(
                file, file.u64(entry + 24, ENTRY), file.u64(entry + 32, ENTRY), "the section names", names);
    }

    private ElfSection section(int at, int index, StringTable strings) throws DamagedElfException {
        String name = strings.name(file.u32(at, ENTRY));
        ElfSection section = new ElfSection(
                index,
                name,
                (int) file.u32(at + 4, ENTRY),
                file.u64(at + 8, ENTRY),
                file.u64(at + 24, ENTRY),
                file.u64(at + 32, ENTRY),
                (int) file.u32(at + 40, ENTRY),
                (int) file.u32(at + 44, ENTRY),
                Math.max(file.u64(at + 48, ENTRY), 1));
        if (index == 0) {
            requireNone(section);
        } else {
            validate(section);
        }
        return section;
    }

    /** The first header stands for no section; numbers that are too large for the ELF header are in its other fields. */
    private static void requireNone(ElfSection first) throws DamagedElfException {
        if (first.type() != ElfSection.NULL || first.flags() != 0 || first.alignment() != 1) {
            throw new DamagedElfException("section 0 stands for none, but has type "
                    + Integer.toUnsignedString(first.type()) + ", flags 0x" + Long.toHexString(first.flags())
                    + " and alignment " + first.alignment());
        }
    }

    private void validate(ElfSection section) throws DamagedElfException {
        String what = "section " + section.index() + " ('" + section.name() + "')";
        if (Long.bitCount(section.alignment()) != 1) {
            throw new DamagedElfException(what + " is aligned to " + Long.toUnsignedString(section.alignment())
                    + " bytes, expected a power of two");
        } else if (section.size() < 0) {
            throw new DamagedElfException(what + " has " + Long.toUnsignedString(section.size()) + " bytes");
        } else if (section.hasContent()) {
            file.range(section.offset(), section.size(), what);
            contents += section.size();
        }
        // Otherwise a small file could announce the same bytes often, and take up any amount of memory.
        if (contents > file.length()) {
            throw new DamagedElfException(
                    "the sections up to " + what + " overlap: they have more bytes than the file, " + file.length());
        }
    }
}
