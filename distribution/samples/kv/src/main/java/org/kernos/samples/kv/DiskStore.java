package org.kernos.samples.kv;

import com.sleepycat.je.Database;
import com.sleepycat.je.DatabaseEntry;
import com.sleepycat.je.LockMode;
import com.sleepycat.je.OperationStatus;
import com.sleepycat.je.Transaction;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.kernos.api.codec.Codec;
import org.kernos.api.codec.CodecException;
import org.kernos.api.value.Value;

/** A database of its name in a directory. Each change is a transaction, written to the log before it is acknowledged. */
final class DiskStore implements Store {

    private final DiskEnvironment environment;
    private final String name;

    /**
     * Opens the directory and the database, if they are not.
     *
     * @throws org.kernos.api.KernelException when the database cannot be opened
     */
    DiskStore(DiskEnvironment environment, String name) {
        this.environment = environment;
        this.name = name;
        with(database -> database.getDatabaseName());
    }

    private <T> T with(Function<Database, T> work) {
        return environment.with(name, work);
    }

    private <T> T change(Function<Database, T> work) {
        return environment.change(name, work);
    }

    @Override
    public String where() {
        return environment.directory();
    }

    @Override
    public Optional<Value> get(String key) {
        DatabaseEntry entry = entry(key);
        DatabaseEntry found = new DatabaseEntry();
        OperationStatus status = with(database -> database.get(null, entry, found, LockMode.DEFAULT));
        return status == OperationStatus.SUCCESS ? Optional.of(decode(key, found.getData())) : Optional.empty();
    }

    private Value decode(String key, byte[] bytes) {
        try {
            return Codec.BINARY.readValue(bytes);
        } catch (CodecException e) {
            throw Failure.STORAGE.with("'" + key + "' in '" + where() + "' holds no value: " + e.getMessage());
        }
    }

    @Override
    public void set(String key, Value value) {
        DatabaseEntry entry = entry(key);
        DatabaseEntry data = new DatabaseEntry(Store.encode(value));
        change(database -> database.put(null, entry, data));
    }

    @Override
    public void del(String key) {
        DatabaseEntry entry = entry(key);
        change(database -> database.delete(null, entry));
    }

    @Override
    public boolean putIfAbsent(String key, Value value) {
        DatabaseEntry entry = entry(key);
        DatabaseEntry data = new DatabaseEntry(Store.encode(value));
        return change(database -> database.putNoOverwrite(null, entry, data)) == OperationStatus.SUCCESS;
    }

    @Override
    public boolean replace(String key, Value expected, Value value) {
        DatabaseEntry entry = entry(key);
        byte[] wanted = Store.encode(expected);
        DatabaseEntry data = new DatabaseEntry(Store.encode(value));
        return change(database -> replace(database, entry, wanted, data));
    }

    private static boolean replace(Database database, DatabaseEntry key, byte[] expected, DatabaseEntry data) {
        Transaction transaction = database.getEnvironment().beginTransaction(null, null);
        boolean committed = false;
        try {
            DatabaseEntry found = new DatabaseEntry();
            // Locked for writing at once: two that read before either writes would wait for each other.
            if (database.get(transaction, key, found, LockMode.RMW) == OperationStatus.SUCCESS
                    && Arrays.equals(found.getData(), expected)) {
                database.put(transaction, key, data);
                transaction.commit();
                committed = true;
            }
            return committed;
        } finally {
            if (!committed) {
                transaction.abort();
            }
        }
    }

    private static DatabaseEntry entry(String key) {
        try {
            return new DatabaseEntry(new Value.Str(key).bytes());
        } catch (IllegalArgumentException e) {
            throw Failure.BAD_KEY.with("'" + key + "' is no key: " + e.getMessage());
        }
    }
}
