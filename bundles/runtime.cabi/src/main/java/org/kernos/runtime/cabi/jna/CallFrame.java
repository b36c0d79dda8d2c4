package org.kernos.runtime.cabi.jna;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;

/** One running call: its objects, where it evaluates, and why it has failed. Used again for later calls. */
final class CallFrame {

    private final Arena arena;
    private final PointerCall.Arguments arguments = new PointerCall.Arguments();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    // Written by the calling thread before any code of the kernel runs, and after it has returned.
    private volatile @Nullable Evaluator scope;
    private volatile Arena objects;
    private @Nullable CallFrame outer;

    CallFrame(Arena arena) {
        this.arena = arena;
        this.objects = arena;
        arena.belongTo(this);
    }

    /**
     * @param longLived where the call's objects go when they are to outlive it, null otherwise
     * @param surrounding the call of this thread that this one was made in
     */
    void begin(Evaluator newScope, @Nullable Arena longLived, @Nullable CallFrame surrounding) {
        scope = newScope;
        objects = longLived == null ? arena : longLived;
        outer = surrounding;
    }

    void end() {
        scope = null;
        outer = null;
        objects = arena;
        failure.set(null);
        arena.reset();
    }

    @Nullable
    CallFrame outer() {
        return outer;
    }

    /** What the kernel gets as its context, or as its registry. */
    long context() {
        return arena.handle(0);
    }

    Arena objects() {
        return objects;
    }

    PointerCall.Arguments arguments() {
        return arguments;
    }

    /** Null when the call is over. */
    @Nullable
    Evaluator scope() {
        return scope;
    }

    /** Makes the call fail once the kernel function has returned. The first failure wins: later ones follow from it. */
    void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /**
     * Throws why the call failed, if it did. Only now: an exception must not leave a callback, as C knows no unwinding.
     */
    void throwFailure() {
        Throwable reason = failure.get();
        if (reason instanceof RuntimeException e) {
            throw e;
        } else if (reason instanceof Error e) {
            throw e;
        } else if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }
}
