package org.kernos.api.value;

import java.util.Optional;

/**
 * The type of a {@link Value}. The codes are part of the binary interface of kernels (native C-2); 3 and 6 are unused.
 */
public enum ValueType {
    NONE(0, ":none"),
    SOME(1, ":some"),
    PAREN_LIST(2, ":list-p"),
    BRACE_LIST(4, ":list-c"),
    STRING(5, ":str"),
    SYMBOL(7, ":symbol"),
    /** Exists as a code only: the data language has no literal for it and no value carries it. */
    RUNE(8, ":rune"),
    INT(9, ":int"),
    REAL(10, ":real"),
    BRACKET_LIST(11, ":list-b"),
    ERROR(12, ":error"),
    DATUM(13, ":datum"),
    ABERRANT(14, ":aberrant");

    private final int code;
    private final String keyword;

    ValueType(int code, String keyword) {
        this.code = code;
        this.keyword = keyword;
    }

    /** The number that stands for this type in the C interface. */
    public int code() {
        return code;
    }

    /** How this type is written in a signature, with its colon: {@code :int}. */
    public String keyword() {
        return keyword;
    }

    /** The type with this code, or empty for a number that is no type's. */
    public static Optional<ValueType> findByCode(int code) {
        for (ValueType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
