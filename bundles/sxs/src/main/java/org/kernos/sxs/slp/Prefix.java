package org.kernos.sxs.slp;

import org.kernos.api.value.Value;

/** The four characters that wrap the object behind them. */
enum Prefix {
    QUOTE('\'', "Quote") {
        @Override
        Value wrap(Value value) {
            return new Value.Some(value);
        }
    },
    ERROR('@', "Error") {
        @Override
        Value wrap(Value value) {
            return new Value.Error(value);
        }
    },
    DATUM('#', "Datum") {
        @Override
        Value wrap(Value value) {
            return new Value.Datum(value);
        }
    },
    ABERRANT('?', "Aberrant") {
        @Override
        Value wrap(Value value) {
            return new Value.Aberrant(value);
        }
    };

    private final char sign;
    private final String display;

    Prefix(char sign, String display) {
        this.sign = sign;
        this.display = display;
    }

    abstract Value wrap(Value value);

    /** The prefix of this character, which must be one of the four. */
    static Prefix of(int sign) {
        for (Prefix prefix : values()) {
            if (prefix.sign == sign) {
                return prefix;
            }
        }
        throw new IllegalArgumentException("'" + (char) sign + "' is no prefix");
    }

    /** The operator's name in problems. */
    @Override
    public String toString() {
        return display;
    }
}
