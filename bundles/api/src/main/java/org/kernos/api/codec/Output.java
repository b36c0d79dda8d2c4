package org.kernos.api.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes being written, up to a limit. */
final class Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    Output(int limit) {
        this.limit = limit;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /**
     * Refuses what cannot fit before memory is taken for it.
     *
     * @throws CodecException when fewer than {@code count} bytes are left
     */
    void require(long count) {
        if (count > limit - bytes.size()) {
            throw CodecException.tooLong(limit);
        }
    }

    void octet(int octet) {
        require(1);
        bytes.write(octet);
    }

    void write(byte[] more) {
        require(more.length);
        bytes.writeBytes(more);
    }

    /** Text without surrogates that have no partner. */
    void utf8(String text) {
        require(text.length());
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Seven bits a byte, the lowest first; all but the last have the highest bit set. */
    void varint(long unsigned) {
        long rest = unsigned;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** 0, -1, 1, -2 ... as 0, 1, 2, 3 ..., so that numbers near 0 are short whatever their sign. */
    void zigzag(long signed) {
        varint((signed << 1) ^ (signed >> 63));
    }

    void real(double real) {
        long bits = Double.doubleToRawLongBits(real);
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (bits >>> shift) & 0xFF);
        }
    }

    /** Twice its length in bytes and its bytes, or twice its length in UTF-16 units plus one and those. */
    void text(String text) {
        byte[] narrow = Texts.bytes(text).orElse(null);
        if (narrow != null) {
            varint(2L * narrow.length);
            write(narrow);
            return;
        }
        varint(2L * text.length() + 1);
        require(2L * text.length());
        for (int i = 0; i < text.length(); i++) {
            octet(text.charAt(i) >>> 8);
            octet(text.charAt(i) & 0xFF);
        }
    }
}
