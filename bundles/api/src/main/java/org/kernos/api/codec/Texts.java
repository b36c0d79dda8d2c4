package org.kernos.api.codec;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.kernos.api.value.Value;

/**
 * The three sorts of text that a Java string can be, each written in its own way: Unicode; bytes that are not all UTF-8,
 * which stand in the string as single surrogates (adr/0003); and other sequences of UTF-16 units, which only Java code
 * makes.
 */
final class Texts {

    private static final int FIRST_ESCAPE = 0xDC80;
    private static final int LAST_ESCAPE = 0xDCFF;

    private Texts() {}

    /** Whether every surrogate has its partner. */
    static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(Texts::isSurrogate);
    }

    /** The bytes that give back exactly this text, or empty when none do. */
    static Optional<byte[]> bytes(String text) {
        if (isUnicode(text)) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        } else if (text.codePoints().anyMatch(c -> isSurrogate(c) && (c < FIRST_ESCAPE || c > LAST_ESCAPE))) {
            return Optional.empty();
        }
        byte[] bytes = new Value.Str(text).bytes();
        // Escaped bytes that are UTF-8 together come back as the character they make.
        return of(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    }

    static String of(byte[] bytes) {
        return Value.Str.ofBytes(bytes).text();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
