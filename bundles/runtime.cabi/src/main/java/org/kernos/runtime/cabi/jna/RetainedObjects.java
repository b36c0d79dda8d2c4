package org.kernos.runtime.cabi.jna;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** The objects a kernel retained, each with its count; thread-safe. A place is not used again soon, so that a released
 * handle reads as stale. */
final class RetainedObjects extends ObjectStore {

    private final Map<Integer, Entry> entries = new HashMap<>();
    private int last;

    private static final class Entry {
        final Value value;
        long count = 1;

        Entry(Value value) {
            this.value = value;
        }
    }

    RetainedObjects(int slot) {
        super(slot);
    }

    synchronized long add(Value value) {
        do {
            last = last == MAX_INDEX ? 1 : last + 1;
        } while (entries.containsKey(last));
        entries.put(last, new Entry(value));
        return handle(last);
    }

    /** Retains what is retained already; false when the handle is stale. */
    synchronized boolean retain(long handle) {
        Entry entry = isCurrent(handle) ? entries.get(indexOf(handle)) : null;
        if (entry == null) {
            return false;
        }
        entry.count++;
        return true;
    }

    /** False when the handle is stale: released more often than retained. */
    synchronized boolean release(long handle) {
        Entry entry = isCurrent(handle) ? entries.get(indexOf(handle)) : null;
        if (entry == null) {
            return false;
        }
        entry.count--;
        if (entry.count == 0) {
            entries.remove(indexOf(handle));
        }
        return true;
    }

    @Override
    synchronized @Nullable Value find(long handle) {
        Entry entry = isCurrent(handle) ? entries.get(indexOf(handle)) : null;
        return entry == null ? null : entry.value;
    }

    synchronized int count() {
        return entries.size();
    }

    synchronized void clear() {
        nextGeneration();
        entries.clear();
    }
}
