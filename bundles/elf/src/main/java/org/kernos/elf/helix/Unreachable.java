package org.kernos.elf.helix;

/** An offset of a header leads nowhere, or there is no header. */
final class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Unreachable(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
