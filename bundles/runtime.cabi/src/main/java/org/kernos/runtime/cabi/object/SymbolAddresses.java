package org.kernos.runtime.cabi.object;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.ObjectSymbol;

/** Where each symbol of an object is, once the object's own address is known; looks the foreign ones up once each (native E-4). */
final class SymbolAddresses {

    private static final String TABLE = "_GLOBAL_OFFSET_TABLE_";
    private static final String HANDLE = "__dso_handle";

    private final ObjectFile file;
    private final Layout layout;
    private final long base;
    private final SymbolSource source;
    private final List<ObjectSymbol> symbols;
    private final SymbolSource.@Nullable Definition[] known;
    private final SortedSet<String> unresolved = new TreeSet<>();

    SymbolAddresses(ObjectFile file, Layout layout, long base, SymbolSource source) {
        this.file = file;
        this.layout = layout;
        this.base = base;
        this.source = source;
        symbols = file.elf().symbols();
        known = new SymbolSource.Definition[symbols.size()];
    }

    /** Of a symbol, by its index. One that nothing defines is noted, and is 0. */
    SymbolSource.Definition of(int index) {
        SymbolSource.Definition definition = known[index];
        if (definition == null) {
            definition = find(index);
            known[index] = definition;
        }
        return definition;
    }

    /** Whether a symbol, by its index, was looked up and has to be defined, and nothing does. */
    boolean isUnresolved(int index) {
        return !unresolved.isEmpty() && unresolved.contains(symbols.get(index).name());
    }

    private SymbolSource.Definition find(int index) {
        ObjectSymbol symbol = symbols.get(index);
        if (index == 0) {
            return SymbolSource.Definition.data(0);
        } else if (symbol.isDefined()) {
            return new SymbolSource.Definition(ownAddress(symbol, index), symbol::isData);
        } else if (symbol.name().equals(TABLE)) {
            return SymbolSource.Definition.data(base + layout.table());
        } else if (symbol.name().equals(HANDLE)) {
            return SymbolSource.Definition.data(base);
        }
        return source.definitionOf(symbol.name()).orElseGet(() -> missing(symbol));
    }

    private SymbolSource.Definition missing(ObjectSymbol symbol) {
        if (!symbol.isWeak()) {
            unresolved.add(symbol.name());
        }
        return SymbolSource.Definition.data(0);
    }

    private long ownAddress(ObjectSymbol symbol, int index) {
        if (symbol.section() == ObjectSymbol.ABSOLUTE) {
            return symbol.value();
        } else if (symbol.section() == ObjectSymbol.COMMON) {
            return base + layout.common(index);
        }
        return base + layout.section(symbol.section()) + symbol.value();
    }

    /** Whether a symbol is in a section that is no part of memory. */
    boolean isNowhere(int index) {
        int section = symbols.get(index).section();
        return section > 0 && layout.section(section) < 0;
    }

    /** One problem that names everything that was looked up and not found. */
    Optional<Problem> unresolved() {
        if (unresolved.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        ProblemCode.LIBRARY_UNRESOLVED,
                        "the object '" + file.name() + "' uses '" + String.join("', '", unresolved)
                                + "', which neither the modules it depends on nor this process define")
                .at(file.place())
                .fix("name the module that defines it as a dependency, or put the objects together with 'ld -r'"));
    }

    /** What others may use, by name. */
    Map<String, SymbolSource.Definition> exports() {
        Map<String, SymbolSource.Definition> exports = new HashMap<>();
        for (int i = 1; i < symbols.size(); i++) {
            if (symbols.get(i).isExported() && !isNowhere(i)) {
                exports.put(exportName(symbols.get(i).name()), of(i));
            }
        }
        return exports;
    }

    /** {@code .symver} gives the version that others get unasked two signs. */
    private static String exportName(String name) {
        int version = name.indexOf("@@");
        return version < 0 ? name : name.substring(0, version);
    }
}
