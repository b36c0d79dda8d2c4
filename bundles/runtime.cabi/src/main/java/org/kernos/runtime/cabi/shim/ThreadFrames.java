package org.kernos.runtime.cabi.shim;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;

/** The frames of one thread: one for each call within a call. Used by that thread alone. */
final class ThreadFrames {

    /** 128 bytes before and behind: no other thread writes to that cache line or the one that is fetched with it. */
    private static final int APART = 32;

    /** Of the call that is in no other: nearly always the one that is wanted. */
    private final CallFrame first = new CallFrame();

    private final long firstAddress = first.address();

    /** How many calls run in this thread. In an array for its place: it changes with each call. */
    private final int[] depth = new int[2 * APART];

    private final List<CallFrame> further = new ArrayList<>();

    /** Null while it is lent to one call after the other. Written when the thread before has ended. */
    private volatile @Nullable WeakReference<Thread> owner;

    ThreadFrames(@Nullable Thread owner) {
        this.owner = owner == null ? null : new WeakReference<>(owner);
    }

    void belongTo(Thread thread) {
        owner = new WeakReference<>(thread);
    }

    boolean isLent() {
        return owner == null;
    }

    boolean isOf(Thread thread) {
        WeakReference<Thread> own = owner;
        return own != null && own.refersTo(thread);
    }

    boolean isAbandoned() {
        WeakReference<Thread> own = owner;
        if (own == null) {
            return false;
        }
        Thread thread = own.get();
        return thread == null || !thread.isAlive();
    }

    CallFrame begin(Evaluator scope) {
        int running = depth[APART];
        CallFrame frame = running == 0 ? first : further(running);
        depth[APART] = running + 1;
        frame.begin(scope);
        return frame;
    }

    private CallFrame further(int running) {
        if (running > further.size()) {
            further.add(new CallFrame());
        }
        return further.get(running - 1);
    }

    /** Of a frame of this thread. */
    long address(CallFrame frame) {
        // One read from here: the frame itself is read meanwhile.
        return frame == first ? firstAddress : frame.address();
    }

    void end(CallFrame frame, Evaluator usual) {
        frame.end(usual);
        depth[APART]--;
    }

    void free() {
        first.free();
        further.forEach(CallFrame::free);
        further.clear();
    }
}
