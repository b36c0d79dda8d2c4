package org.kernos.runtime.cabi.shim;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;

/** The frames of one thread: one for each call within a call. Used by that thread alone. */
final class ThreadFrames {

    private final List<CallFrame> frames = new ArrayList<>();
    private CallFrame[] byDepth = {};
    private int depth;

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
        CallFrame frame = depth < byDepth.length ? byDepth[depth] : addFrame();
        depth++;
        frame.begin(scope);
        return frame;
    }

    private CallFrame addFrame() {
        frames.add(new CallFrame());
        byDepth = frames.toArray(new CallFrame[0]);
        return byDepth[depth];
    }

    void end(CallFrame frame, Evaluator usual) {
        frame.end(usual);
        depth--;
    }

    void free() {
        frames.forEach(CallFrame::free);
        frames.clear();
        byDepth = new CallFrame[0];
    }
}
