package org.kernos.runtime.cabi.helix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts as C has them. */
final class Texts {

    private Texts() {}

    /** Whether C would see all of it, and not only what comes before a NUL. */
    static boolean isWhole(String text) {
        return text.indexOf('\0') < 0;
    }

    /** For people, who do not see a NUL. */
    static String shown(String text) {
        return text.replace("\0", "\\0");
    }

    /** UTF-8 with a NUL behind it; of a text that {@link #isWhole}. */
    static byte[] of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
