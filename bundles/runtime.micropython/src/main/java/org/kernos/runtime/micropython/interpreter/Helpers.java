package org.kernos.runtime.micropython.interpreter;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls Python objects with arguments from Java; above all the {@link Helper}s. Under the interpreter's lock. */
final class Helpers {

    private final Slots slots;
    private final Exports exports;
    private final ToPython toPython;
    private final FromPython fromPython;
    private final Map<Helper, Integer> references = new EnumMap<>(Helper.class);

    Helpers(Slots slots, Exports exports, ToPython toPython, FromPython fromPython) {
        this.slots = slots;
        this.exports = exports;
        this.toPython = toPython;
        this.fromPython = fromPython;
    }

    /**
     * @param list the number of the list of all helpers; its elements are read and the list is released
     */
    void take(int list) {
        int slot = slots.push(1);
        exports.elements.apply(list, slot);
        int elements = slots.memory.readInt(slot + Slots.FIRST);
        for (Helper helper : Helper.values()) {
            exports.convert.apply(slots.memory.readInt(elements + Integer.BYTES * references.size()), slot);
            references.put(helper, slots.first(slot));
        }
        exports.release.apply(list);
        slots.pop(slot);
    }

    /** The numbers of all helpers, in their order. */
    List<Integer> references() {
        return List.copyOf(references.values());
    }

    /** In a copy of the instance that they were taken in. */
    void takeAgain(List<Integer> numbers) {
        for (Helper helper : Helper.values()) {
            references.put(helper, numbers.get(references.size()));
        }
    }

    int reference(Helper helper) {
        return Objects.requireNonNull(references.get(helper));
    }

    @Nullable
    Object call(Helper helper, @Nullable Object... arguments) {
        return call(reference(helper), arguments);
    }

    @Nullable
    Object call(int function, @Nullable Object... arguments) {
        int result = slots.push(1);
        try {
            apply(function, arguments, result);
            return fromPython.take(result);
        } finally {
            slots.pop(result);
        }
    }

    /** The number of the object that a helper makes. */
    int make(Helper helper, @Nullable Object... arguments) {
        int result = slots.push(1);
        try {
            apply(reference(helper), arguments, result);
            return fromPython.takeReference(result);
        } finally {
            slots.pop(result);
        }
    }

    private void apply(int function, @Nullable Object[] arguments, int result) {
        int first = slots.push(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            toPython.writeArgument(arguments[i], first + Slots.SIZE * i);
        }
        exports.call.apply(function, arguments.length, first, result);
        slots.pop(first);
    }
}
