package org.kernos.samples.kv;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.kernos.api.value.Value;

/** What one thread of the crash test does, step by step, decided by its seed alone: on a store, and on a map beside it. */
final class Operations {

    private static final Value DONE = new Value.Int(0);
    private static final int KEYS = 40;
    private static final int LARGEST = 3_000;

    private final int thread;
    private final Random random;
    private final Map<String, Value> state;

    /**
     * @param state of the thread's keys, which the steps change
     */
    Operations(long seed, int thread, Map<String, Value> state) {
        this.thread = thread;
        this.random = new Random(seed * 31 + thread);
        this.state = state;
    }

    /** The next step on the store; throws when the store answers otherwise than the map. */
    void step(Kv kv) {
        String key = key();
        Value value = value();
        Value.Symbol symbol = new Value.Symbol("s:" + key);
        Value known = state.get(key);
        switch (random.nextInt(4)) {
            case 0 -> {
                kv.del(symbol);
                state.remove(key);
            }
            case 1 -> {
                boolean done = kv.snx(symbol, value).equals(DONE);
                require(done == (known == null), key);
                state.putIfAbsent(key, value);
            }
            case 2 -> {
                Value expected = known == null ? Value.NONE : known;
                boolean done = kv.cas(symbol, expected, value).equals(DONE);
                require(done == (known != null), key);
                state.replace(key, value);
            }
            default -> {
                kv.set(symbol, value);
                state.put(key, value);
            }
        }
    }

    /** The next step on the map alone. */
    void replay() {
        String key = key();
        Value value = value();
        switch (random.nextInt(4)) {
            case 0 -> state.remove(key);
            case 1 -> state.putIfAbsent(key, value);
            case 2 -> state.replace(key, value);
            default -> state.put(key, value);
        }
    }

    /** What the store holds of the thread's keys. */
    static Map<String, Value> read(Kv kv, int thread) {
        Map<String, Value> found = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            String key = "t" + thread + "-" + i;
            Value value = kv.get(new Value.Symbol("s:" + key));
            if (!(value instanceof Value.Error)) {
                found.put(key, value);
            }
        }
        return found;
    }

    private String key() {
        return "t" + thread + "-" + random.nextInt(KEYS);
    }

    private Value value() {
        byte[] bytes = new byte[random.nextInt(LARGEST)];
        random.nextBytes(bytes);
        return Value.bracket(new Value.Int(random.nextLong()), Value.Str.ofBytes(bytes));
    }

    private static void require(boolean holds, String key) {
        if (!holds) {
            throw new IllegalStateException("the store does not hold what it acknowledged of " + key);
        }
    }
}
