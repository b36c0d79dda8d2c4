package org.kernos.runtime.micropython.interpreter;

/** Bytecode that cannot be run; the message says what it has and what was expected. */
public final class MpyFormatException extends Exception {
    private static final long serialVersionUID = 1;

    MpyFormatException(String message) {
        super(message);
    }
}
