package org.kernos.api.codec;

import java.util.HexFormat;
import org.kernos.api.value.Value;

/** Reals in JSON: numbers with a point or an exponent, and names for what JSON has no number for. */
final class JsonReals {

    private static final String INFINITY = "infinity";
    private static final String MINUS_INFINITY = "-infinity";

    /** Followed by all 64 bits, since a NaN carries a sign and 52 bits of its own. */
    private static final String NAN = "nan:";

    private static final int BITS_DIGITS = 16;

    private JsonReals() {}

    static String text(Value.Real real) {
        double number = real.value();
        if (Double.isNaN(number)) {
            String bits = HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number));
            return "{\"real\":\"" + NAN + bits + "\"}";
        } else if (Double.isInfinite(number)) {
            return "{\"real\":\"" + (number > 0 ? INFINITY : MINUS_INFINITY) + "\"}";
        }
        return real.toString();
    }

    /** The value of the key {@code real}: a name, or a number, which then is a real even without a point. */
    static Value.Real read(JsonInput in) {
        return new Value.Real(
                in.peek() == '"' ? named(in.string()) : in.number().real());
    }

    private static double named(String name) {
        if (name.equals(INFINITY)) {
            return Double.POSITIVE_INFINITY;
        } else if (name.equals(MINUS_INFINITY)) {
            return Double.NEGATIVE_INFINITY;
        }
        String digits = name.startsWith(NAN) ? name.substring(NAN.length()) : "";
        if (digits.length() == BITS_DIGITS && digits.chars().allMatch(HexFormat::isHexDigit)) {
            double real = Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(digits));
            if (Double.isNaN(real)) {
                return real;
            }
        }
        throw CodecException.malformed("the value of 'real' is " + CodecException.quote(name)
                + ", expected a number, 'infinity', '-infinity', or 'nan:' and the 16 hexadecimal digits of a NaN");
    }
}
