package org.kernos.samples.kv;

import java.util.Optional;
import org.kernos.api.codec.Codec;
import org.kernos.api.codec.CodecException;
import org.kernos.api.value.Value;

/** Values under keys. Each operation is atomic; what it has changed when it returns stays changed. Any number of threads. */
interface Store {

    /** For people: {@code in memory}, or the directory. */
    String where();

    Optional<Value> get(String key);

    void set(String key, Value value);

    void del(String key);

    /** Whether the key was free, and the value is there now. */
    boolean putIfAbsent(String key, Value value);

    /** Whether the expected value was there, and the other one is there now. */
    boolean replace(String key, Value expected, Value value);

    /**
     * The bytes that a value is stored as. Equal values, and no others, have equal bytes; a NaN equals one with the same bits.
     *
     * @throws org.kernos.api.KernelException when the value is too large or nested too deeply
     */
    static byte[] encode(Value value) {
        try {
            return Codec.BINARY.write(value);
        } catch (CodecException | IllegalArgumentException e) {
            throw Failure.VALUE.with("the value cannot be stored: " + e.getMessage());
        }
    }

    /**
     * @throws org.kernos.api.KernelException for an empty name, and one with a colon, which no key could name
     */
    static void checkName(String name) {
        if (name.isEmpty() || name.indexOf(':') >= 0) {
            throw Failure.BAD_KEY.with("'" + name + "' is no name of a store, expected a symbol without ':'");
        }
    }
}
