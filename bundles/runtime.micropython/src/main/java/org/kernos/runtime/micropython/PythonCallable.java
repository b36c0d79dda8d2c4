package org.kernos.runtime.micropython;

import org.jspecify.annotations.Nullable;
import org.kernos.api.CallableValue;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.runtime.micropython.interpreter.PythonObject;

/** Something of Python that can be called, as other languages call it; and how any call from them is made. */
record PythonCallable(PythonObject object) implements CallableValue.Body {

    private static final String NAME = "a callable of Python";

    @Override
    public Value call(Evaluator scope, Value[] arguments) {
        return call(NAME, scope, arguments, object::call);
    }

    /** What is called. */
    @FunctionalInterface
    interface Target {
        @Nullable
        Object call(@Nullable Object... arguments);
    }

    /**
     * Calls with values.
     *
     * @param name for problems
     * @throws KernelException for whatever goes wrong
     */
    static Value call(String name, Evaluator scope, Value[] arguments, Target target) {
        @Nullable Object[] given = new @Nullable Object[arguments.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = argument(name, arguments[i], i, scope);
        }
        try {
            return result(name, CallScope.with(scope, () -> target.call(given)));
        } catch (PythonException e) {
            throw PythonFailures.raised(name, e);
        } catch (InterpreterException e) {
            throw PythonFailures.limited(name, e);
        }
    }

    private static @Nullable Object argument(String name, Value value, int index, Evaluator scope) {
        try {
            return PythonValues.toPython(value, scope);
        } catch (IllegalArgumentException e) {
            throw new KernelException(
                    Problem.of(ProblemCode.ARGUMENT_TYPE, name + ": argument " + (index + 1) + ": " + e.getMessage()),
                    e);
        }
    }

    private static Value result(String name, @Nullable Object object) {
        try {
            return PythonValues.fromPython(object);
        } catch (IllegalArgumentException e) {
            throw new KernelException(
                    Problem.of(ProblemCode.RETURN_TYPE, name + " returned what is no value: " + e.getMessage())
                            .fix("the module's author lets the function return a number, text, list, tuple or dict"),
                    e);
        }
    }
}
