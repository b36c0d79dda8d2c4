package org.kernos.samples.kv;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kernos.api.value.Value;

/** Holds the values themselves, which nobody can change. */
final class MemoryStore implements Store {

    static final String WHERE = "in memory";

    private final Map<String, Value> values = new ConcurrentHashMap<>();

    @Override
    public String where() {
        return WHERE;
    }

    @Override
    public Optional<Value> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void set(String key, Value value) {
        values.put(key, value);
    }

    @Override
    public void del(String key) {
        values.remove(key);
    }

    @Override
    public boolean putIfAbsent(String key, Value value) {
        return values.putIfAbsent(key, value) == null;
    }

    @Override
    public boolean replace(String key, Value expected, Value value) {
        byte[] bytes = Store.encode(expected);
        AtomicBoolean replaced = new AtomicBoolean();
        values.computeIfPresent(key, (k, now) -> {
            boolean same = Arrays.equals(Store.encode(now), bytes);
            replaced.set(same);
            return same ? value : now;
        });
        return replaced.get();
    }
}
