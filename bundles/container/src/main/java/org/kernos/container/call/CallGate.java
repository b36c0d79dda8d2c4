package org.kernos.container.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls inside a module and lets none in once it is closed, so that code is unloaded only when nothing runs in it
 * (native U-5). A thread counts in a place of its own without any locked instruction; only one whose place another thread has
 * shares a counter.
 *
 * <p>A thread counts first and looks second, whether the gate is closed; the closer does it the other way round. For one of the
 * two to see the other, the count must be visible before the look. The closer sees to that, so that calls need not: it has the
 * JVM stop each thread that has a place here (ADR 10).
 */
public final class CallGate {

    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int PLACES = 64;
    /** 64 bytes and the neighbour that the processor fetches with it. */
    private static final int SPACING = 32;

    /** What {@link #enter} returns when the gate is closed. */
    public static final int REFUSED = -1;

    private static final int ELSEWHERE = -2;

    private final int[] inside = new int[PLACES * SPACING];

    /** Written under the lock. Read without: who finds itself here has come in before. */
    private final @Nullable WeakReference<Thread>[] owners = newOwners();

    private final AtomicInteger insideElsewhere = new AtomicInteger();
    private volatile boolean closed;
    private final AtomicReference<Runnable> whenEmpty = new AtomicReference<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable WeakReference<Thread>[] newOwners() {
        return new WeakReference[PLACES];
    }

    /**
     * Lets a call in, which must {@link #exit} on the same thread.
     *
     * @return what {@code exit} is to be given: who keeps it need not look for the thread's place again; {@link #REFUSED} once the
     *     gate is closed
     */
    public int enter() {
        int entered = count();
        if (closed) {
            exit(entered);
            return REFUSED;
        }
        return entered;
    }

    /**
     * @param entered what {@link #enter} gave
     */
    public void exit(int entered) {
        if (entered == ELSEWHERE) {
            insideElsewhere.decrementAndGet();
        } else {
            add(entered, -1);
        }
        if (closed) {
            VarHandle.fullFence();
            runIfEmpty();
        }
    }

    /** Where the call was counted: an index into {@link #inside}, or {@link #ELSEWHERE}. */
    private int count() {
        Thread thread = Thread.currentThread();
        int place = (int) thread.getId() & (PLACES - 1);
        WeakReference<Thread> owner = owners[place];
        if ((owner != null && owner.refersTo(thread)) || claim(place, thread)) {
            add(place * SPACING, 1);
            return place * SPACING;
        }
        insideElsewhere.incrementAndGet();
        return ELSEWHERE;
    }

    private void add(int index, int difference) {
        // Only this thread writes its place, so that what it reads there is what it wrote.
        COUNTS.setRelease(inside, index, inside[index] + difference);
    }

    /** Takes a place that nobody has, or whose thread has ended. */
    private synchronized boolean claim(int place, Thread thread) {
        WeakReference<Thread> owner = owners[place];
        Thread other = owner == null ? null : owner.get();
        if (closed || (other != null && other.isAlive()) || inside[place * SPACING] != 0) {
            return false;
        }
        owners[place] = new WeakReference<>(thread);
        return true;
    }

    /** Closes the gate and waits until the calls inside have ended; false when some have not within the limit. */
    public boolean close(Duration limit) {
        shut();
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

    private void shut() {
        synchronized (this) {
            closed = true;
        }
        if (Arrays.stream(owners).anyMatch(CallGate::isAnotherThreads)) {
            // Not for the traces: a thread whose stack is looked at has been stopped, and what it wrote is visible.
            Thread.getAllStackTraces();
        }
    }

    private static boolean isAnotherThreads(@Nullable WeakReference<Thread> owner) {
        Thread thread = owner == null ? null : owner.get();
        return thread != null && thread != Thread.currentThread() && thread.isAlive();
    }

    /** Runs the action once, when the last call inside a closed gate has ended: now, or on that call's thread. */
    public void whenEmpty(Runnable action) {
        whenEmpty.set(action);
        runIfEmpty();
    }

    public int callsInside() {
        int sum = insideElsewhere.get();
        for (int i = 0; i < PLACES; i++) {
            sum += (int) COUNTS.getAcquire(inside, i * SPACING);
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
}
