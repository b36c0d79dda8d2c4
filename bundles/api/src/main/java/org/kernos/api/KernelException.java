package org.kernos.api;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** A call that did not give a result; {@link #problem()} says why. */
public class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    private final transient @Nullable Raised raised;

    /** What the function itself said, and whether the problem's text names that function already. */
    private record Raised(int code, String message, boolean isLocated) {}

    public KernelException(Problem problem) {
        this(problem, null, null);
    }

    public KernelException(Problem problem, @Nullable Throwable cause) {
        this(problem, cause, null);
    }

    private KernelException(Problem problem, @Nullable Throwable cause, @Nullable Raised raised) {
        super(problem.toString(), cause);
        this.problem = Objects.requireNonNull(problem);
        this.raised = raised;
    }

    /** A failure that the function itself reported, with a code and a message of its own; for runtimes. */
    public static KernelException raised(int code, String message) {
        return new KernelException(Problem.of(ProblemCode.RAISED, message), null, new Raised(code, message, false));
    }

    /**
     * This failure with the name of the function that raised it in the problem's text; itself when it was not raised, or
     * when it already names one, as it does on its way out through the callers of that function.
     */
    public KernelException raisedIn(String function) {
        if (raised == null || raised.isLocated()) {
            return this;
        }
        String text = function + ": " + raised.message() + " (code " + raised.code() + ")";
        return new KernelException(
                Problem.of(ProblemCode.RAISED, text), this, new Raised(raised.code(), raised.message(), true));
    }

    /** This failure told otherwise; what was raised stays what it was. */
    public KernelException as(Problem told) {
        Raised kept = raised == null ? null : new Raised(raised.code(), raised.message(), true);
        return new KernelException(told, this, kept);
    }

    public Problem problem() {
        return problem;
    }

    /** The code the function raised, or empty when the failure is not of its making. */
    public OptionalInt raisedCode() {
        return raised == null ? OptionalInt.empty() : OptionalInt.of(raised.code());
    }

    /** This failure as a value: an error that wraps {@code (code "message")}; the code is 0 where none was raised. */
    public Value.Error toValue() {
        String message = raised == null ? problem.message() : raised.message();
        return new Value.Error(Value.paren(new Value.Int(raisedCode().orElse(0)), new Value.Str(message)));
    }
}
