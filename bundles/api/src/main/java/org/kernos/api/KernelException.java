package org.kernos.api;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** A call that did not give a result; {@link #problem()} says why. */
public class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final @Nullable Integer raisedCode;

    public KernelException(Problem problem) {
        this(problem, null);
    }

    public KernelException(Problem problem, @Nullable Throwable cause) {
        super(problem.toString(), cause);
        this.problem = Objects.requireNonNull(problem);
        this.raisedCode = null;
    }

    private KernelException(Problem problem, int raisedCode) {
        super(problem.toString());
        this.problem = problem;
        this.raisedCode = raisedCode;
    }

    /** A failure that the function itself reported, with a code of its own. */
    public static KernelException raised(Problem problem, int code) {
        return new KernelException(problem, code);
    }

    public Problem problem() {
        return problem;
    }

    /** The code the function raised, or empty when the failure is not of its making. */
    public OptionalInt raisedCode() {
        return raisedCode == null ? OptionalInt.empty() : OptionalInt.of(raisedCode);
    }

    /** This failure as a value: an error that wraps {@code (code "message")}; the code is 0 where none was raised. */
    public Value.Error toValue() {
        return new Value.Error(Value.paren(new Value.Int(raisedCode().orElse(0)), new Value.Str(problem.message())));
    }
}
