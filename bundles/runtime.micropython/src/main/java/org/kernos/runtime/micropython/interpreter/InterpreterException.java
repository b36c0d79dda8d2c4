package org.kernos.runtime.micropython.interpreter;

import org.jspecify.annotations.Nullable;

/** A call that was not carried out, or ended by a limit; what Python code itself raises is a {@link PythonException}. */
public final class InterpreterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What happened. */
    public enum Reason {
        /** The call took longer than its limit. */
        TIME,
        /** It printed more than its limit. */
        OUTPUT,
        /** Its thread was interrupted by someone else. */
        INTERRUPTED,
        /** As many callers as may wait were waiting. */
        BUSY,
        /** It did what no Python code should be able to do, such as running out of the C code's stack. */
        CRASHED,
        /** The interpreter was closed, or had been lost before. */
        CLOSED,
        /** A new interpreter has taken the place of one that was lost, and the module could not be loaded into it. */
        NOT_LOADED
    }

    private final Reason reason;
    private final boolean lost;

    InterpreterException(Reason reason, boolean lost, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.lost = lost;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the interpreter cannot be used any more: its state may be halfway between two. */
    public boolean isLost() {
        return lost;
    }
}
