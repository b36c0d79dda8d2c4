package org.kernos.runtime.cabi;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.runtime.cabi.object.MappedObject;
import org.kernos.runtime.cabi.object.ObjectFile;
import org.kernos.runtime.cabi.object.SymbolSource;

/** A module's object, linked into memory by ourselves (native, section 5). Needs no file on a disk. */
final class LinkedObject extends NativeCode {

    private final MappedObject mapped;
    private final String path;
    private final Supplier<List<Problem>> release;

    private LinkedObject(MappedObject mapped, String path, Supplier<List<Problem>> release) {
        this.mapped = mapped;
        this.path = path;
        this.release = release;
    }

    /**
     * @param symbols where what the object does not define itself is found
     * @param release gives back what was taken of the symbols, once the object is unmapped
     * @throws ModuleException when it cannot be linked; nothing is mapped then, and nothing of it has run
     */
    static LinkedObject open(ObjectFile file, SymbolSource symbols, Supplier<List<Problem>> release)
            throws ModuleException {
        MappedObject mapped = MappedObject.map(file, symbols);
        mapped.begin();
        return new LinkedObject(mapped, file.name(), release);
    }

    @Override
    public Optional<Definition> definitionOf(String symbol) {
        return mapped.definitionOf(symbol);
    }

    @Override
    public long find(String symbol) {
        return definitionOf(symbol).map(Definition::address).orElse(0L);
    }

    /** Of a section, by its index in the object; 0 for one that is no part of memory. */
    long sectionAddress(int index) {
        return mapped.sectionAddress(index);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public List<Problem> foreignDependencies() {
        return List.of();
    }

    /** What was mapped here is unmapped here: nothing can stay but what it used of others. */
    @Override
    List<Problem> unmap() {
        mapped.close();
        return release.get();
    }
}
