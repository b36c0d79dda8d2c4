package org.kernos.spi;

import org.kernos.api.value.Value;

/** A {@link NumberCall} has ended with a result that is not of its shape. */
public final class OtherResultException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Value result;

    /** Without a stack trace: the result says it all. */
    public OtherResultException(Value result) {
        super("the result is of type " + result.type().keyword(), null, false, false);
        this.result = result;
    }

    /** What the function returned. */
    public Value result() {
        return result;
    }
}
