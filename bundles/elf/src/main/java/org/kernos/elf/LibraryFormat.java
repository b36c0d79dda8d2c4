package org.kernos.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** Tells by its first bytes what a file is that is no ELF file, so that a problem can name it. */
public final class LibraryFormat {

    private static final int MACH_O_64 = 0xfeedfacf;
    private static final int MACH_O_FAT = 0xbebafeca;
    private static final int PE_SIGNATURE = 0x4550;
    private static final int DOS_SIGNATURE = 0x5a4d;
    private static final Map<Integer, String> MACH_O_MACHINES = Map.of(0x01000007, "x86-64", 0x0100000c, "aarch64");
    private static final Map<Integer, String> PE_MACHINES = Map.of(0x8664, "x86-64", 0xaa64, "aarch64", 0x14c, "x86");

    private LibraryFormat() {}

    /** For people: {@code a Mach-O library for aarch64 (macOS)}. */
    public static String describe(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length == 0) {
            return "an empty file";
        } else if (file.length < 8) {
            return "a file of " + file.length + " bytes";
        } else if (bytes.getInt(0) == MACH_O_64) {
            int machine = bytes.getInt(4);
            return "a Mach-O library for " + name(MACH_O_MACHINES, machine) + " (macOS)";
        } else if (bytes.getInt(0) == MACH_O_FAT) {
            return "a Mach-O library for several machines (macOS)";
        } else if (bytes.getShort(0) == DOS_SIGNATURE) {
            return describeWindows(bytes);
        } else if (file[0] == '!' && file[1] == '<' && file[2] == 'a' && file[3] == 'r') {
            return "a static library";
        }
        return String.format(
                "a file that starts with the bytes %02x %02x %02x %02x", file[0], file[1], file[2], file[3]);
    }

    private static String describeWindows(ByteBuffer bytes) {
        int header = bytes.limit() < 64 ? -1 : bytes.getInt(60);
        if (header < 0 || header > bytes.limit() - 6 || bytes.getInt(header) != PE_SIGNATURE) {
            return "a DOS program";
        }
        return "a PE library for " + name(PE_MACHINES, Short.toUnsignedInt(bytes.getShort(header + 4))) + " (Windows)";
    }

    private static String name(Map<Integer, String> names, int machine) {
        return names.getOrDefault(machine, "machine " + machine);
    }
}
