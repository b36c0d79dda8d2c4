package org.kernos.api.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** A program that failed: where, and by which calls it got there. */
public class ProgramException extends KernelException {
    private static final long serialVersionUID = 1;

    /** How many calls are told apart; of deeper ones the innermost are kept. */
    private static final int MOST_CALLS = 20;

    private final transient List<Problem> problems;
    private final transient List<Call> calls = new ArrayList<>();
    private int omitted;

    /** A call that had not returned: of what, and where it stands. */
    public record Call(String name, Place place) {
        @Override
        public String toString() {
            return name + "  " + place;
        }
    }

    public ProgramException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /**
     * @param problems all that was found, at least one
     */
    public ProgramException(List<Problem> problems) {
        super(problems.get(0));
        this.problems = List.copyOf(problems);
    }

    /** All problems; more than one only from a check. */
    public List<Problem> problems() {
        return problems;
    }

    /** Whether a program may go on after this failure: not when it was cancelled or a limit has been reached. */
    public boolean isRecoverable() {
        return problem().code() != ProblemCode.PROGRAM_LIMIT && problem().code() != ProblemCode.PROGRAM_CANCELLED;
    }

    /** Adds a call on the way out; from the innermost to the outermost. */
    public void addCall(String name, Place place) {
        if (calls.size() < MOST_CALLS) {
            calls.add(new Call(name, place));
        } else {
            omitted++;
        }
    }

    /** The calls that had not returned, the innermost first, at most {@value #MOST_CALLS}. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Problem and calls, as a terminal shows them, without a final line break. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Problem each : problems) {
            text.append(text.length() == 0 ? "" : "\n").append(each);
        }
        calls.forEach(call -> text.append("\n  in  ").append(call));
        if (omitted > 0) {
            text.append("\n  in  ").append(omitted).append(" more calls");
        }
        return text.toString();
    }

    /** A program's failure is told by its places, not by Java's. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
