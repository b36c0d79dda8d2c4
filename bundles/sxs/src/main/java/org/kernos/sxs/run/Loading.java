package org.kernos.sxs.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one file of a program loads: its imports, its forms, and whether it may still load (architecture L-2). */
public final class Loading {

    private final Optional<Path> file;
    private final List<Path> chain;
    private final Map<String, Frame> imports = new ConcurrentHashMap<>();
    private final Set<String> forms = ConcurrentHashMap.newKeySet();
    private volatile boolean locked;

    private Loading(Optional<Path> file, List<Path> chain) {
        this.file = file;
        this.chain = chain;
    }

    /** Of a program, which may come from a file. */
    public static Loading ofProgram(Optional<Path> file) {
        return new Loading(file, file.map(List::of).orElse(List.of()));
    }

    /** Of a file that this one imports. */
    Loading ofImport(Path imported) {
        List<Path> longer = new ArrayList<>(chain);
        longer.add(imported);
        return new Loading(Optional.of(imported), List.copyOf(longer));
    }

    Optional<Path> file() {
        return file;
    }

    /** The files that import one another, the program first and this one last. */
    List<Path> chain() {
        return chain;
    }

    /** Ends loading and importing. */
    public void lock() {
        locked = true;
    }

    public boolean isLocked() {
        return locked;
    }

    /** The names of the forms that were defined so far, which are types. */
    public Set<String> forms() {
        return forms;
    }

    void add(String symbol, Frame imported) {
        imports.put(symbol, imported);
    }

    /** The frame of what was imported under this symbol, or null. */
    public @Nullable Frame imported(String symbol) {
        return imports.get(symbol);
    }
}
