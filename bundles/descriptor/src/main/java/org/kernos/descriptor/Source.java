package org.kernos.descriptor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;

/**
 * The bytes of a text that an author wrote, which can tell the line and column of each. The bytes must not be changed any
 * more. May be shared between threads.
 */
public final class Source {

    private static final int EXCERPT_LENGTH = 40;

    private final String name;
    private final byte[] bytes;

    /** Built when the first place is asked for; a race only builds it twice. */
    private @Nullable PlaceIndex index;

    /**
     * @param name stands for the text in problems: {@code modules/alu/kernel.sxs}
     */
    public Source(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * A text's bytes, so that the single surrogates that stand for other bytes ({@link Value.Str}) become those again.
     *
     * @throws ModuleException when a surrogate stands for no byte
     */
    public static byte[] bytes(String name, String text) throws ModuleException {
        try {
            return new Value.Str(text).bytes();
        } catch (IllegalArgumentException e) {
            Problem problem = Problem.of(ProblemCode.SYNTAX, e.getMessage() + ", which is no character")
                    .at(Place.of(name));
            throw new ModuleException(List.of(problem), e);
        }
    }

    public String name() {
        return name;
    }

    /** Not a copy, and not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.length;
    }

    /** Where the text begins: 3 behind a byte order mark, which editors write and no one sees, else 0. */
    public int textStart() {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /**
     * The line and column of a byte.
     *
     * @param offset from 0 to the number of bytes, both included
     */
    public Place place(int offset) {
        PlaceIndex places = index;
        if (places == null) {
            places = new PlaceIndex(bytes, textStart());
            index = places;
        }
        int lineStart = places.lineStart(offset);
        return new Place(name, places.line(offset), places.characters(lineStart, offset) + 1);
    }

    /** The text between two bytes as a problem can quote it: on one line, printable, cut when it is long. */
    public String excerpt(int start, int end) {
        int length = Math.min(end - start, 4 * EXCERPT_LENGTH);
        return excerpt(new String(bytes, start, length, StandardCharsets.UTF_8));
    }

    /** A text as a problem can quote it: on one line, printable, cut when it is long. */
    public static String excerpt(String text) {
        return excerpt(text, EXCERPT_LENGTH);
    }

    /**
     * A text as a problem can quote it: on one line, printable, cut when it is long.
     *
     * @param most how many characters are shown of it
     */
    public static String excerpt(String text, int most) {
        StringBuilder shown = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (count++ == most) {
                return shown.append("...").toString();
            }
            int c = text.codePointAt(i);
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.appendCodePoint(Character.isDefined(c) && !isSurrogate(c) ? c : '\uFFFD');
            }
        }
        return shown.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
