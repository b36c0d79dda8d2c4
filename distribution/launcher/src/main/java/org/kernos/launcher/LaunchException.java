package org.kernos.launcher;

/** The installation or its settings keep Kernos from starting; the message is for the person who started it. */
final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
