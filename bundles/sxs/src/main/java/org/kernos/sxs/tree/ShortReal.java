package org.kernos.sxs.tree;

import java.math.BigDecimal;
import org.kernos.api.value.Value;

/** A real as the original's {@code debug} prints it: the fewest digits, without a point where none is needed (sxs-language, section 1). */
final class ShortReal {

    /** Numbers of this many digits before the point, and more, get an exponent. */
    private static final int DIGITS = 16;

    private static final int LEAST_EXPONENT = -4;

    private ShortReal() {}

    static String of(double real) {
        if (Double.isNaN(real)) {
            return "nan";
        } else if (Double.isInfinite(real)) {
            return real > 0 ? "inf" : "-inf";
        } else if (real == 0) {
            return 1 / real > 0 ? "0" : "-0";
        }
        BigDecimal number = new BigDecimal(new Value.Real(real).toString()).stripTrailingZeros();
        int exponent = number.precision() - number.scale() - 1;
        return exponent >= LEAST_EXPONENT && exponent < DIGITS ? number.toPlainString() : scientific(number, exponent);
    }

    private static String scientific(BigDecimal number, int exponent) {
        String digits = number.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder();
        text.append(number.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        return text.append(Math.abs(exponent) < 10 ? "0" : "")
                .append(Math.abs(exponent))
                .toString();
    }
}
