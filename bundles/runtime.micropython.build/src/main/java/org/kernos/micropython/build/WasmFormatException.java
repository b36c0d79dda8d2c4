package org.kernos.micropython.build;

/** A module that is damaged, or uses what the rewriter does not know. */
final class WasmFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WasmFormatException(String message) {
        super(message);
    }
}
