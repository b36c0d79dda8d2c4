package org.kernos.sxs.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of paren lists by their heads: which of their elements belong on the first line, and where bodies open. */
enum Instruction {
    DEF("def", 2),
    EXPORT("export", 2),
    FN("fn", 3),
    IF("if", 2),
    DO("do", 1),
    TRY("try", 1),
    RECOVER("recover", 1),
    MATCH("match", 2),
    REFLECT("reflect", 2),
    DEFINE_FORM("define-form", 2),
    DEFINE_KERNEL("define-kernel", 3),
    DEFINE_FUNCTION("define-function", 2),
    /** An element of {@link #MATCH} or {@link #REFLECT}: a pattern and what it stands for. */
    CLAUSE("", 1),
    /** Every other paren list: a call, parameters, data. */
    CALL("", 1);

    private static final Map<String, Instruction> BY_NAME = Arrays.stream(values())
            .filter(instruction -> !instruction.text.isEmpty())
            .collect(Collectors.toMap(instruction -> instruction.text, Function.identity()));

    private final String text;
    private final int headLength;

    Instruction(String text, int headLength) {
        this.text = text;
        this.headLength = headLength;
    }

    /** The instruction of this name. */
    static Instruction of(byte[] bytes, int start, int end) {
        return BY_NAME.getOrDefault(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1), CALL);
    }

    /** How many elements, this word among them, stay on the first line when the others do not. */
    int headLength() {
        return headLength;
    }

    boolean hasClauses() {
        return this == MATCH || this == REFLECT;
    }

    /** Whether its lists open at the end of its line rather than that each of them gets a line of its own. */
    boolean hasBodies() {
        return this != CALL && !hasClauses();
    }
}
