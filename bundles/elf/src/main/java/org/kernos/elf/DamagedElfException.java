package org.kernos.elf;

/** A file that begins like an ELF file but contradicts itself; the message says what was found and what was expected. */
public final class DamagedElfException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedElfException(String message) {
        super(message);
    }
}
