package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;

/** A module, of which the code can be changed; sections that the rewriter does not touch stay as they are. */
final class WasmModule {

    /** An imported function. */
    record Import(String name, FunctionType type) {}

    static final int NO_FUNCTION = -1;

    /** By their number. Those that {@link ModuleWriter} makes anew are replaced there. */
    final SortedMap<Integer, byte[]> sections = new TreeMap<>();

    final List<FunctionType> types = new ArrayList<>();
    final List<Import> imports = new ArrayList<>();

    /** By export name, the functions' indices. */
    final Map<String, Integer> exports = new HashMap<>();

    /** What the only table holds at the start. */
    final List<Integer> table = new ArrayList<>();

    private final List<WasmFunction> functions = new ArrayList<>();
    private boolean throwsAndCatches;

    List<WasmFunction> functions() {
        return functions;
    }

    boolean throwsAndCatches() {
        return throwsAndCatches;
    }

    /** From now on the module has one exception tag, the first, without values. */
    void declareTag() {
        throwsAndCatches = true;
        typeIndex(new FunctionType(List.of(), List.of()));
    }

    /** Where in {@link #types} it stands, at its end if it was not there. */
    int typeIndex(FunctionType type) {
        int found = types.indexOf(type);
        if (found < 0) {
            types.add(type);
            return types.size() - 1;
        }
        return found;
    }

    /** The index of the function. */
    int add(WasmFunction function) {
        functions.add(function);
        return imports.size() + functions.size() - 1;
    }

    boolean isImport(long index) {
        return index < imports.size();
    }

    WasmFunction function(long index) {
        return functions.get((int) index - imports.size());
    }

    int indexOf(WasmFunction function) {
        return imports.size() + functions.indexOf(function);
    }

    FunctionType typeOf(long index) {
        return isImport(index) ? imports.get((int) index).type() : function(index).type;
    }

    WasmFunction exported(String name) {
        return function(exportIndex(name));
    }

    int exportIndex(String name) {
        Integer index = exports.get(name);
        if (index == null) {
            throw new NoSuchElementException("the module does not export '" + name + "'");
        }
        return index;
    }

    int importIndex(String name) {
        for (int i = 0; i < imports.size(); i++) {
            if (imports.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new NoSuchElementException("the module does not import '" + name + "'");
    }
}
