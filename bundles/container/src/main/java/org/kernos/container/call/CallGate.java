package org.kernos.container.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the calls inside a module and lets none in once it is closed, so that code is unloaded only when nothing runs in
 * it (native U-5). The counters are spread over cache lines: callers on different threads do not slow each other down.
 */
public final class CallGate {

    private static final int STRIPES = 16;
    /** 64 bytes and the neighbour that the processor fetches with it. */
    private static final int SPACING = 32;

    private final AtomicIntegerArray inside = new AtomicIntegerArray(STRIPES * SPACING);
    private volatile boolean closed;
    private final AtomicReference<Runnable> whenEmpty = new AtomicReference<>();

    /** Lets a call in, which must {@link #exit} on the same thread; false once the gate is closed. */
    public boolean enter() {
        // Counted first, looked second; the closer does it the other way round, so one of the two sees the other.
        inside.incrementAndGet(slot());
        if (closed) {
            exit();
            return false;
        }
        return true;
    }

    public void exit() {
        inside.decrementAndGet(slot());
        if (closed) {
            runIfEmpty();
        }
    }

    /** Closes the gate and waits until the calls inside have ended; false when some have not within the limit. */
    public boolean close(Duration limit) {
        closed = true;
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = 1_000;
        while (!isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, 1_000_000);
        }
        return true;
    }

    /** Runs the action once, when the last call inside a closed gate has ended: now, or on that call's thread. */
    public void whenEmpty(Runnable action) {
        whenEmpty.set(action);
        runIfEmpty();
    }

    public int callsInside() {
        int sum = 0;
        for (int i = 0; i < STRIPES; i++) {
            sum += inside.get(i * SPACING);
        }
        return sum;
    }

    private boolean isEmpty() {
        return callsInside() == 0;
    }

    private void runIfEmpty() {
        if (isEmpty()) {
            Runnable action = whenEmpty.getAndSet(null);
            if (action != null) {
                action.run();
            }
        }
    }

    private static int slot() {
        return ((int) Thread.currentThread().getId() & (STRIPES - 1)) * SPACING;
    }
}
