package org.kernos.runtime.cabi.jna;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** Finds the store of a handle, whichever thread uses it: a handle alone has to do, as the table passes no context. */
final class HandleTable {

    private final AtomicReferenceArray<@Nullable ObjectStore> stores =
            new AtomicReferenceArray<>(ObjectStore.MAX_SLOT + 1);
    private final Constants constants = new Constants(0);

    /** Guarded by {@code this}, like {@link #used}. */
    private final Deque<ObjectStore> removed = new ArrayDeque<>();

    private int used = 1;

    HandleTable() {
        stores.set(0, constants);
    }

    Constants constants() {
        return constants;
    }

    /**
     * Adds a store under a slot of its own.
     *
     * @throws IllegalStateException when 65,535 calls and kernels are open
     */
    synchronized <T extends ObjectStore> T add(IntFunction<T> make) {
        ObjectStore previous = removed.poll();
        if (previous == null && used > ObjectStore.MAX_SLOT) {
            throw new IllegalStateException(ObjectStore.MAX_SLOT + " kernels and calls hold objects, no more can");
        }
        T store = make.apply(previous == null ? used++ : previous.slot());
        if (previous != null) {
            store.succeed(previous);
        }
        stores.set(store.slot(), store);
        return store;
    }

    synchronized void remove(ObjectStore store) {
        stores.set(store.slot(), null);
        removed.add(store);
    }

    @Nullable
    ObjectStore store(long handle) {
        return stores.get(ObjectStore.slotOf(handle));
    }

    /** The object, or null when the handle is stale or no handle at all. NULL is none (native C-9). */
    @Nullable
    Value find(long handle) {
        if (handle == 0) {
            return Value.NONE;
        }
        ObjectStore store = store(handle);
        return store == null ? null : store.find(handle);
    }
}
