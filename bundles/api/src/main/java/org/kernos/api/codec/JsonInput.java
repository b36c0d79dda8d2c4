package org.kernos.api.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * JSON text being read (RFC 8259; of RFC 7493 that strings are Unicode and keys unique). Holds the grammar; what the text
 * means is for those who use it. There is no tree of the text: a list of a million numbers never is a million objects.
 */
final class JsonInput {

    /** What {@link #peek} gives behind the last character; no character of a Unicode text has this number. */
    static final int END = -1;

    private static final int SHOWN_LENGTH = 20;

    private final String text;
    private int position;

    private JsonInput(String text) {
        this.text = text;
    }

    /**
     * @throws CodecException when the bytes are not UTF-8
     */
    static JsonInput of(byte[] bytes) {
        // A new decoder reports malformed input instead of replacing it.
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw CodecException.malformed("byte " + (in.position() + 1) + " of the JSON is not UTF-8");
        }
        return new JsonInput(out.flip().toString());
    }

    /** A refusal of what stands at the next character. */
    CodecException refuse(String expected) {
        skipBlanks();
        String found = position == text.length()
                ? "the JSON ends"
                : "found "
                        + CodecException.quote(
                                text.substring(position, Math.min(text.length(), position + SHOWN_LENGTH)));
        return refuseAt(position, found + ", expected " + expected);
    }

    /** A refusal of what ends before the next character, in these words. */
    CodecException refuseLast(String message) {
        return refuseAt(position, message);
    }

    private static CodecException refuseAt(int index, String message) {
        return CodecException.malformed("character " + (index + 1) + ": " + message);
    }

    /** The next character that is not blank, which is not taken, or {@link #END}. */
    int peek() {
        skipBlanks();
        return position < text.length() ? text.charAt(position) : END;
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    boolean tryTake(char c) {
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    void take(char c, String expected) {
        if (!tryTake(c)) {
            throw refuse(expected);
        }
    }

    /** Takes {@code word} when it is next. */
    boolean tryTakeWord(String word) {
        skipBlanks();
        if (!text.startsWith(word, position)) {
            return false;
        }
        position += word.length();
        return true;
    }

    /** Takes the bracket that begins an array; whether an element follows. */
    boolean beginArray() {
        take('[', "'['");
        return !tryTake(']');
    }

    /** Takes what stands behind an element; whether another one follows. */
    boolean nextElement() {
        if (tryTake(',')) {
            return true;
        }
        take(']', "',' or ']' behind an element");
        return false;
    }

    void end() {
        if (peek() != END) {
            throw refuse("the end");
        }
    }

    /** A number as it is written; whoever takes the next token notices what is stuck to it. */
    JsonNumber number() {
        skipBlanks();
        int start = position;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        boolean isReal = false;
        if (skip('.')) {
            isReal = true;
            digits();
        }
        if (skip('e') || skip('E')) {
            isReal = true;
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        return new JsonNumber(text.substring(start, position), start + 1, isReal);
    }

    private boolean skip(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private void digits() {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw refuse("a digit");
        }
    }

    String string() {
        take('"', "a string");
        int start = position;
        while (position < text.length() && isPlain(text.charAt(position))) {
            position++;
        }
        return skip('"') ? text.substring(start, position - 1) : escapedString(start);
    }

    private static boolean isPlain(char c) {
        return c != '"' && c != '\\' && c >= ' ';
    }

    private String escapedString(int start) {
        StringBuilder string = new StringBuilder(text.substring(start, position));
        while (!skip('"')) {
            if (position == text.length()) {
                throw refuseAt(start - 1, "the string that begins here does not end");
            }
            char c = text.charAt(position++);
            if (c < ' ') {
                throw refuseAt(position - 1, "a control character in a string, expected an escape such as \\n");
            }
            string.append(c == '\\' ? escape() : c);
        }
        String result = string.toString();
        if (!Texts.isUnicode(result)) {
            throw refuseAt(
                    start - 1,
                    "the string that begins here has an unpaired surrogate, expected {\"bytes\": ...} or {\"units\": ...}");
        }
        return result;
    }

    private char escape() {
        char c = position < text.length() ? text.charAt(position++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw refuseAt(position - 1, "no escape of JSON ends here, expected one of \" \\ / b f n r t u");
        };
    }

    private char unit() {
        int unit = 0;
        for (int end = position + 4; position < end; position++) {
            int digit = position < text.length() ? hexDigit(text.charAt(position)) : -1;
            if (digit < 0) {
                throw refuseAt(position, "expected four hexadecimal digits behind \\u");
            }
            unit = (unit << 4) | digit;
        }
        return (char) unit;
    }

    /** ASCII only; {@code Character.digit} knows more digits than JSON. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
