package org.kernos.api.codec;

import java.util.Arrays;

/** Bytes being read. Every length is compared with the bytes that are left before anything is allocated for it. */
final class Input {

    private static final int MAX_VARINT_SHIFT = 63;

    private final byte[] bytes;
    private int position;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A refusal of the byte that was read last. */
    CodecException refuse(String message) {
        return CodecException.malformed("byte " + position + ": " + message);
    }

    /**
     * Takes the byte that every form begins with.
     *
     * @throws CodecException when it is another
     */
    void start(int expected, String what) {
        int found = octet();
        if (found != expected) {
            throw refuse(String.format("0x%02X, expected 0x%02X, with which %s begins", found, expected, what));
        }
    }

    void end() {
        if (position < bytes.length) {
            throw CodecException.malformed(
                    "the form is complete at byte " + position + ", but there are " + bytes.length);
        }
    }

    int octet() {
        if (position == bytes.length) {
            throw CodecException.malformed("the form breaks off after byte " + position);
        }
        return bytes[position++] & 0xFF;
    }

    /** An unsigned number of 64 bits, in the shortest form. */
    long varint() {
        long result = 0;
        for (int shift = 0; shift <= MAX_VARINT_SHIFT; shift += 7) {
            int octet = octet();
            if (shift == MAX_VARINT_SHIFT && octet > 1) {
                break;
            }
            result |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                if (octet == 0 && shift > 0) {
                    throw refuse("the number has a needless last byte 0");
                }
                return result;
            }
        }
        throw refuse("the number has more than 64 bits");
    }

    long zigzag() {
        long number = varint();
        return (number >>> 1) ^ -(number & 1);
    }

    int smallZigzag() {
        long number = zigzag();
        if (number != (int) number) {
            throw refuse(number + ", expected a number of 32 bits");
        }
        return (int) number;
    }

    /** A number of things that take at least so many bytes each, which are there. */
    int count(int bytesEach) {
        return fitting(varint(), bytesEach);
    }

    private int fitting(long count, int bytesEach) {
        int left = bytes.length - position;
        if (Long.compareUnsigned(count, left / bytesEach) > 0) {
            throw refuse("a length of " + Long.toUnsignedString(count) + ", bytes left: " + left);
        }
        return (int) count;
    }

    double real() {
        long bits = 0;
        for (int i = 0; i < Double.BYTES; i++) {
            bits = (bits << 8) | octet();
        }
        return Double.longBitsToDouble(bits);
    }

    String text() {
        long header = varint();
        if ((header & 1) != 0) {
            return wideText(fitting(header >>> 1, Character.BYTES));
        }
        int length = fitting(header >>> 1, 1);
        position += length;
        return Texts.of(Arrays.copyOfRange(bytes, position - length, position));
    }

    private String wideText(int length) {
        char[] units = new char[length];
        for (int i = 0; i < length; i++) {
            units[i] = (char) ((octet() << 8) | octet());
        }
        String text = new String(units);
        if (Texts.bytes(text).isPresent()) {
            throw refuse("UTF-16 units that end here have a form in bytes, expected that");
        }
        return text;
    }
}
