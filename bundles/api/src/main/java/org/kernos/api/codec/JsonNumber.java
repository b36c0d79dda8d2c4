package org.kernos.api.codec;

/**
 * A number as it stands in JSON.
 *
 * @param text follows the grammar of JSON
 * @param character where it begins, counted from 1
 * @param isReal whether it has a point or an exponent, which tells reals from integers
 */
record JsonNumber(String text, int character, boolean isReal) {

    /** The longest integer of 64 bits, {@code -9223372036854775808}. */
    private static final int INTEGER_LENGTH = 20;

    /**
     * @throws CodecException for {@code -0} and for what has more than 64 bits
     */
    long integer() {
        if (text.equals("-0")) {
            throw refuse("an integer, and not 0 or the real -0.0");
        } else if (text.length() <= INTEGER_LENGTH) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                // Only its size can be wrong; refused below like the longer ones.
            }
        }
        throw refuse("beyond the 64 bits of an integer; a real has a point");
    }

    /**
     * @throws CodecException for what is no integer of 32 bits
     */
    int smallInteger() {
        long number = isReal ? Long.MAX_VALUE : integer();
        if (number != (int) number) {
            throw refuse("no integer of 32 bits");
        }
        return (int) number;
    }

    /**
     * @throws CodecException for what is too large
     */
    double real() {
        double real = Double.parseDouble(text);
        if (Double.isInfinite(real)) {
            throw refuse("beyond the largest real; {\"real\": \"infinity\"} is infinity");
        }
        return real;
    }

    private CodecException refuse(String why) {
        return CodecException.malformed("character " + character + ": " + CodecException.quote(text) + " is " + why);
    }
}
