package org.kernos.api.value;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The shortest text that reads back as the same real. {@code Double.toString} gives it from JDK 19 on; before, some reals
 * have a digit too many: 2e23 is {@code 1.9999999999999998E23}, and a program would print differently on JDK 17 and 25.
 */
final class RealText {

    /** A shorter text has fewer than 16 digits, with which that never happens. */
    private static final int SUSPECT_LENGTH = 17;

    private RealText() {}

    static String of(double real) {
        String text = Double.toString(real);
        if (text.length() < SUSPECT_LENGTH) {
            return text;
        }
        BigDecimal exact = new BigDecimal(text);
        BigDecimal shorter = exact.round(new MathContext(exact.precision() - 1));
        return shorter.doubleValue() == real ? format(shorter.stripTrailingZeros()) : text;
    }

    /** In the form of {@code Double.toString}. */
    private static String format(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        if (exponent >= -3 && exponent < 7) {
            String plain = number.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = number.unscaledValue().abs().toString();
        String rest = digits.length() == 1 ? "0" : digits.substring(1);
        return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + rest + "E" + exponent;
    }
}
