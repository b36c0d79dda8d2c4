package org.kernos.elf;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The section headers of a 64-bit little-endian ELF file, and what metadata in a section needs besides: symbols and
 * relocations. Every index and offset is validated before use (native E-5). Nothing is linked here.
 */
public final class ElfSections {

    private static final int NONE = 0;
    private static final int SYMBOL_TABLE = 2;
    private static final int RELOCATIONS = 4;
    private static final int NO_BITS = 8;

    /** Above these the indices are kept elsewhere in the file, which no linker does for a module of a sane size. */
    private static final int GREATEST_COUNT = 0xff00;

    private static final int HEADER_SIZE = 64;
    private static final int SYMBOL_SIZE = 24;
    private static final int RELOCATION_SIZE = 24;

    /** Names may share their ends; a file in which everything bears the same megabyte was made to exhaust memory. */
    private static final long MOST_NAMES_PER_BYTE = 4;

    private final ElfBytes file;
    private final List<Section> sections = new ArrayList<>();
    private long namesLength;
    private long contents;

    /**
     * One section header.
     *
     * @param index among the section headers
     * @param address where it is once loaded; 0 in an object file
     * @param offset where its bytes are in the file, if it {@link #hasBytes}
     * @param link the section it goes with: the strings of symbols, the symbols of relocations
     * @param target the section that relocations are for
     */
    public record Section(
            int index, String name, int type, long flags, long address, long offset, long size, int link, int target) {

        private static final long ALLOCATED = 2;
        private static final long EXECUTABLE = 4;
        private static final long COMPRESSED = 0x800;

        /** Whether it is in memory once the file is loaded. */
        public boolean isAllocated() {
            return (flags & ALLOCATED) != 0;
        }

        public boolean isExecutable() {
            return (flags & EXECUTABLE) != 0;
        }

        /** Whether it is code, and in memory once the file is loaded. */
        public boolean isLoadedCode() {
            return isAllocated() && isExecutable();
        }

        /** Whether the file holds its bytes as they are. */
        public boolean hasBytes() {
            return type != NO_BITS && type != NONE && (flags & COMPRESSED) == 0;
        }
    }

    /**
     * @param section where it is defined; 0 when another file has to define it, from 0xff00 on when it lies in none
     * @param value its offset in that section, in an object file
     */
    public record Symbol(String name, int section, long value, int binding, int kind) {

        private static final int SECTION = 3;
        private static final int FILE = 4;

        public boolean isDefined() {
            return section != 0;
        }

        /** Whether other files see it. */
        public boolean isGlobal() {
            return binding != 0;
        }

        /** Whether it stands for something in the program, and not for a section or a source file. */
        public boolean isNamed() {
            return !name.isEmpty() && kind != SECTION && kind != FILE;
        }
    }

    /**
     * @param offset of the word in its section
     * @param type as the machine numbers it
     */
    public record Relocation(long offset, int type, Symbol symbol, long addend) {}

    private ElfSections(ElfBytes file) {
        this.file = file;
    }

    /**
     * Reads all section headers; a file that has none has an empty list of them.
     *
     * @param image for which {@link ElfReader#isElf} holds
     * @throws DamagedElfException when it is of another class or byte order, contradicts itself or ends too early
     */
    public static ElfSections read(byte[] image) throws DamagedElfException {
        ElfHeader header = ElfReader.readHeader(image);
        if (header.wordBits() != 64 || !header.littleEndian()) {
            throw new DamagedElfException(
                    "the file is " + header.describe() + ", expected one of 64 bits in little-endian order");
        }
        ElfSections read = new ElfSections(new ElfBytes(image, ByteOrder.LITTLE_ENDIAN));
        read.readHeaders();
        return read;
    }

    private void readHeaders() throws DamagedElfException {
        long table = file.u64(40, "the ELF header");
        int size = file.u16(58, "the ELF header");
        int count = file.u16(60, "the ELF header");
        int names = file.u16(62, "the ELF header");
        if (count == 0 && table == 0) {
            return;
        }
        if (size != HEADER_SIZE || count == 0 || count >= GREATEST_COUNT || names >= count) {
            throw new DamagedElfException("the ELF header announces " + count + " section headers of " + size
                    + " bytes with their names in section " + names + ", expected 1 to " + (GREATEST_COUNT - 1) + " of "
                    + HEADER_SIZE + " and a section among them");
        }
        int start = file.range(table, (long) count * size, "the section header table");
        int strings = start + names * size;
        for (int i = 0; i < count; i++) {
            sections.add(section(i, start + i * size, strings));
        }
    }

    private Section section(int index, int at, int strings) throws DamagedElfException {
        String what = "a section header";
        Section section = new Section(
                index,
                name(file.u64(strings + 24, what), file.u64(strings + 32, what), file.u32(at, what)),
                (int) file.u32(at + 4, what),
                file.u64(at + 8, what),
                file.u64(at + 16, what),
                file.u64(at + 24, what),
                file.u64(at + 32, what),
                (int) file.u32(at + 40, what),
                (int) file.u32(at + 44, what));
        if (section.type() != NO_BITS && section.type() != NONE) {
            file.range(section.offset(), section.size(), "section " + index);
            contents += section.size();
        }
        // Otherwise a small file could announce the same relocations often, and take up any amount of memory.
        if (contents > file.length()) {
            throw new DamagedElfException("the sections up to section " + index
                    + " overlap: they have more bytes than the file, " + file.length());
        }
        return section;
    }

    private String name(long strings, long size, long offset) throws DamagedElfException {
        int start = file.range(strings, size, "the table of names");
        if (offset >= size) {
            throw new DamagedElfException(
                    "a name starts at byte " + offset + " of its string table, which has " + size + " bytes");
        }
        String name = file.text(start + (int) offset, start + (int) size, "a name");
        namesLength += name.length();
        if (namesLength > MOST_NAMES_PER_BYTE * file.length()) {
            throw new DamagedElfException(
                    "its sections and symbols share names of more than " + namesLength + " characters");
        }
        return name;
    }

    /** In the order of their indices. */
    public List<Section> all() {
        return List.copyOf(sections);
    }

    /** Those of this name; an object file may have several. */
    public List<Section> named(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).toList();
    }

    /** The section of this index; empty for those that stand for something else. */
    public Optional<Section> find(int index) {
        return index > 0 && index < sections.size() ? Optional.of(sections.get(index)) : Optional.empty();
    }

    /** The symbols of an object file, the nameless first one included; empty when it has none. */
    public List<Symbol> symbols() throws DamagedElfException {
        List<Symbol> symbols = new ArrayList<>();
        for (Section table : sections) {
            if (table.type() == SYMBOL_TABLE) {
                for (long i = 0; i < table.size() / SYMBOL_SIZE; i++) {
                    symbols.add(symbol(table, i));
                }
            }
        }
        return symbols;
    }

    private Symbol symbol(Section table, long index) throws DamagedElfException {
        if (table.type() != SYMBOL_TABLE || index >= table.size() / SYMBOL_SIZE) {
            throw new DamagedElfException("symbol " + index + " is asked of section " + table.index() + " of "
                    + Long.toUnsignedString(table.size()) + " bytes, which has none of this number");
        }
        Optional<Section> strings = find(table.link());
        if (strings.isEmpty() || !strings.get().hasBytes()) {
            throw new DamagedElfException("the names of symbols are in section " + table.link() + ", which is none");
        }
        long at = table.offset() + index * SYMBOL_SIZE;
        int info = file.u8(at + 4, "a symbol");
        return new Symbol(
                name(strings.get().offset(), strings.get().size(), file.u32(at, "a symbol")),
                file.u16(at + 6, "a symbol"),
                file.u64(at + 8, "a symbol"),
                info >> 4,
                info & 0xf);
    }

    /** What a linker is to write into this section, in the order of the file. */
    public List<Relocation> relocations(Section section) throws DamagedElfException {
        List<Relocation> relocations = new ArrayList<>();
        for (Section table : sections) {
            if (table.type() == RELOCATIONS && table.target() == section.index()) {
                Section symbols = find(table.link())
                        .orElseThrow(() -> new DamagedElfException("the symbols of section " + table.index()
                                + " are in section " + table.link() + ", which is none"));
                for (long at = 0; at + RELOCATION_SIZE <= table.size(); at += RELOCATION_SIZE) {
                    relocations.add(relocation(table.offset() + at, symbols));
                }
            }
        }
        return relocations;
    }

    private Relocation relocation(long at, Section symbols) throws DamagedElfException {
        String what = "a relocation";
        return new Relocation(
                file.u64(at, what),
                (int) file.u32(at + 8, what),
                symbol(symbols, file.u32(at + 12, what)),
                file.u64(at + 16, what));
    }
}
