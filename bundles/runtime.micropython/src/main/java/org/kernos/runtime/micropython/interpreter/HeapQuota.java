package org.kernos.runtime.micropython.interpreter;

import org.kernos.runtime.micropython.memory.FlatMemory;

/**
 * How far the memory of an instance may grow. MicroPython doubles its heap whenever it is full, and asks twice before it raises
 * {@code MemoryError}; what it asks for then is
 * granted, so that the error and its traceback have room: without any, that is the end of the interpreter. Under the interpreter's
 * lock.
 */
final class HeapQuota {

    private static final int REFUSALS = 2;
    private static final int RESERVE = 16;

    private final FlatMemory memory;
    private final int quota;
    private int refusals;

    /**
     * @param heapBytes for Python objects, beside the static data and the C code's stack
     */
    HeapQuota(FlatMemory memory, int heapBytes) {
        this.memory = memory;
        this.quota = memory.initialPages() + heapBytes / FlatMemory.PAGE_SIZE;
    }

    /** By how much an instance with such a heap may ever grow. */
    static int extraPages(int heapBytes) {
        return 2 * (heapBytes / FlatMemory.PAGE_SIZE) + RESERVE;
    }

    /** A new call has begun. */
    void reset() {
        refusals = 0;
    }

    /** Whether this call has asked for more than there is. */
    boolean isUsedUp() {
        return refusals > 0;
    }

    /**
     * Asked to grow to a size in bytes, without sign.
     *
     * @return whether it has grown
     */
    boolean grow(int wantedBytes) {
        long wanted = (Integer.toUnsignedLong(wantedBytes) + FlatMemory.PAGE_SIZE - 1) / FlatMemory.PAGE_SIZE;
        long needed = wanted - memory.pages();
        if (wanted > quota && refusals < REFUSALS) {
            refusals++;
            return false;
        } else if (needed > memory.maximumPages() - memory.pages()) {
            return false;
        }
        // More than asked for, since growing copies; but not beyond the quota for that.
        long spare = Math.min(memory.pages() / 4, quota - memory.pages());
        return memory.grow((int) Math.max(needed, spare)) >= 0;
    }
}
