package org.kernos.runtime.micropython.interpreter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.memory.FlatMemory;

/** Reads Python values out of slots. Under the interpreter's lock. */
final class FromPython {

    private static final int EXCEPTION = -1;
    private static final int NONE = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int FLOAT = 4;
    private static final int TEXT = 5;
    private static final int CALLABLE = 6;
    private static final int OBJECT = 8;
    private static final int HOST_OBJECT = 9;

    private static final int TUPLE = 1;
    private static final int LIST = 2;
    private static final int DICT = 3;
    private static final int BYTES = 4;

    private static final int DEEPEST = 100;
    private static final int DIGIT_BITS = 16;

    /** About what an element takes in Java; and what all copies of one value may take, or so often the interpreter's own memory. */
    private static final int ELEMENT_BYTES = 24;

    private static final long MOST_BYTES = 64 << 20;
    private static final int MOST_MEMORIES = 8;

    /** In a dictionary's table: nothing there, and nothing there any more. */
    private static final int NO_KEY = 0;

    private static final int DELETED_KEY = 4;

    private final Interpreter owner;
    private final Slots slots;
    private final Exports exports;
    private final HostObjects hosts;
    private final Queue<Integer> released;

    /** What may still be copied of the value that is being taken: what stands in many places is copied as often. */
    private long room;

    FromPython(Interpreter owner, Slots slots, Exports exports, HostObjects hosts, Queue<Integer> released) {
        this.owner = owner;
        this.slots = slots;
        this.exports = exports;
        this.hosts = hosts;
        this.released = released;
    }

    /**
     * The value in a slot. What Python holds for Java because of it is released, but for objects that have no form in Java.
     *
     * @throws PythonException when the slot holds an exception that was raised
     */
    @Nullable
    Object take(int slot) {
        if (slots.kind(slot) == INT) {
            // First, since it is what crosses most.
            return integer(slots.second(slot));
        }
        long memory = (long) slots.memory.pages() * FlatMemory.PAGE_SIZE;
        room = Math.max(MOST_BYTES, MOST_MEMORIES * memory);
        return take(slot, 0);
    }

    /** Whether a slot holds one of 31 bits. */
    boolean isSmallInteger(int slot) {
        return slots.kind(slot) == INT && (slots.second(slot) & 1) != 0;
    }

    /** What is in a slot of which {@link #isSmallInteger} holds. */
    int smallInteger(int slot) {
        return slots.second(slot) >> 1;
    }

    private @Nullable Object take(int slot, int depth) {
        return switch (slots.kind(slot)) {
            case EXCEPTION -> throw exception(slot);
            case NONE -> null;
            case BOOL -> slots.first(slot) != 0;
            case INT -> integer(slots.second(slot));
            case FLOAT -> slots.memory.readDouble(slot + Slots.FIRST);
            case TEXT -> text(bytes(slots.second(slot), slots.first(slot)));
            case CALLABLE -> object(slots.first(slot), true);
            case OBJECT -> copyOrObject(slots.first(slot), depth);
            case HOST_OBJECT -> host(slots.first(slot));
            default -> object(slots.first(slot), false);
        };
    }

    private @Nullable Object host(int number) {
        HostFunction function = hosts.find(number);
        return function instanceof PythonObject.Bridge bridge ? bridge.object() : function;
    }

    /** The number of the object in a slot, without a copy of what is in it. */
    int takeReference(int slot) {
        if (slots.kind(slot) == EXCEPTION) {
            throw exception(slot);
        }
        return slots.first(slot);
    }

    PythonObject object(int reference, boolean callable) {
        return new PythonObject(owner, reference, callable, released);
    }

    private PythonException exception(int slot) {
        int address = slots.second(slot);
        byte[] text = slots.memory.readBytes(address, slots.first(slot));
        slots.free(address);
        return PythonException.of(text(text));
    }

    private static String text(byte[] bytes) {
        return Value.Str.ofBytes(bytes).text();
    }

    /** Small integers are in the object's word itself, with a 1 behind. */
    private Object integer(int word) {
        return (word & 1) != 0 ? (Object) (long) (word >> 1) : bigInteger(word);
    }

    /** Behind the type: sign and room, how many digits of 16 bits, and where they are, the lowest first. */
    private Object bigInteger(int address) {
        boolean negative = (slots.memory.readInt(address + 4) & 1) != 0;
        int count = slots.memory.readInt(address + 8);
        int digits = slots.memory.readInt(address + 12);
        byte[] magnitude = slots.memory.readBytes(digits, count * DIGIT_BITS / Byte.SIZE);
        for (int low = 0, high = magnitude.length - 1; low < high; low++, high--) {
            byte swapped = magnitude[low];
            magnitude[low] = magnitude[high];
            magnitude[high] = swapped;
        }
        BigInteger value = new BigInteger(negative ? -1 : 1, magnitude);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private @Nullable Object copyOrObject(int reference, int depth) {
        int words = slots.push(1);
        try {
            int kind = (int) exports.elements.apply(reference, words)[0];
            int count = slots.memory.readInt(words);
            int address = slots.memory.readInt(words + Slots.FIRST);
            if (kind < TUPLE || kind > BYTES) {
                return object(reference, false);
            }
            try {
                return copy(kind, count, address, depth);
            } finally {
                exports.release.apply(reference);
            }
        } finally {
            slots.pop(words);
        }
    }

    private Object copy(int kind, int count, int address, int depth) {
        if (depth == DEEPEST) {
            throw new PythonException("ValueError", "a list, tuple or dict is nested deeper than " + DEEPEST);
        }
        return switch (kind) {
            case BYTES -> bytes(address, count);
            case DICT -> map(count, address, depth + 1);
            case LIST -> list(count, address, depth + 1);
            default -> new PythonTuple(list(count, address, depth + 1));
        };
    }

    private byte[] bytes(int address, int length) {
        copying(length);
        return slots.memory.readBytes(address, length);
    }

    private void copying(long bytes) {
        room -= bytes;
        if (room < 0) {
            throw new PythonException(
                    "ValueError", "a list, tuple or dict is too large to be copied with all that is in it");
        }
    }

    private List<@Nullable Object> list(int count, int address, int depth) {
        copying((long) ELEMENT_BYTES * count);
        List<@Nullable Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element(slots.memory.readInt(address + Integer.BYTES * i), depth));
        }
        return list;
    }

    private Map<@Nullable Object, @Nullable Object> map(int room, int address, int depth) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < room; i++) {
            int entry = address + 2 * Integer.BYTES * i;
            int key = slots.memory.readInt(entry);
            if (key != NO_KEY && key != DELETED_KEY) {
                copying(2 * ELEMENT_BYTES);
                map.put(element(key, depth), element(slots.memory.readInt(entry + Integer.BYTES), depth));
            }
        }
        return map;
    }

    private @Nullable Object element(int word, int depth) {
        if ((word & 1) != 0) {
            return (long) (word >> 1);
        }
        int slot = slots.push(1);
        try {
            exports.convert.apply(word, slot);
            return take(slot, depth);
        } finally {
            slots.pop(slot);
        }
    }
}
