package org.kernos.runtime.micropython.file;

import java.io.IOException;

/** A system call that gives an error of its own, one of {@link Errors}. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int error;

    RefusedException(int error) {
        super("error " + error);
        this.error = error;
    }

    int error() {
        return error;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
