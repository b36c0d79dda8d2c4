package org.kernos.elf.helix;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One structure of a header, whose bytes are in the file. Problems name its fields.
 *
 * @param index where it is in the file
 * @param at where it is from the header's start
 * @param owner for people: {@code header}, {@code interface 2}
 */
record Struct(ByteBuffer file, int index, long at, String owner, HeaderProblems problems) {

    int i32(int field) {
        return file.getInt(index + field);
    }

    long u32(int field) {
        return Integer.toUnsignedLong(i32(field));
    }

    int u16(int field) {
        return Short.toUnsignedInt(file.getShort(index + field));
    }

    long u64(int field) {
        return file.getLong(index + field);
    }

    void problem(String name, int field, Object value, String reason) {
        problems.add(owner + " field " + name + " at byte " + (at + field) + " is " + value + ", " + reason);
    }

    /** Three numbers; empty when one of them is too great, which is noted. */
    Optional<HelixVersion> version(String name, int field) {
        boolean fits = true;
        String[] parts = {"major", "minor", "patch"};
        for (int i = 0; i < parts.length; i++) {
            int part = field + i * Integer.BYTES;
            if (i32(part) < 0) {
                problem(
                        name + "." + parts[i],
                        part,
                        u32(part),
                        "versions here hold numbers up to " + Integer.MAX_VALUE + ", as those of the framework do");
                fits = false;
            }
        }
        return fits ? Optional.of(new HelixVersion(i32(field), i32(field + 4), i32(field + 8))) : Optional.empty();
    }
}
