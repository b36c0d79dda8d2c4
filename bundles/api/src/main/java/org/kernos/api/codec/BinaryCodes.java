package org.kernos.api.codec;

/** The bytes of the binary form that are not codes of {@link org.kernos.api.value.ValueType}. */
final class BinaryCodes {

    /** First byte of a value, in the only version so far; the low half is the version. */
    static final int VALUE = 0xA1;

    static final int SIGNATURE = 0xB1;
    static final int PROBLEM = 0xC1;

    /** Added to a list's code when all its elements are integers, which then stand without codes of their own. */
    static final int INTS = 0x10;

    static final int REALS = 0x20;

    /** Types in signatures that are no value's. */
    static final int ANY = 0x7F;

    static final int FN = 0x7E;

    static final int HAS_PLACE = 1;
    static final int HAS_FIX = 2;

    private BinaryCodes() {}
}
