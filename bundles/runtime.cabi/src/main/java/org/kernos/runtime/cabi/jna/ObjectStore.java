package org.kernos.runtime.cabi.jna;

import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/**
 * Something that handles point into. A handle is what C sees as an object: 19 bits generation, 16 bits slot (which store),
 * 28 bits index. It is positive and never 0, so that no object is NULL.
 */
abstract class ObjectStore {

    static final int MAX_INDEX = (1 << 28) - 1;
    static final int MAX_SLOT = (1 << 16) - 1;
    private static final int MAX_GENERATION = (1 << 19) - 1;

    private final int slot;

    /** Written under the store's lock. */
    private volatile int generation = 1;

    ObjectStore(int slot) {
        this.slot = slot;
    }

    static int indexOf(long handle) {
        return (int) handle & MAX_INDEX;
    }

    static int slotOf(long handle) {
        return (int) (handle >>> 28) & MAX_SLOT;
    }

    final int slot() {
        return slot;
    }

    final long handle(int index) {
        return ((long) generation << 44) | ((long) slot << 28) | index;
    }

    /** Whether a handle into this slot is of the store's present generation (native M-3). */
    final boolean isCurrent(long handle) {
        return handle >>> 44 == generation;
    }

    /** Goes on where the store ended that had this slot before, so that no handle of its means an object of this one. */
    final void succeed(ObjectStore previous) {
        generation = previous.generation;
        nextGeneration();
    }

    /** Makes every handle given out so far stale. */
    final void nextGeneration() {
        generation = generation == MAX_GENERATION ? 1 : generation + 1;
    }

    /** The object, or null when the handle is stale or was never given out. */
    abstract @Nullable Value find(long handle);
}
