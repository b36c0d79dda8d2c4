package org.kernos.api.codec;

import java.util.Base64;
import java.util.HexFormat;

/** Texts in JSON: a string, or an object with one key for what is no Unicode. */
final class JsonText {

    static final String BYTES = "bytes";
    static final String UNITS = "units";

    private static final int UNIT_DIGITS = 4;

    private JsonText() {}

    static void write(String text, Output out) {
        if (Texts.isUnicode(text)) {
            string(text, out);
            return;
        }
        byte[] bytes = Texts.bytes(text).orElse(null);
        if (bytes != null) {
            out.require(bytes.length);
            out.utf8("{\"" + BYTES + "\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}");
        } else {
            out.require((long) UNIT_DIGITS * text.length());
            out.utf8("{\"" + UNITS + "\":\"" + hex(text) + "\"}");
        }
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder(UNIT_DIGITS * text.length());
        text.chars().forEach(unit -> hex.append(HexFormat.of().toHexDigits((char) unit)));
        return hex.toString();
    }

    private static void string(String text, Output out) {
        out.octet('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.utf8(text.substring(start, i));
                out.utf8(escape(c));
                start = i + 1;
            }
        }
        out.utf8(text.substring(start));
        out.octet('"');
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u" + HexFormat.of().toHexDigits(c);
        };
    }

    static String read(JsonInput in) {
        if (in.peek() == '"') {
            return in.string();
        }
        in.take('{', "a text, which is a string or an object with the key '" + BYTES + "' or '" + UNITS + "'");
        String key = key(in);
        String text =
                switch (key) {
                    case BYTES -> bytes(in);
                    case UNITS -> units(in);
                    default ->
                        throw in.refuseLast("the key " + CodecException.quote(key) + ", expected '" + BYTES + "' or '"
                                + UNITS + "'");
                };
        closeSingle(in, key);
        return text;
    }

    /** A key and the colon behind it. */
    static String key(JsonInput in) {
        if (in.peek() != '"') {
            throw in.refuse("a key");
        }
        String key = in.string();
        in.take(':', "':'");
        return key;
    }

    /** The end of an object that has one key only, behind that key's value. */
    static void closeSingle(JsonInput in, String key) {
        if (in.tryTake(',')) {
            boolean isTwice = in.peek() == '"' && in.string().equals(key);
            throw in.refuseLast(
                    isTwice
                            ? "the key '" + key + "' is given twice"
                            : "the object has another key than '" + key + "', expected that alone");
        }
        in.take('}', "'}' behind the value of '" + key + "'");
    }

    /** The value of {@link #BYTES}. */
    static String bytes(JsonInput in) {
        String base64 = in.string();
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            // The decoder forgives padding that is not there and bits that are left over.
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return Texts.of(bytes);
            }
        } catch (IllegalArgumentException e) {
            // Refused below like what the decoder forgives.
        }
        throw CodecException.malformed("the value of '" + BYTES + "' is " + CodecException.quote(base64)
                + ", expected base64 with padding (RFC 4648, section 4)");
    }

    /** The value of {@link #UNITS}. */
    static String units(JsonInput in) {
        String hex = in.string();
        if (hex.length() % UNIT_DIGITS != 0 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw CodecException.malformed("the value of '" + UNITS + "' is " + CodecException.quote(hex)
                    + ", expected four hexadecimal digits for each UTF-16 unit");
        }
        char[] units = new char[hex.length() / UNIT_DIGITS];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) HexFormat.fromHexDigits(hex, UNIT_DIGITS * i, UNIT_DIGITS * (i + 1));
        }
        return new String(units);
    }
}
