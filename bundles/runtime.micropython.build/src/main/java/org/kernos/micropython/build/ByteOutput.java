package org.kernos.micropython.build;

import java.io.ByteArrayOutputStream;

/** Writes the numbers of a WebAssembly module. */
final class ByteOutput {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ByteOutput add(int value) {
        bytes.write(value);
        return this;
    }

    ByteOutput unsigned(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    ByteOutput signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        bytes.write((int) (rest & 0x7f));
        return this;
    }

    ByteOutput fixed(long value, int length) {
        for (int i = 0; i < length; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    ByteOutput add(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
