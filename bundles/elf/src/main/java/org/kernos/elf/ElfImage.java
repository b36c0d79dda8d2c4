package org.kernos.elf;

import java.util.List;

/**
 * What a shared library says to the dynamic linker.
 *
 * @param needed the libraries it asks for by name
 * @param searchPaths the directories it wants them looked for in (RPATH and RUNPATH), {@code $ORIGIN} not replaced
 * @param noDelete whether it asks never to be unloaded ({@code -z nodelete})
 * @param symbols without the nameless ones
 */
public record ElfImage(
        ElfHeader header, List<String> needed, List<String> searchPaths, boolean noDelete, List<ElfSymbol> symbols) {
    public ElfImage {
        needed = List.copyOf(needed);
        searchPaths = List.copyOf(searchPaths);
        symbols = List.copyOf(symbols);
    }

    public boolean exports(String name) {
        return symbols.stream().anyMatch(s -> s.isDefined() && s.name().equals(name));
    }

    /** The names of the symbols that are one for the whole process, sorted. */
    public List<String> uniqueSymbols() {
        return symbols.stream()
                .filter(ElfSymbol::isUnique)
                .map(ElfSymbol::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** The names of the symbols that another library has to define, sorted. */
    public List<String> imports() {
        return symbols.stream()
                .filter(s -> !s.isDefined() && !s.isWeak())
                .map(ElfSymbol::name)
                .distinct()
                .sorted()
                .toList();
    }
}
