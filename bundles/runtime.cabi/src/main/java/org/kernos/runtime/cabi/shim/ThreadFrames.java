package org.kernos.runtime.cabi.shim;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;

/** The frames of one thread: one for each call within a call. Used by that thread alone. */
final class ThreadFrames {

    /** Of the call that is in no other: nearly always the one that is wanted. */
    private final CallFrame first = new CallFrame();

    private final List<CallFrame> further = new ArrayList<>();

    /** Null while it is lent to one call after the other. Written when the thread before has ended. */
    private volatile @Nullable WeakReference<Thread> owner;

    /** Frames to be lent. */
    ThreadFrames() {}

    /** Makes them the calling thread's, in C too. */
    void adopt() {
        owner = new WeakReference<>(Thread.currentThread());
        first.adopt(null);
        CallFrame outer = first;
        for (CallFrame frame : further) {
            frame.adopt(outer);
            outer = frame;
        }
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

    /**
     * @param scope null for the kernel's own
     */
    CallFrame begin(@Nullable Evaluator scope) {
        CallFrame frame = next();
        frame.setScope(scope);
        return frame;
    }

    /** The frame of the next call: until that is made, that of the last one. */
    CallFrame next() {
        return first.isRunning() ? furtherIn() : first;
    }

    private CallFrame furtherIn() {
        CallFrame outer = first;
        for (CallFrame frame : further) {
            if (!frame.isRunning()) {
                return frame;
            }
            outer = frame;
        }
        CallFrame made = new CallFrame();
        if (!isLent()) {
            made.adopt(outer);
        }
        further.add(made);
        return made;
    }

    /** Forgets the scope, so that a program that has ended can go. */
    void end(CallFrame frame) {
        frame.setScope(null);
    }

    void free() {
        first.free();
        further.forEach(CallFrame::free);
        further.clear();
    }
}
