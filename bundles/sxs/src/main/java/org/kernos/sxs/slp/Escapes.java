package org.kernos.sxs.slp;

import java.util.Arrays;

/** What stands behind a backslash in a string (sxs-language, section 1). */
final class Escapes {

    private Escapes() {}

    /** What the content of a string stands for, which is written over. Its last byte is no backslash that escapes. */
    static byte[] resolve(byte[] content) {
        int length = 0;
        for (int i = 0; i < content.length; i++) {
            byte b = content[i];
            if (b == '\\') {
                i++;
                b = escaped(content[i]);
            }
            content[length++] = b;
        }
        return Arrays.copyOf(content, length);
    }

    private static byte escaped(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> 0;
            default -> letter;
        };
    }
}
