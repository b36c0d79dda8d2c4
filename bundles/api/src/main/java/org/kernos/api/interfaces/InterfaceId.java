package org.kernos.api.interfaces;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An interface's name as 64 bits (helix X-3).
 *
 * @param bits unsigned
 */
public record InterfaceId(long bits) {

    private static final int FACTOR = 31;

    /** {@code h = h * 31 + byte} over the bytes of the name in UTF-8, from 0, wrapping at 64 bits. */
    public static InterfaceId of(String name) {
        long hash = 0;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = hash * FACTOR + Byte.toUnsignedLong(b);
        }
        return new InterfaceId(hash);
    }

    /** 16 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x", bits);
    }
}
