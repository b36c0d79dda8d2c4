package org.kernos.runtime.micropython.interpreter;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java functions that Python holds, by number, until its garbage collector frees them. Under the interpreter's lock. */
final class HostObjects {

    /** The number of the object that {@code import js} gives. */
    static final int GLOBAL = 0;

    /** The first two are the global object and JavaScript's undefined. */
    private static final int FIRST = 2;

    private final List<@Nullable HostFunction> objects = new ArrayList<>();
    private final IdentityHashMap<HostFunction, Integer> numbers = new IdentityHashMap<>();

    /** Null for a number that is no function's. */
    @Nullable
    HostFunction find(int number) {
        int index = number - FIRST;
        return index < 0 || index >= objects.size() ? null : objects.get(index);
    }

    @Nullable
    Integer findNumber(HostFunction function) {
        return numbers.get(function);
    }

    int add(HostFunction function) {
        int free = objects.indexOf(null);
        int index = free < 0 ? objects.size() : free;
        if (free < 0) {
            objects.add(function);
        } else {
            objects.set(free, function);
        }
        numbers.put(function, index + FIRST);
        return index + FIRST;
    }

    void free(int number) {
        HostFunction function = find(number);
        if (function != null) {
            numbers.remove(function);
            objects.set(number - FIRST, null);
        }
    }

    int size() {
        return numbers.size();
    }
}
