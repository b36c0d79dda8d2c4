package org.kernos.micropython.build;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the numbers of a WebAssembly module. */
final class ByteInput {

    private final byte[] bytes;
    private int position;

    ByteInput(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    int position() {
        return position;
    }

    int next() {
        if (position >= bytes.length) {
            throw new WasmFormatException("the module ends in the middle of a section");
        }
        return bytes[position++] & 0xff;
    }

    /** A whole number without a sign. */
    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = next();
            value |= (part & 0x7fL) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new WasmFormatException("a number is longer than 64 bits");
    }

    int count() {
        return Math.toIntExact(unsigned());
    }

    long signed() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; ) {
            int part = next();
            value |= (part & 0x7fL) << shift;
            shift += 7;
            if (part < 0x80) {
                return (part & 0x40) != 0 && shift < Long.SIZE ? value | (-1L << shift) : value;
            }
        }
        throw new WasmFormatException("a number is longer than 64 bits");
    }

    /** A number of {@code length} bytes, the lowest first. */
    long fixed(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    byte[] bytes(int length) {
        if (length < 0 || length > bytes.length - position) {
            throw new WasmFormatException("a section is longer than the module");
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    String name() {
        return new String(bytes(count()), StandardCharsets.UTF_8);
    }
}
