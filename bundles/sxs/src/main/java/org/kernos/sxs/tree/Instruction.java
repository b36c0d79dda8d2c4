package org.kernos.sxs.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a program can do without any module (sxs-language, section 3). */
public enum Instruction {
    DEF("def", "(def name value)"),
    FN("fn", "(fn (name :type ...) :type [body])"),
    IF("if", "(if condition then else)"),
    MATCH("match", "(match value (pattern result) ...)"),
    REFLECT("reflect", "(reflect value (:type body) ...)"),
    TRY("try", "(try body handler)"),
    RECOVER("recover", "(recover [body] [handler])"),
    ASSERT("assert", "(assert condition \"message\")"),
    EVAL("eval", "(eval \"text\")"),
    APPLY("apply", "(apply lambda {arguments})"),
    CAST("cast", "(cast :type value)"),
    DO("do", "(do [body])"),
    DONE("done", "(done value)"),
    AT("at", "(at index collection)"),
    EQ("eq", "(eq a b)"),
    DEBUG("debug", "(debug value ...)"),
    EXPORT("export", "(export name value)");

    private static final Map<String, Instruction> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(Instruction::word, Function.identity()));

    private final String word;
    private final String form;

    Instruction(String word, String form) {
        this.word = word;
        this.form = form;
    }

    /** The symbol at the head of its list. */
    public String word() {
        return word;
    }

    /** How it is written. */
    public String form() {
        return form;
    }

    /** The instruction of this name, or null. */
    public static @Nullable Instruction find(String word) {
        return BY_WORD.get(word);
    }

    /** In the order of the documentation. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Instruction::word).toList();
    }
}
