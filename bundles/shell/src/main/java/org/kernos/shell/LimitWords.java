package org.kernos.shell;

import java.time.Duration;
import java.util.List;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramLimits;

/** Limits of a program as a command's option gives them: {@code steps=1000,time=5000}. */
final class LimitWords {

    private LimitWords() {}

    private static final List<String> ALL = List.of("steps", "depth", "time", "output", "memory");

    /** The limits with those changed that the text names. */
    static ProgramLimits apply(String text, ProgramLimits limits) {
        return apply(text, limits, ALL);
    }

    /**
     * @param names of the limits that the language has
     */
    static ProgramLimits apply(String text, ProgramLimits limits, List<String> names) {
        ProgramLimits result = limits;
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                result = applyOne(part.trim(), result, names);
            }
        }
        return result;
    }

    private static ProgramLimits applyOne(String part, ProgramLimits limits, List<String> names) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String number = part.substring(equals + 1);
        if (equals < 0 || !names.contains(name) || !number.matches("[0-9]{1,18}")) {
            throw refused(part, names);
        }
        long value = Long.parseLong(number);
        try {
            return switch (name) {
                case "steps" -> limits.withSteps(value);
                case "depth" -> limits.withDepth((int) Math.min(value, Integer.MAX_VALUE));
                case "time" -> limits.withTime(Duration.ofMillis(value));
                case "output" -> limits.withOutput(value);
                case "memory" -> limits.withMemory(value);
                default -> throw refused(part, names);
            };
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(List.of(Problem.of(ProblemCode.PROGRAM_LIMIT, String.valueOf(e.getMessage()))));
        }
    }

    private static CommandFailure refused(String part, List<String> names) {
        return new CommandFailure(List.of(Problem.of(
                        ProblemCode.PROGRAM_LIMIT,
                        "'" + part + "' is no limit, expected one of " + String.join(", ", names)
                                + " and a whole number")
                .fix("write --limits " + (names.contains("steps") ? "steps=1000000," : "") + "time=5000")));
    }
}
