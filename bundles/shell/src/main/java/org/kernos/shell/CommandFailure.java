package org.kernos.shell;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramException;

/** Ends a command with the problems as its whole message; the shell prints it, a script sees the failure. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailure(List<Problem> problems) {
        super(text(problems));
    }

    /** What a program failed with, and the calls that led there. */
    CommandFailure(ProgramException failure) {
        super(failure.describe());
    }

    /**
     * @param done what the command has done nevertheless, line by line
     */
    CommandFailure(List<String> done, List<Problem> problems) {
        super(Stream.concat(done.stream(), problems.stream())
                .map(Object::toString)
                .collect(Collectors.joining("\n")));
    }

    static String text(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    /** The problems are the author's or the caller's: where the shell's code threw this helps neither. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Gogo prints this: the class's name would stand before what the reader has to know. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
