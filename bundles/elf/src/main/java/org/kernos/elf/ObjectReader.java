package org.kernos.elf;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts an object together from its sections, and validates what they say of each other (native E-5). */
final class ObjectReader {

    private final ElfHeader header;
    private final ElfBytes file;
    private final NameBudget names;
    private final List<ElfSection> sections;

    private ObjectReader(ElfHeader header, ElfBytes file) throws DamagedElfException {
        this.header = header;
        this.file = file;
        names = new NameBudget(file);
        sections = new SectionTable(file, names).read();
    }

    static ElfObject read(byte[] file) throws DamagedElfException {
        if (!ElfReader.isElf(file)) {
            throw new DamagedElfException("the file is " + LibraryFormat.describe(file) + ", expected an ELF object");
        }
        ElfHeader header = ElfReader.readHeader(file);
        if (header.wordBits() != 64 || !header.littleEndian() || !header.isObject()) {
            throw new DamagedElfException(
                    "the file is " + header.describe() + ", expected an object of 64 bits in little-endian order");
        }
        return new ObjectReader(header, new ElfBytes(file, ByteOrder.LITTLE_ENDIAN)).object();
    }

    private ElfObject object() throws DamagedElfException {
        int table = symbolTable();
        List<ObjectSymbol> symbols = table == 0 ? List.of() : readSymbols(sections.get(table));
        List<ElfRelocations> relocations = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        for (ElfSection section : sections) {
            if (section.type() == ElfSection.RELOCATIONS) {
                relocations.add(readRelocations(section, table, symbols.size()));
            } else if (section.type() == ElfSection.GROUP) {
                validateGroup(section, table, symbols, groups);
            }
        }
        return new ElfObject(header, file, sections, symbols, relocations);
    }

    /** 0 when there is none. */
    private int symbolTable() throws DamagedElfException {
        int found = 0;
        for (ElfSection section : sections) {
            if (section.type() == ElfSection.SYMBOLS) {
                if (found != 0) {
                    throw new DamagedElfException("sections " + found + " and " + section.index()
                            + " are both symbol tables, an object has one");
                }
                found = section.index();
            }
        }
        return found;
    }

    private List<ObjectSymbol> readSymbols(ElfSection table) throws DamagedElfException {
        ElfSection strings = section(table.link(), "the names of the symbols are");
        if (strings.type() != ElfSection.STRINGS) {
            throw new DamagedElfException("the names of the symbols are in section " + strings.index() + " ('"
                    + strings.name() + "'), which holds no names");
        }
        StringTable texts = new StringTable(file, strings.offset(), strings.size(), "the symbols' names", names);
        return new SymbolTable(file, table, texts, sections).read();
    }

    private ElfSection section(int index, String what) throws DamagedElfException {
        if (index <= 0 || index >= sections.size()) {
            throw new DamagedElfException(what + " in section " + Integer.toUnsignedString(index)
                    + ", but the file has sections 1 to " + (sections.size() - 1));
        }
        return sections.get(index);
    }

    private ElfRelocations readRelocations(ElfSection section, int table, int symbols) throws DamagedElfException {
        String what = "section " + section.index() + " ('" + section.name() + "')";
        section(section.info(), what + " relocates what is");
        if (section.link() != table || section.size() % ElfRelocations.ENTRY_SIZE != 0) {
            throw new DamagedElfException(
                    what + " has " + section.size() + " bytes of relocations for the symbols of section "
                            + Integer.toUnsignedString(section.link()) + ", expected a multiple of "
                            + ElfRelocations.ENTRY_SIZE + " for those of section " + table);
        }
        ElfRelocations relocations = new ElfRelocations(file, section);
        for (int i = 0; i < relocations.size(); i++) {
            int symbol = relocations.symbol(i);
            if (symbol < 0 || symbol >= symbols) {
                throw new DamagedElfException("relocation " + i + " of " + what + " is for symbol "
                        + Integer.toUnsignedString(symbol) + ", but the file has " + symbols);
            }
        }
        return relocations;
    }

    /** Compilers put each function that several objects may have into a group; of one object all are kept. */
    private void validateGroup(ElfSection group, int table, List<ObjectSymbol> symbols, Set<String> groups)
            throws DamagedElfException {
        String what = "the group of sections " + group.index();
        if (group.link() != table || group.info() <= 0 || group.info() >= symbols.size() || group.size() % 4 != 0) {
            throw new DamagedElfException(what + " has " + group.size() + " bytes and names symbol "
                    + Integer.toUnsignedString(group.info()) + " of section " + Integer.toUnsignedString(group.link())
                    + ", expected a multiple of 4 and one of the " + symbols.size() + " symbols of section " + table);
        }
        for (long at = 4; at < group.size(); at += 4) {
            section((int) file.u32(group.offset() + at, what), what + " has a member");
        }
        String signature = symbols.get(group.info()).name();
        if (!signature.isEmpty() && !groups.add(signature)) {
            throw new DamagedElfException(
                    "two groups of sections have the name '" + signature + "', an object has one");
        }
    }
}
