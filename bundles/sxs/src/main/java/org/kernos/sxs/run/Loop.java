package org.kernos.sxs.run;

import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** A loop that runs, for {@code done} to end. */
public final class Loop {

    private final @Nullable Loop outer;
    private @Nullable Value result;

    public Loop(@Nullable Loop outer) {
        this.outer = outer;
    }

    public @Nullable Loop outer() {
        return outer;
    }

    /** What {@code done} was called with, or null as long as it was not. */
    public @Nullable Value result() {
        return result;
    }

    public void done(Value value) {
        result = value;
    }
}
