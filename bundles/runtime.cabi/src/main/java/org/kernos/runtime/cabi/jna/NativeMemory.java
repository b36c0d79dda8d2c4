package org.kernos.runtime.cabi.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.LongAdder;

/** Allocates what calls need outside the Java heap, and counts it: nothing may leak (native M-1). Thread-safe. */
final class NativeMemory {

    private final LongAdder allocated = new LongAdder();
    private final LongAdder freed = new LongAdder();

    /** An allocation of at least one byte, so that its address is never NULL. */
    long allocate(long bytes) {
        long address = Native.malloc(Math.max(1, bytes));
        if (address == 0) {
            throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
        }
        allocated.add(bytes);
        return address;
    }

    /**
     * @param bytes as allocated
     */
    void free(long address, long bytes) {
        Native.free(address);
        freed.add(bytes);
    }

    long allocatedBytes() {
        return allocated.sum();
    }

    long freedBytes() {
        return freed.sum();
    }

    /** The bytes up to a NUL, without it. */
    static byte[] readText(long address) {
        Pointer text = new Pointer(address);
        long length = text.indexOf(0, (byte) 0);
        return text.getByteArray(0, Math.toIntExact(length));
    }
}
