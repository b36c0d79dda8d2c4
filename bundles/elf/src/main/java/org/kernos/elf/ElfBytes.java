package org.kernos.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A file's bytes, where each access says what it wanted to read when the file ends before (native E-5). */
final class ElfBytes {

    private final ByteBuffer bytes;

    ElfBytes(byte[] file, ByteOrder order) {
        bytes = ByteBuffer.wrap(file).order(order);
    }

    int length() {
        return bytes.limit();
    }

    /** The offset as an index, when {@code size} bytes from there on are in the file. Both may be any 64 bits. */
    int range(long offset, long size, String what) throws DamagedElfException {
        if (offset < 0 || size < 0 || offset > length() || size > length() - offset) {
            throw new DamagedElfException(what + " takes " + Long.toUnsignedString(size) + " bytes from offset "
                    + Long.toUnsignedString(offset) + ", but the file has " + length() + " bytes");
        }
        return (int) offset;
    }

    int u16(long offset, String what) throws DamagedElfException {
        return Short.toUnsignedInt(bytes.getShort(range(offset, Short.BYTES, what)));
    }

    int u8(long offset, String what) throws DamagedElfException {
        return Byte.toUnsignedInt(bytes.get(range(offset, 1, what)));
    }

    long u32(long offset, String what) throws DamagedElfException {
        return Integer.toUnsignedLong(bytes.getInt(range(offset, Integer.BYTES, what)));
    }

    long u64(long offset, String what) throws DamagedElfException {
        return bytes.getLong(range(offset, Long.BYTES, what));
    }

    /** Eight bytes of a range that was validated before. */
    long word(int offset) {
        return bytes.getLong(offset);
    }

    /** Copies a range that was validated before. */
    void copy(int offset, byte[] to, int at, int size) {
        System.arraycopy(bytes.array(), offset, to, at, size);
    }

    /** The text from {@code offset} to the next NUL, which has to come before {@code end}. */
    String text(int offset, int end, String what) throws DamagedElfException {
        for (int i = offset; i < end; i++) {
            if (bytes.get(i) == 0) {
                return new String(bytes.array(), offset, i - offset, StandardCharsets.UTF_8);
            }
        }
        throw new DamagedElfException(what + " at offset " + offset + " has no end within its string table");
    }
}
