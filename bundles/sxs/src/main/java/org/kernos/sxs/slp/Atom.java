package org.kernos.sxs.slp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.kernos.api.value.Value;

/** Tells numbers from symbols (sxs-language, section 1) and gives their values. */
final class Atom {

    /** What an atom's characters make it. */
    enum Shape {
        INT,
        REAL,
        /** A point or an exponent that no digit comes before: a mistyped number more likely than a name. */
        DIGITLESS,
        SYMBOL
    }

    /** So many digits fit 64 bits whatever they are. */
    private static final int SAFE_DIGITS = 18;

    /** So many digits are below 2 to the 53. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    private Atom() {}

    static Shape shape(byte[] bytes, int start, int end) {
        int i = isSign(bytes[start]) ? start + 1 : start;
        int digits = 0;
        boolean point = false;
        for (; i < end; i++) {
            if (isDigit(bytes[i])) {
                digits++;
            } else if (bytes[i] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0 && !point) {
            return Shape.SYMBOL;
        } else if (i < end && !isExponent(bytes, i, end)) {
            return Shape.SYMBOL;
        } else if (digits == 0) {
            return Shape.DIGITLESS;
        }
        return point || i < end ? Shape.REAL : Shape.INT;
    }

    /** An exponent needs no digits: {@code 1e} and {@code 1e+} are numbers of the original. */
    private static boolean isExponent(byte[] bytes, int start, int end) {
        if ((bytes[start] | 0x20) != 'e') {
            return false;
        }
        int i = start + 1;
        if (i < end && isSign(bytes[i])) {
            i++;
        }
        while (i < end && isDigit(bytes[i])) {
            i++;
        }
        return i == end;
    }

    /**
     * The integer, of a shape that is {@link Shape#INT}.
     *
     * @throws ArithmeticException when it does not fit 64 bits
     */
    static Value.Int integer(byte[] bytes, int start, int end) {
        boolean negative = bytes[start] == '-';
        // In ASCII, signs come before digits.
        int first = bytes[start] < '0' ? start + 1 : start;
        if (end - first > SAFE_DIGITS) {
            return new Value.Int(longInteger(bytes, first, end, negative));
        }
        long value = 0;
        for (int i = first; i < end; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return new Value.Int(negative ? -value : value);
    }

    private static long longInteger(byte[] bytes, int start, int end, boolean negative) {
        long value = 0;
        for (int i = start; i < end; i++) {
            // Counted below zero, where the range is one wider.
            value = Math.subtractExact(Math.multiplyExact(value, 10L), (long) (bytes[i] - '0'));
        }
        return negative ? value : Math.negateExact(value);
    }

    /** The real, of a shape that is {@link Shape#REAL}; infinite when no double is as large. */
    static Value.Real real(byte[] bytes, int start, int end) {
        if (end - start <= EXACT_DIGITS) {
            double exact = decimal(bytes, start, end);
            if (!Double.isNaN(exact)) {
                return new Value.Real(exact);
            }
        }
        int last = end;
        if (isSign(bytes[last - 1])) {
            last--;
        }
        if ((bytes[last - 1] | 0x20) == 'e') {
            last--;
        }
        return new Value.Real(Double.parseDouble(new String(bytes, start, last - start, StandardCharsets.ISO_8859_1)));
    }

    /**
     * The real of digits, a point and digits, or NaN when there is an exponent. Both the digits as an integer and the power
     * of ten are exact as doubles, so that their quotient is the double that is nearest to what is written.
     */
    private static double decimal(byte[] bytes, int start, int end) {
        long digits = 0;
        int point = end;
        for (int i = isSign(bytes[start]) ? start + 1 : start; i < end; i++) {
            if (isDigit(bytes[i])) {
                digits = digits * 10 + (bytes[i] - '0');
            } else if (bytes[i] == '.') {
                point = i + 1;
            } else {
                return Double.NaN;
            }
        }
        double size = digits / POWERS[end - point];
        return bytes[start] == '-' ? -size : size;
    }

    static Value.Symbol symbol(byte[] bytes, int start, int end) {
        // A string's rule for bytes that are not UTF-8 serves symbols as well: they print as they were written.
        return new Value.Symbol(
                Value.Str.ofBytes(Arrays.copyOfRange(bytes, start, end)).text());
    }

    private static boolean isSign(byte b) {
        return b == '+' || b == '-';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
