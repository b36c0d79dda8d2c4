package org.kernos.spi;

import java.nio.ByteBuffer;
import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A module's state on its way to the next revision. Whoever gives it lends the bytes where they lie, be it outside of Java's memory, so that
 * large ones need not be copied; until they are given back nobody changes them. One thread at a time.
 */
@ConsumerType
public interface StateBytes extends AutoCloseable {

    /** All of them, from position 0 to the limit. Each call gives a buffer of its own, which is not to be used after {@link #close}. */
    ByteBuffer buffer();

    /** All of them as an array: the very one that holds them, where they are one, and a copy otherwise. */
    default byte[] array() {
        ByteBuffer bytes = buffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    /**
     * Gives them back to who has lent them. The second time nothing happens.
     *
     * @throws ModuleException when the module fails to take them back
     */
    @Override
    void close() throws ModuleException;

    /** The bytes of an array, which nobody needs back. */
    static StateBytes of(byte[] bytes) {
        return new StateBytes() {
            @Override
            public ByteBuffer buffer() {
                return ByteBuffer.wrap(bytes);
            }

            @Override
            public byte[] array() {
                return bytes;
            }

            @Override
            public void close() {
                // The garbage collector takes it back.
            }
        };
    }
}
