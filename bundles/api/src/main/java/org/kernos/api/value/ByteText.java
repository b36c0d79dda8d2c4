package org.kernos.api.value;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text of arbitrary bytes: UTF-8 where the bytes are, and every other byte as the single low surrogate U+DC00 + byte.
 * Decoded text never holds such a surrogate behind a high one, so encoding gives back the same bytes.
 */
final class ByteText {

    private static final char ESCAPES = '\uDC00';
    private static final char FIRST_ESCAPE = '\uDC80';
    private static final char LAST_ESCAPE = '\uDCFF';

    private ByteText() {}

    static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : decodeWithEscapes(bytes);
    }

    private static String decodeWithEscapes(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPES + (in.get() & 0xFF)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return findLoneSurrogate(text, bytes) < 0 ? bytes : encodeWithEscapes(text);
    }

    /** The encoder writes '?' for a lone surrogate: without one in the bytes there is nothing to look for. */
    private static int findLoneSurrogate(String text, byte[] bytes) {
        if (new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?') < 0) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!startsPair(text, i)) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static boolean startsPair(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }

    private static byte[] encodeWithEscapes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            } else if (startsPair(text, i)) {
                i++;
                continue;
            } else if (c < FIRST_ESCAPE || c > LAST_ESCAPE) {
                throw new IllegalArgumentException(
                        String.format("character %d of the text is the unpaired surrogate U+%04X", i, (int) c));
            }
            out.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
            out.write(c - ESCAPES);
            start = i + 1;
        }
        out.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
