package org.kernos.sxs.slp;

import org.kernos.api.value.ValueType;

/** The four characters that wrap the object behind them. */
enum Prefix {
    QUOTE("Quote", ValueType.SOME),
    ERROR("Error", ValueType.ERROR),
    DATUM("Datum", ValueType.DATUM),
    ABERRANT("Aberrant", ValueType.ABERRANT);

    private final String display;
    private final ValueType type;

    Prefix(String display, ValueType type) {
        this.display = display;
        this.type = type;
    }

    /** The type of an object behind this prefix, with it. */
    ValueType type() {
        return type;
    }

    /** The prefix of this character, which must be one of the four. */
    static Prefix of(byte sign) {
        return switch (sign) {
            case '\'' -> QUOTE;
            case '@' -> ERROR;
            case '#' -> DATUM;
            case '?' -> ABERRANT;
            default -> throw new IllegalArgumentException("'" + (char) sign + "' is no prefix");
        };
    }

    /** The operator's name in problems. */
    @Override
    public String toString() {
        return display;
    }
}
