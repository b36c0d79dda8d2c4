package org.kernos.runtime.micropython.interpreter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/**
 * Writes Java values into slots. For what has no slot of its own, such as a list, an object is made in Python and held for Java until
 * the slot has been
 * read. Under the interpreter's lock.
 */
final class ToPython {

    private static final int NONE = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int FLOAT = 4;
    private static final int TEXT = 5;
    private static final int KNOWN_HOST_OBJECT = 6;
    private static final int NEW_HOST_OBJECT = 7;
    private static final int PYTHON_OBJECT = 8;

    /** So many elements go into a list at once: arguments of a call lie on the C code's stack. */
    private static final int CHUNK = 256;

    private final Interpreter owner;
    private final Slots slots;
    private final HostObjects hosts;
    private final Exports exports;

    /** Held for Java; those from {@link #mark} on belong to the innermost call. */
    private int[] held = new int[16];

    private int heldCount;
    private int mark;

    /** Set once Python has given them. */
    private @Nullable Helpers helpers;

    ToPython(Interpreter owner, Slots slots, HostObjects hosts, Exports exports) {
        this.owner = owner;
        this.slots = slots;
        this.hosts = hosts;
        this.exports = exports;
    }

    void use(Helpers python) {
        helpers = python;
    }

    /** What is held from now on is released by {@link #leave}, which is given the result. */
    int enter() {
        int outer = mark;
        mark = heldCount;
        return outer;
    }

    void leave(int outer) {
        release();
        mark = outer;
    }

    /** Releases what the innermost call holds: all its slots have been read once Python runs. */
    void release() {
        while (heldCount > mark) {
            heldCount--;
            exports.release.apply(held[heldCount]);
        }
    }

    /** Forgets what is held: the instance has been lost. */
    void forget() {
        heldCount = 0;
        mark = 0;
    }

    private void hold(int reference) {
        if (heldCount == held.length) {
            held = Arrays.copyOf(held, 2 * heldCount);
        }
        held[heldCount++] = reference;
    }

    /**
     * @throws IllegalArgumentException for an object that no Python object stands for, naming its class
     */
    void write(@Nullable Object value, int slot) {
        if (value instanceof Long number && number == (int) (long) number) {
            // First, since it is what crosses most.
            slots.write(slot, INT, (int) (long) number);
        } else if (value == null) {
            slots.memory.writeI32(slot, NONE);
        } else if (value instanceof Number number) {
            number(number, slot);
        } else if (value instanceof Boolean bool) {
            slots.write(slot, BOOL, bool ? 1 : 0);
        } else if (value instanceof CharSequence text) {
            text(text, slot);
        } else if (value instanceof PythonObject object) {
            object(object, slot);
        } else if (value instanceof HostFunction function) {
            function(function, slot);
        } else {
            container(value, slot);
        }
    }

    private void number(Number number, int slot) {
        if (number instanceof Double || number instanceof Float) {
            slots.memory.writeI32(slot, FLOAT);
            slots.memory.writeF64(slot + Slots.FIRST, number.doubleValue());
        } else if (number instanceof BigInteger big && big.bitLength() >= Long.SIZE) {
            bigInteger(Helper.BIG_INT, slot, big.toString(16));
        } else {
            integer(number, slot);
        }
    }

    private void integer(Number number, int slot) {
        boolean isWhole = number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger;
        if (!isWhole) {
            throw noObject(number);
        }
        long value = number.longValue();
        if (value == (int) value) {
            slots.write(slot, INT, (int) value);
        } else {
            bigInteger(Helper.LONG_INT, slot, (int) (value >> Integer.SIZE), (int) value);
        }
    }

    /** Integers have no reference of their own: the helper leaves it where asking for an iterator finds it. */
    private void bigInteger(Helper helper, int slot, @Nullable Object... arguments) {
        Helpers python = helpers();
        python.call(helper, arguments);
        int reference = (int) exports.iterator.apply(python.reference(Helper.BOX))[0];
        hold(reference);
        slots.write(slot, PYTHON_OBJECT, reference);
    }

    /** C code frees the copy. */
    private void text(CharSequence text, int slot) {
        byte[] bytes = new Value.Str(text.toString()).bytes();
        slots.write(slot, TEXT, bytes.length, slots.allocate(bytes));
    }

    private void object(PythonObject object, int slot) {
        if (object.owner() != owner) {
            foreign(object, slot);
            return;
        }
        slots.write(slot, PYTHON_OBJECT, object.reference());
    }

    /** Of another interpreter: its callables can be called from here, everything else stays there. */
    private void foreign(PythonObject object, int slot) {
        if (!object.isCallable()) {
            throw new IllegalArgumentException("the object is of another Python interpreter");
        }
        function(object.bridge(), slot);
    }

    private void function(HostFunction function, int slot) {
        if (function instanceof PythonObject.Bridge bridge && bridge.object().owner() == owner) {
            object(bridge.object(), slot);
            return;
        }
        Integer known = hosts.findNumber(function);
        if (known != null) {
            slots.write(slot, KNOWN_HOST_OBJECT, known);
        } else {
            slots.write(slot, NEW_HOST_OBJECT, hosts.add(function));
        }
    }

    private void container(Object value, int slot) {
        int reference;
        if (value instanceof byte[] bytes) {
            reference = bytes(bytes);
        } else if (value instanceof List<?> list) {
            reference = list(list);
        } else if (value instanceof PythonTuple tuple) {
            reference = tuple(tuple);
        } else if (value instanceof Map<?, ?> map) {
            reference = map(map);
        } else {
            throw noObject(value);
        }
        slots.write(slot, PYTHON_OBJECT, reference);
    }

    private static IllegalArgumentException noObject(Object value) {
        return new IllegalArgumentException("no Python object stands for an object of " + value.getClass());
    }

    private int bytes(byte[] bytes) {
        int address = slots.allocate(bytes);
        try {
            return make(Helper.BYTES, address, bytes.length);
        } finally {
            slots.free(address);
        }
    }

    private int list(List<?> elements) {
        // All of its room at once: a list that grows leaves behind what it had before.
        int list = make(Helper.LIST, elements.size());
        int from = 0;
        for (List<?> chunk : chunks(elements)) {
            fill(Helper.FILL, list, from, chunk);
            from += chunk.size();
        }
        return list;
    }

    private int tuple(PythonTuple tuple) {
        List<@Nullable Object> elements = tuple.elements();
        if (elements.size() <= CHUNK) {
            return make(Helper.TUPLE, elements.toArray());
        }
        return make(Helper.TUPLE_OF, new Held(list(elements)));
    }

    private int map(Map<?, ?> map) {
        List<@Nullable Object> pairs = new ArrayList<>(2 * map.size());
        map.forEach((key, value) -> {
            pairs.add(key);
            pairs.add(value);
        });
        int dict = make(Helper.DICT);
        chunks(pairs).forEach(chunk -> fill(Helper.UPDATE, dict, 0, chunk));
        return dict;
    }

    private static List<List<?>> chunks(List<?> elements) {
        List<List<?>> chunks = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += CHUNK) {
            chunks.add(elements.subList(from, Math.min(from + CHUNK, elements.size())));
        }
        return chunks;
    }

    private void fill(Helper helper, int target, int from, List<?> chunk) {
        @Nullable Object[] arguments = new @Nullable Object[chunk.size() + 2];
        arguments[0] = new Held(target);
        arguments[1] = from;
        for (int i = 0; i < chunk.size(); i++) {
            arguments[i + 2] = chunk.get(i);
        }
        helpers().call(helper, arguments);
    }

    private int make(Helper helper, @Nullable Object... arguments) {
        int reference = helpers().make(helper, arguments);
        hold(reference);
        return reference;
    }

    private Helpers helpers() {
        Helpers python = helpers;
        if (python == null) {
            throw new IllegalStateException("the interpreter is still being started");
        }
        return python;
    }

    /** An object by its number, which is held anyway. */
    record Held(int reference) {}

    /** Arguments of helpers; those of others hold no {@link Held}. */
    void writeArgument(@Nullable Object value, int slot) {
        if (value instanceof Held object) {
            slots.write(slot, PYTHON_OBJECT, object.reference());
        } else {
            write(value, slot);
        }
    }
}
