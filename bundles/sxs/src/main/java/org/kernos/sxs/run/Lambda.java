package org.kernos.sxs.run;

import java.util.concurrent.atomic.AtomicLong;
import org.kernos.api.value.Value;

/**
 * A function that a program has made, with the scope it was made in. To modules it is an aberrant that wraps a symbol no other lambda of
 * this process has; in the evaluation of a call they find their way back to it.
 */
public final class Lambda extends Value.Aberrant {

    private static final AtomicLong COUNT = new AtomicLong();

    private final Code code;
    private final Frame frame;

    public Lambda(Code code, Frame frame) {
        super(new Value.Symbol("lambda-" + COUNT.incrementAndGet()));
        this.code = code;
        this.frame = frame;
    }

    public Code code() {
        return code;
    }

    /** Where it was made. */
    public Frame frame() {
        return frame;
    }
}
