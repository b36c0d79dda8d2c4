package org.kernos.runtime.cabi.jna;

/**
 * The entries of {@code struct sxs_api_table_t} (native C-3, C-4), and how many bytes behind its start each one is. The
 * numbers are part of the binary interface; a test compares them with what the C compiler says of the header.
 */
enum TableEntry {
    REGISTER_FUNCTION(0),
    EVAL(8),
    GET_TYPE(16),
    AS_INT(24),
    AS_REAL(32),
    AS_STRING(40),
    AS_LIST(48),
    LIST_SIZE(56),
    LIST_AT(64),
    CREATE_INT(72),
    CREATE_REAL(80),
    CREATE_STRING(88),
    CREATE_NONE(96),
    AS_SYMBOL(104),
    CREATE_SYMBOL(112),
    CREATE_PAREN_LIST(120),
    CREATE_BRACKET_LIST(128),
    CREATE_BRACE_LIST(136),
    SOME_HAS_VALUE(144),
    SOME_GET_VALUE(152),

    // Behind `size` and `version`: the entries that the original runtime does not have.
    RAISE(168),
    RETAIN(176),
    RELEASE(184),
    CREATE_ERROR(192),
    CREATE_SOME(200),
    CREATE_DATUM(208),
    AS_BYTES(216),
    CREATE_BYTES(224),
    AS_INTS(232),
    AS_REALS(240),
    CREATE_INTS(248),
    CREATE_REALS(256),
    LOG(264),
    CONFIG(272);

    static final int SIZE_OFFSET = 160;
    static final int VERSION_OFFSET = 164;
    static final int TABLE_SIZE = 280;
    static final int VERSION = 1;

    private final int offset;

    TableEntry(int offset) {
        this.offset = offset;
    }

    int offset() {
        return offset;
    }
}
