package org.kernos.api.codec;

import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * Bytes that stand for nothing, or something that does not fit into a codec's limits; {@link #problem()} says where and
 * why. Its code is {@link ProblemCode#ENCODING} or {@link ProblemCode#LIMIT}.
 */
public class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int QUOTED_LENGTH = 60;

    private final transient Problem problem;

    public CodecException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    static CodecException malformed(String message) {
        return new CodecException(
                Problem.of(ProblemCode.ENCODING, message).fix("docs/formats/values.md describes both forms"));
    }

    static CodecException tooLong(int maxBytes) {
        return new CodecException(
                Problem.of(ProblemCode.LIMIT, "the encoded form is longer than " + maxBytes + " bytes, the limit")
                        .fix("pass the value in parts, or use a codec with a higher limit on both sides"));
    }

    static CodecException tooDeep(int maxNesting) {
        return new CodecException(Problem.of(
                        ProblemCode.LIMIT, "lists and prefixes are nested more than " + maxNesting + " deep, the limit")
                .fix("pass a flatter value, or use a codec with a higher limit on both sides"));
    }

    /** Foreign text for a message: in quotes, cut, and without what a terminal would act on. */
    static String quote(String text) {
        String cut = text.length() <= QUOTED_LENGTH ? text : text.substring(0, QUOTED_LENGTH) + "...";
        StringBuilder shown = new StringBuilder("'");
        cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.append('\'').toString();
    }
}
