package org.kernos.shell;

/** Ends a command as its program has ended itself: with a status that tells a script, and no message. */
final class ProgramExit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status not 0
     */
    ProgramExit(int status) {
        super("the program ended with status " + status);
        this.status = status;
    }

    int status() {
        return status;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Gogo prints this. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
