package org.kernos.elf;

/**
 * The first words of an ELF file: for which machine it was made.
 *
 * @param wordBits 32 or 64
 * @param type ET_DYN is 3
 * @param machine see {@link ElfMachine}
 */
public record ElfHeader(int wordBits, boolean littleEndian, int type, int machine) {

    private static final int OBJECT = 1;
    private static final int SHARED_OBJECT = 3;

    public boolean isSharedObject() {
        return type == SHARED_OBJECT;
    }

    /** Whether it is a relocatable object (ET_REL). */
    public boolean isRelocatable() {
        return type == OBJECT;
    }

    /** For people: {@code an ELF shared library for aarch64 (64-bit, little-endian)}. */
    public String describe() {
        return "an ELF " + describeType() + " for " + ElfMachine.describe(machine) + " (" + wordBits + "-bit, "
                + (littleEndian ? "little" : "big") + "-endian)";
    }

    private String describeType() {
        return switch (type) {
            case OBJECT -> "object file";
            case 2 -> "executable";
            case SHARED_OBJECT -> "shared library";
            case 4 -> "core dump";
            default -> "file of type " + type;
        };
    }
}
