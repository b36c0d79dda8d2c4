package org.kernos.runtime.micropython;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;

/** Where the innermost call of a Python function on this thread evaluates; what Python calls evaluates there too. */
final class CallScope {

    private static final ThreadLocal<@Nullable Evaluator> CURRENT = new ThreadLocal<>();

    private CallScope() {}

    /** Null outside of calls, as in programs. */
    static @Nullable Evaluator current() {
        return CURRENT.get();
    }

    static <T extends @Nullable Object> T with(Evaluator scope, Supplier<T> call) {
        Evaluator outer = CURRENT.get();
        CURRENT.set(scope);
        try {
            return call.get();
        } finally {
            CURRENT.set(outer);
        }
    }
}
