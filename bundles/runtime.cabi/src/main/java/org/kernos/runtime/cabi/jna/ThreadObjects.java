package org.kernos.runtime.cabi.jna;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Objects made by threads that a kernel started itself. The table's create functions pass no context, so which call such
 * an object belongs to is not known: it lives until every call has ended that was running when it was made.
 *
 * <p>Time is cut into periods. A call belongs to the period in which it began, and a period's objects end when the calls
 * of it and of all earlier ones have ended. A new period begins with the first call after an object was made; a kernel
 * without threads of its own stays in its first period for ever.
 */
final class ThreadObjects {

    private final HandleTable handles;
    private final NativeMemory memory;

    /** The oldest first, never empty. Guarded by {@code this}, like the periods' counts. */
    private final Deque<Period> periods = new ArrayDeque<>();

    static final class Period {
        final Arena objects;
        int calls;

        Period(Arena objects) {
            this.objects = objects;
        }
    }

    ThreadObjects(HandleTable handles, NativeMemory memory) {
        this.handles = handles;
        this.memory = memory;
        periods.add(newPeriod());
    }

    private Period newPeriod() {
        return new Period(handles.add(slot -> new Arena(slot, memory)));
    }

    /** Where a thread that belongs to no call makes its objects. */
    synchronized Arena current() {
        return periods.getLast().objects;
    }

    synchronized Period enter() {
        if (periods.getLast().objects.count() > 0) {
            periods.add(newPeriod());
        }
        Period period = periods.getLast();
        period.calls++;
        return period;
    }

    synchronized void leave(Period period) {
        period.calls--;
        while (periods.getFirst().calls == 0 && periods.size() > 1) {
            end(periods.remove());
        }
        Period oldest = periods.getFirst();
        if (oldest.calls == 0 && oldest.objects.count() > 0) {
            oldest.objects.reset();
        }
    }

    private void end(Period period) {
        period.objects.reset();
        handles.remove(period.objects);
    }

    synchronized void close() {
        periods.forEach(this::end);
        periods.clear();
    }
}
