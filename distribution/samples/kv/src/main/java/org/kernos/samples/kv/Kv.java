package org.kernos.samples.kv;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.kernos.api.KernelContext;
import org.kernos.api.value.Value;

/**
 * The kernel. What a program has to expect of its data is an error value: no such key, a key that is taken, another value than
 * expected. A mistake in the program, and a disk that fails, is raised with a code; see {@link Failure}. Any number of threads.
 */
public final class Kv implements AutoCloseable {

    private final Map<String, Store> stores = new ConcurrentHashMap<>();
    private final DiskEnvironments disks;

    /** Settings: {@code root}, below which stores on disk have to be, {@code sync} and {@code repair}. */
    public Kv(KernelContext context) {
        disks = new DiskEnvironments(
                new StorePaths(context.setting("root")), isSet(context, "sync"), isSet(context, "repair"));
    }

    private static boolean isSet(KernelContext context, String name) {
        String value = context.setting(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("kernos.module." + context.module() + "." + name + " is '" + value
                    + "', expected 'true' or 'false'");
        }
        return value.equals("true");
    }

    /** Opens a store in memory; 0. Nothing happens when it is open already. */
    public long openMemory(Value.Symbol name) {
        Store.checkName(name.name());
        open(name.name(), MemoryStore.WHERE, MemoryStore::new);
        return 0;
    }

    /** Opens a store in a directory, which is made if it is not there; 0. Nothing happens when it is open already. */
    public long openDisk(Value.Symbol name, String path) {
        Store.checkName(name.name());
        String directory = disks.resolve(path);
        open(name.name(), directory, () -> disks.open(directory, name.name()));
        return 0;
    }

    /** Makes a store of its place. */
    private interface Opening {
        Store open();
    }

    /** One at a time: a name must not be two stores, and a directory not be opened twice. */
    private synchronized void open(String name, String where, Opening opening) {
        Store known = stores.get(name);
        if (known == null) {
            stores.put(name, opening.open());
        } else if (!known.where().equals(where)) {
            throw Failure.OTHER_PLACE.with("store '" + name + "' is open " + known.where() + ", not " + where);
        }
    }

    /** Puts a value under a key, whatever is there; 0. */
    public long set(Value.Symbol dest, Value value) {
        StoreKey key = StoreKey.of(dest);
        store(key).set(key.key(), value);
        return 0;
    }

    /** The value under a key, or an error value. */
    public Value get(Value.Symbol source) {
        StoreKey key = StoreKey.of(source);
        return store(key).get(key.key()).orElseGet(() -> error("get:", "key", "not", "found"));
    }

    /** Removes a key and its value, if it is there; 0. */
    public long del(Value.Symbol source) {
        StoreKey key = StoreKey.of(source);
        store(key).del(key.key());
        return 0;
    }

    /** Puts a value under a key that is not there; 0, or an error value. */
    public Value snx(Value.Symbol dest, Value value) {
        StoreKey key = StoreKey.of(dest);
        return store(key).putIfAbsent(key.key(), value) ? new Value.Int(0) : error("snx:", "key", "already", "exists");
    }

    /** Puts a value in the place of an equal one; 0, or an error value. */
    public Value cas(Value.Symbol dest, Value expected, Value replacement) {
        StoreKey key = StoreKey.of(dest);
        return store(key).replace(key.key(), expected, replacement)
                ? new Value.Int(0)
                : error("cas:", "comparison", "failed");
    }

    private Store store(StoreKey key) {
        Store store = stores.get(key.store());
        if (store == null) {
            throw Failure.NOT_OPEN.with("no store '" + key.store() + "' is open");
        }
        return store;
    }

    /** {@code @(get: key not found)}: in the words of the original, which programs may compare with. */
    private static Value error(String... words) {
        List<Value> symbols = Stream.of(words).<Value>map(Value.Symbol::new).toList();
        return new Value.Error(Value.paren(symbols.toArray(Value[]::new)));
    }

    /** Writes what is not on disk yet and closes all stores. */
    @Override
    public synchronized void close() {
        stores.clear();
        disks.close();
    }
}
