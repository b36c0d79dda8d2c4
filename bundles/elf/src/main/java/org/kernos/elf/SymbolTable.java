package org.kernos.elf;

import java.util.ArrayList;
import java.util.List;

/** Reads the symbols of an object. */
final class SymbolTable {

    private static final String ENTRY = "a symbol";
    private static final int ENTRY_SIZE = 24;
    private static final int FIRST_RESERVED = 0xff00;
    private static final int ABSOLUTE = 0xfff1;
    private static final int COMMON = 0xfff2;

    /** The number of the section is in a table of its own, because it is too large for its place. */
    private static final int ELSEWHERE = 0xffff;

    private final ElfBytes file;
    private final ElfSection table;
    private final StringTable names;
    private final List<ElfSection> sections;

    SymbolTable(ElfBytes file, ElfSection table, StringTable names, List<ElfSection> sections) {
        this.file = file;
        this.table = table;
        this.names = names;
        this.sections = sections;
    }

    List<ObjectSymbol> read() throws DamagedElfException {
        if (table.size() % ENTRY_SIZE != 0) {
            throw new DamagedElfException(
                    "the symbol table has " + table.size() + " bytes, expected a multiple of " + ENTRY_SIZE);
        }
        int count = (int) (table.size() / ENTRY_SIZE);
        List<ObjectSymbol> symbols = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            symbols.add(symbol((int) table.offset() + i * ENTRY_SIZE, i));
        }
        return symbols;
    }

    private ObjectSymbol symbol(int at, int index) throws DamagedElfException {
        int info = file.u8(at + 4, ENTRY);
        ObjectSymbol symbol = new ObjectSymbol(
                names.name(file.u32(at, ENTRY)),
                file.u64(at + 8, ENTRY),
                file.u64(at + 16, ENTRY),
                info >> 4,
                info & 15,
                file.u8(at + 5, ENTRY) & 3,
                section(file.u16(at + 6, ENTRY), index));
        if (symbol.section() > 0) {
            validatePlace(symbol, sections.get(symbol.section()));
        } else if (symbol.section() == ObjectSymbol.COMMON) {
            validateCommon(symbol);
        }
        return symbol;
    }

    private int section(int written, int symbol) throws DamagedElfException {
        if (written == ABSOLUTE) {
            return ObjectSymbol.ABSOLUTE;
        } else if (written == COMMON) {
            return ObjectSymbol.COMMON;
        }
        long section = written == ELSEWHERE ? sectionNumber(symbol) : written;
        if (section >= sections.size() || (written >= FIRST_RESERVED && written != ELSEWHERE)) {
            throw new DamagedElfException("symbol " + symbol + " is in section " + section
                    + ", but the file has sections 0 to " + (sections.size() - 1));
        }
        return (int) section;
    }

    private long sectionNumber(int symbol) throws DamagedElfException {
        for (ElfSection numbers : sections) {
            if (numbers.type() == ElfSection.SYMBOL_SECTIONS
                    && numbers.link() == table.index()
                    && 4L * symbol + 4 <= numbers.size()) {
                return file.u32(numbers.offset() + 4L * symbol, "a symbol's section");
            }
        }
        throw new DamagedElfException(
                "the section of symbol " + symbol + " is in a table that the file does not have, or that ends before");
    }

    private static void validatePlace(ObjectSymbol symbol, ElfSection section) throws DamagedElfException {
        if (Long.compareUnsigned(symbol.value(), section.size()) > 0) {
            throw new DamagedElfException("symbol '" + symbol.name() + "' is at byte "
                    + Long.toUnsignedString(symbol.value()) + " of section '" + section.name() + "', which has "
                    + section.size() + " bytes");
        }
    }

    private static void validateCommon(ObjectSymbol symbol) throws DamagedElfException {
        if (Long.bitCount(symbol.value()) != 1 || symbol.value() < 0 || symbol.size() < 0) {
            throw new DamagedElfException("the common symbol '" + symbol.name() + "' has "
                    + Long.toUnsignedString(symbol.size()) + " bytes aligned to "
                    + Long.toUnsignedString(symbol.value()) + ", expected a power of two");
        }
    }
}
