package org.kernos.elf;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A relocatable object, as compilers write it. Everything in it was validated: each index names something that is there, each content
 * lies in the file, and all contents together are no larger than the file.
 */
public final class ElfObject {

    /** What every linker defines itself. */
    private static final Set<String> OF_THE_LINKER = Set.of("_GLOBAL_OFFSET_TABLE_", "__dso_handle");

    private final ElfHeader header;
    private final ElfBytes file;
    private final List<ElfSection> sections;
    private final List<ObjectSymbol> symbols;
    private final List<ElfRelocations> relocations;

    ElfObject(
            ElfHeader header,
            ElfBytes file,
            List<ElfSection> sections,
            List<ObjectSymbol> symbols,
            List<ElfRelocations> relocations) {
        this.header = header;
        this.file = file;
        this.sections = List.copyOf(sections);
        this.symbols = List.copyOf(symbols);
        this.relocations = List.copyOf(relocations);
    }

    /**
     * Reads an object whose header is 64-bit, little-endian and of an object file.
     *
     * @param file is kept, and must not be changed any more
     * @throws DamagedElfException when the file contradicts itself or ends too early
     */
    public static ElfObject read(byte[] file) throws DamagedElfException {
        return ObjectReader.read(file);
    }

    public ElfHeader header() {
        return header;
    }

    /** By their index; the first stands for none. */
    public List<ElfSection> sections() {
        return sections;
    }

    /** By their index; the first stands for none. */
    public List<ObjectSymbol> symbols() {
        return symbols;
    }

    /** Of all sections, whether or not they are a part of memory. */
    public List<ElfRelocations> relocations() {
        return relocations;
    }

    /** Copies the content of a section that has one. */
    public void copyContent(ElfSection section, byte[] to, int at) {
        file.copy((int) section.offset(), to, at, (int) section.size());
    }

    /** The names of the symbols that somebody else has to define, sorted. */
    public List<String> imports() {
        return names(symbols.stream()
                .filter(s -> !s.isDefined() && !s.isWeak() && !s.name().isEmpty())
                .filter(s -> !OF_THE_LINKER.contains(s.name())));
    }

    /** The names of the symbols that others may use, sorted. */
    public List<String> exports() {
        return names(symbols.stream().filter(ObjectSymbol::isExported));
    }

    /** Whether others may call a symbol: it is exported and lies in code that is a part of memory. */
    public boolean exportsFunction(String name) {
        return symbols.stream()
                .filter(s -> s.isExported() && s.section() > 0 && s.name().equals(name))
                .anyMatch(s -> sections.get(s.section()).isAllocated()
                        && sections.get(s.section()).isExecutable()
                        && s.value() < sections.get(s.section()).size());
    }

    private static List<String> names(Stream<ObjectSymbol> some) {
        return some.map(ObjectSymbol::name).distinct().sorted().toList();
    }
}
