package org.kernos.runtime.micropython;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;

/** Where the innermost call of a Python function on a thread evaluates; what Python calls evaluates there too. */
final class CallScope {

    private static final int OWNER = 0;
    private static final int SCOPE = 1;

    /** Arrays, for a thread outlives this bundle and must not keep a class of it: the thread, weakly, and the scope. */
    private static final ThreadLocal<@Nullable Object[]> CELLS =
            ThreadLocal.withInitial(() -> new @Nullable Object[] {new WeakReference<>(Thread.currentThread()), null});

    /** That of the thread which asked last: to look it up takes a twentieth of a call. Written by whichever comes first. */
    private @Nullable Object @Nullable [] last;

    /** Null outside of calls, as in programs. */
    @Nullable
    Evaluator current() {
        @Nullable Object[] cell = last;
        if (cell == null || !isOwn(cell)) {
            cell = CELLS.get();
            last = cell;
        }
        return (Evaluator) cell[SCOPE];
    }

    private static boolean isOwn(@Nullable Object[] cell) {
        @SuppressWarnings("unchecked")
        WeakReference<Thread> owner = (WeakReference<Thread>) Objects.requireNonNull(cell[OWNER]);
        return owner.refersTo(Thread.currentThread());
    }

    static <T extends @Nullable Object> T with(Evaluator scope, Supplier<T> call) {
        @Nullable Object[] cell = CELLS.get();
        Object outer = cell[SCOPE];
        cell[SCOPE] = scope;
        try {
            return call.get();
        } finally {
            cell[SCOPE] = outer;
        }
    }
}
