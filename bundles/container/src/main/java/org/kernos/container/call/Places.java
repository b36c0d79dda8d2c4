package org.kernos.container.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where threads count their calls inside a gate, each in a place of its own and with plain instructions (ADR 10). A record, because
 * the JIT takes the components of a constant one as constants: neither the arrays are read on the way nor their lengths.
 *
 * @param inside one count for each place, far from the others
 * @param owners whose place it is. Written under the gate's lock; read without: who finds itself here has come in before
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record Places(int[] inside, @Nullable WeakReference<Thread>[] owners) {

    /** Instead of a place. */
    static final int ELSEWHERE = -2;

    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int PLACES = 64;
    /** 64 bytes and the neighbour that the processor fetches with it. */
    private static final int SPACING = 32;

    Places() {
        this(new int[PLACES * SPACING], newOwners());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable WeakReference<Thread>[] newOwners() {
        return new WeakReference[PLACES];
    }

    /** Counts a call of this thread in its place, if it has one, and returns which; else {@link #ELSEWHERE}. */
    int enter() {
        Thread thread = Thread.currentThread();
        int number = number(thread);
        WeakReference<Thread> owner = owners[number];
        if (owner == null || !owner.refersTo(thread)) {
            return ELSEWHERE;
        }
        add(number * SPACING, 1);
        return number * SPACING;
    }

    void exit(int place) {
        add(place, -1);
    }

    private void add(int place, int difference) {
        // Only this thread writes its place, so that what it reads there is what it wrote.
        COUNTS.setRelease(inside, place, inside[place] + difference);
    }

    private static int number(Thread thread) {
        return (int) thread.getId() & (PLACES - 1);
    }

    /** Takes this thread's place if nobody has it, or a thread that has ended. Locked by the caller. */
    boolean claim() {
        Thread thread = Thread.currentThread();
        int number = number(thread);
        WeakReference<Thread> owner = owners[number];
        Thread other = owner == null ? null : owner.get();
        if ((other != null && other.isAlive()) || inside[number * SPACING] != 0) {
            return false;
        }
        owners[number] = new WeakReference<>(thread);
        return true;
    }

    /** Of the thread whose place it is, for that thread. */
    int callsIn(int place) {
        return (int) COUNTS.getOpaque(inside, place);
    }

    int calls() {
        int sum = 0;
        for (int i = 0; i < PLACES; i++) {
            sum += (int) COUNTS.getAcquire(inside, i * SPACING);
        }
        return sum;
    }

    /** Whether a living thread that is not this one has a place. */
    boolean hasOthers() {
        return Arrays.stream(owners).anyMatch(Places::isAnotherThreads);
    }

    private static boolean isAnotherThreads(@Nullable WeakReference<Thread> owner) {
        Thread thread = owner == null ? null : owner.get();
        return thread != null && thread != Thread.currentThread() && thread.isAlive();
    }
}
