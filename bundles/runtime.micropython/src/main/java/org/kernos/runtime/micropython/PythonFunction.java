package org.kernos.runtime.micropython;

import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.InterpreterException;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.runtime.micropython.interpreter.PythonModule;
import org.kernos.spi.RuntimeFunction;

/** A function of a Python module, found by its name in whatever interpreter the group has. */
final class PythonFunction implements RuntimeFunction {

    private final InterpreterGroup group;
    private final PythonModule module;
    private final String name;
    private final String qualifiedName;

    /**
     * @param owner the module as the container knows it
     * @param module the revision that the function is of
     */
    PythonFunction(InterpreterGroup group, String owner, PythonModule module, String name) {
        this.group = group;
        this.module = module;
        this.name = name;
        this.qualifiedName = owner + "/" + name;
    }

    @Override
    public Value call(Evaluator scope, Value[] arguments) {
        @Nullable Object[] given = new @Nullable Object[arguments.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = argument(arguments[i], i);
        }
        try {
            return result(group.call(module, name, given));
        } catch (PythonException e) {
            throw PythonFailures.raised(qualifiedName, e);
        } catch (InterpreterException e) {
            throw PythonFailures.limited(qualifiedName, e);
        }
    }

    private @Nullable Object argument(Value value, int index) {
        try {
            return PythonValues.toPython(value);
        } catch (IllegalArgumentException e) {
            throw new KernelException(
                    Problem.of(
                            ProblemCode.ARGUMENT_TYPE,
                            qualifiedName + ": argument " + (index + 1) + ": " + e.getMessage()),
                    e);
        }
    }

    private Value result(@Nullable Object object) {
        try {
            return PythonValues.fromPython(object);
        } catch (IllegalArgumentException e) {
            throw new KernelException(
                    Problem.of(ProblemCode.RETURN_TYPE, qualifiedName + " returned what is no value: " + e.getMessage())
                            .fix("the module's author lets the function return a number, text, list, tuple or dict"),
                    e);
        }
    }
}
