package org.kernos.runtime.cabi.helix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts as C has them. */
final class Texts {

    private Texts() {}

    /** UTF-8 with a NUL behind it. */
    static byte[] of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
