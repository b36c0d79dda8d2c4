package org.kernos.runtime.micropython;

import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.PythonException;

/** What went wrong in Python, as callers of functions meet it. The exception of Python, with its traceback, is the cause. */
final class PythonFailures {

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
                Problem.of(code, function + ": " + e.getMessage())
                        .fix(
                                e.isLost()
                                        ? "the next call finds a new interpreter with all modules"
                                        : "let it do less in one call"),
                e);
    }
}
