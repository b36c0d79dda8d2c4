package org.kernos.container.call;

import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 *
 * <p>A paused or held gate is closed too, so that an open one asks one question only; who finds it closed learns whether it is so for good, and
 * waits when it is not.
 */
public final class CallGate {

    /** What a caller learns at a gate that is not open. */
    private enum State {
        OPEN,
        WAITING,
        SHUT
    }

    /** What {@link #enter} returns when the gate is closed. */
    public static final int REFUSED = -1;

    /** What {@link #enter(long)} returns when the gate has been paused for too long. */
    public static final int TOO_LATE = -3;

    private static final long LONGEST_LOOK_AWAY = 1_000_000;
    /** Calls wait for it. */
    private static final long LONGEST_LOOK_AWAY_WHILE_HELD = 50_000;

    private final Places places = new Places();
    private final AtomicInteger insideElsewhere = new AtomicInteger();
    /** How many of those are this thread's: only it knows whether it is inside already. */
    private final ThreadLocal<int[]> ownElsewhere = ThreadLocal.withInitial(() -> new int[1]);
    /** Closed for good, paused, or held. */
    private volatile boolean closed;

    // These are written under this object's lock, with what follows from them.
    private boolean paused;
    /** Who moves the state of the module, for which the gate is closed too; its own calls pass. */
    private @Nullable Thread holder;

    private boolean shut;

    private final AtomicReference<Runnable> whenEmpty = new AtomicReference<>();

    /**
     * Lets a call in, which must {@link #exit} on the same thread; while the gate is paused, waits for it to be resumed.
     *
     * @return what {@code exit} is to be given: who keeps it need not look for the thread's place again; {@link #REFUSED} once the
     *     gate is closed
     */
    public int enter() {
        return enter(places);
    }

    /** For {@link #enter(Places)}: who calls often keeps it. */
    Places places() {
        return places;
    }

    /**
     * {@link #enter()}.
     *
     * @param known what {@link #places} gave
     */
    int enter(Places known) {
        int entered = count(known);
        return closed ? enterClosed(entered, Long.MAX_VALUE) : entered;
    }

    /** {@link #enter()} that waits so long at most while the gate is paused; then it returns {@link #TOO_LATE}. */
    public int enter(long limitNanos) {
        int entered = count(places);
        return closed ? enterClosed(entered, limitNanos) : entered;
    }

    private int enterClosed(int entered, long limitNanos) {
        if (passes(entered)) {
            return entered;
        }
        exit(entered);
        long start = System.nanoTime();
        while (true) {
            State now = awaitChange(limitNanos - (System.nanoTime() - start));
            if (now != State.OPEN) {
                return now == State.SHUT ? REFUSED : TOO_LATE;
            }
            int again = count(places);
            if (!closed) {
                return again;
            }
            exit(again);
        }
    }

    /** A call must not wait for what waits for its caller to end: for the call that it is a part of, or for the hook that makes it. */
    private boolean passes(int entered) {
        State now = state();
        return now == State.OPEN || (now == State.WAITING && (isHolder() || isWithinACall(entered)));
    }

    private synchronized boolean isHolder() {
        return holder == Thread.currentThread();
    }

    /** The outer call may have come before its thread had a place. */
    private boolean isWithinACall(int entered) {
        int calls = ownElsewhere.get()[0];
        return (entered == Places.ELSEWHERE ? calls : calls + places.callsIn(entered)) > 1;
    }

    private synchronized State state() {
        return shut ? State.SHUT : paused || holder != null ? State.WAITING : State.OPEN;
    }

    /** Waits while the gate is paused, at most so long. An interrupt is kept for whoever called. */
    private synchronized State awaitChange(long limitNanos) {
        long deadline = System.nanoTime() + limitNanos;
        boolean interrupted = false;
        for (long left = limitNanos; state() == State.WAITING && left > 0; left = deadline - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return state();
    }

    /**
     * @param entered what {@link #enter} gave
     */
    public void exit(int entered) {
        exit(places, entered);
    }

    /**
     * {@link #exit(int)}.
     *
     * @param known what {@link #places} gave
     */
    void exit(Places known, int entered) {
        if (entered == Places.ELSEWHERE) {
            exitElsewhere();
        } else {
            known.exit(entered);
        }
        if (closed) {
            VarHandle.fullFence();
            runIfEmpty();
        }
    }

    /** Where the call was counted: in a place, or elsewhere. */
    private int count(Places known) {
        int entered = known.enter();
        return entered == Places.ELSEWHERE ? countFirst() : entered;
    }

    /** Of a thread that has no place yet, and may not get one. */
    private int countFirst() {
        if (claim()) {
            return places.enter();
        }
        ownElsewhere.get()[0]++;
        insideElsewhere.incrementAndGet();
        return Places.ELSEWHERE;
    }

    private void exitElsewhere() {
        ownElsewhere.get()[0]--;
        insideElsewhere.decrementAndGet();
    }

    private synchronized boolean claim() {
        return !closed && places.claim();
    }

    /**
     * Lets calls wait until {@link #resume}, unless the gate is closed for good. Those that are inside go on; who has to know how
     * many there are must see to it that they show, as {@link #close} does.
     */
    public synchronized void pause() {
        paused = true;
        changed();
    }

    /** Lets the waiting calls in, unless the gate is held as well. */
    public synchronized void resume() {
        paused = false;
        changed();
    }

    /** Lets all calls but this thread's wait until {@link #release}, be the gate paused or not: the state of the module goes over. */
    public void hold() {
        // Takes its time the first time: not while calls wait.
        AllThreads.load();
        beHeld();
    }

    private synchronized void beHeld() {
        holder = Thread.currentThread();
        changed();
    }

    /** Lets the waiting calls in, unless the gate is paused as well. */
    public synchronized void release() {
        holder = null;
        changed();
    }

    /** Waits until the calls that were inside when the gate was held have ended; false when some have not within the limit. */
    public boolean drain(Duration limit) {
        showCounts();
        return awaitEmpty(limit, LONGEST_LOOK_AWAY_WHILE_HELD);
    }

    /** Closes the gate for good, also to calls that wait while it is paused, and waits until the calls inside have ended; false when some have not within the limit. */
    public boolean close(Duration limit) {
        shut();
        showCounts();
        return awaitEmpty(limit, LONGEST_LOOK_AWAY);
    }

    private boolean awaitEmpty(Duration limit, long longestLookAway) {
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = 1_000;
        while (!isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, longestLookAway);
        }
        return true;
    }

    /** Closes the gate for good, and does not wait for the calls inside. */
    public synchronized void shut() {
        shut = true;
        changed();
    }

    private synchronized void changed() {
        closed = state() != State.OPEN;
        notifyAll();
    }

    /** Makes what other threads have counted before the gate was closed visible to this one. */
    private void showCounts() {
        if (places.hasOthers()) {
            AllThreads.stop();
        }
    }

    /** Made when it is needed: the JVM's management is loaded for it. */
    private static final class AllThreads {

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** So that {@link #stop} is quick. */
        static void load() {
            // By being called.
        }

        /** For a moment. Not for the answer: nobody can say who waits for whom but while all stand, and what they wrote is visible then. */
        static void stop() {
            THREADS.findMonitorDeadlockedThreads();
        }
    }

    /** Runs the action once, when the last call inside a closed gate has ended: now, or on that call's thread. */
    public void whenEmpty(Runnable action) {
        whenEmpty.set(action);
        runIfEmpty();
    }

    public int callsInside() {
        return insideElsewhere.get() + places.calls();
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
