package org.kernos.runtime.cabi;

import java.util.List;
import java.util.Optional;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.runtime.cabi.object.MappedObject;
import org.kernos.runtime.cabi.object.ObjectFile;
import org.kernos.runtime.cabi.object.SymbolSource;

/** A module's object, linked into memory by ourselves (native, section 5). Needs no file on a disk. */
final class LinkedObject implements NativeCode {

    private final MappedObject mapped;
    private final String path;

    private LinkedObject(MappedObject mapped, String path) {
        this.mapped = mapped;
        this.path = path;
    }

    /**
     * @param symbols where what the object does not define itself is found
     * @throws ModuleException when it cannot be linked; nothing is mapped then, and nothing of it has run
     */
    static LinkedObject open(ObjectFile file, SymbolSource symbols) throws ModuleException {
        MappedObject mapped = MappedObject.map(file, symbols);
        mapped.begin();
        return new LinkedObject(mapped, file.name());
    }

    /**
     * Links an object from memory.
     *
     * @param bytes are kept while it is linked, and must not be changed meanwhile
     * @param path what problems and people call it
     * @throws ModuleException as {@link #open}, and when the bytes are no sound object
     */
    static LinkedObject load(byte[] bytes, String path, Place place, SymbolSource symbols) throws ModuleException {
        return open(ObjectFile.read(bytes, path, place), symbols);
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

    /** What was mapped here is unmapped here: nothing can stay. */
    @Override
    public List<Problem> close() {
        mapped.close();
        return List.of();
    }
}
