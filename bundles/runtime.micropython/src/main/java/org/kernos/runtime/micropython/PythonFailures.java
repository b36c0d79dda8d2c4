package org.kernos.runtime.micropython;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.PythonException;

/**
 * What went wrong, across the borders of Python. To callers of functions it is a failure whose cause is the exception of Python with its
 * traceback. Python itself meets failures of others as {@code KernelError}; but what another interpreter has raised in a class that all have,
 * as that again.
 */
final class PythonFailures {

    /** In Python. */
    static final String KERNEL_ERROR = "KernelError";

    /** Those that end programs, and not only calls, are none. */
    private static final Set<String> COMMON = Set.of(
            "ArithmeticError",
            "AssertionError",
            "AttributeError",
            "EOFError",
            "Exception",
            "ImportError",
            "IndentationError",
            "IndexError",
            "KeyError",
            "LookupError",
            "MemoryError",
            "NameError",
            "NotImplementedError",
            "OSError",
            "OverflowError",
            "RuntimeError",
            "StopAsyncIteration",
            "StopIteration",
            "SyntaxError",
            "TypeError",
            "UnicodeError",
            "ValueError",
            "ZeroDivisionError");

    /** As deep as causes are looked for. */
    private static final int CAUSES = 100;

    private PythonFailures() {}

    static KernelException raised(String function, PythonException e) {
        return new KernelException(
                Problem.of(ProblemCode.CALL_FAILED, function + " raised " + e.getMessage())
                        .fix("if the arguments are right, report it to the module's author"),
                e);
    }

    static KernelException limited(String function, InterpreterException e) {
        ProblemCode code =
                switch (e.reason()) {
                    case TIME -> ProblemCode.TIME_LIMIT;
                    case BUSY -> ProblemCode.BUSY;
                    case CLOSED, NOT_LOADED -> ProblemCode.NOT_ACTIVE;
                    case OUTPUT, INTERRUPTED, CRASHED -> ProblemCode.CALL_FAILED;
                };
        return new KernelException(
                Problem.of(code, function + ": " + e.getMessage()).fix(fix(e)), e);
    }

    private static String fix(InterpreterException e) {
        return switch (e.reason()) {
            case NOT_LOADED -> "correct what the module does while it is loaded, and load it again";
            case CLOSED -> "load the module again";
            case TIME, OUTPUT, BUSY, INTERRUPTED, CRASHED ->
                e.isLost() ? "the next call finds a new interpreter with all modules" : "let it do less in one call";
        };
    }

    /**
     * The failure of a function that Python has called.
     *
     * @param function its name
     */
    static PythonException toPython(String function, KernelException e) {
        PythonException remote = python(e);
        if (remote == null) {
            return new PythonException(KERNEL_ERROR, e.problem().message(), e).with(attributes(function, e));
        } else if (COMMON.contains(remote.type())) {
            return remote.again(remote.type(), remote.pythonMessage(), e, attributes(function, e));
        } else if (remote.type().equals(KERNEL_ERROR) && remote.getCause() instanceof KernelException inner) {
            return remote.again(KERNEL_ERROR, remote.pythonMessage(), e, attributes(function, inner));
        }
        return remote.again(KERNEL_ERROR, e.problem().message(), e, attributes(function, e));
    }

    private static Map<String, @Nullable Object> attributes(String function, KernelException e) {
        Map<String, @Nullable Object> attributes = new HashMap<>();
        attributes.put("code", e.problem().code().label());
        attributes.put("function", function);
        attributes.put(
                "raised_code",
                e.raisedCode().isPresent() ? (long) e.raisedCode().getAsInt() : null);
        return attributes;
    }

    private static @Nullable PythonException python(KernelException e) {
        Throwable cause = e.getCause();
        for (int i = 0; cause != null && i < CAUSES; i++) {
            if (cause instanceof PythonException python) {
                return python;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
