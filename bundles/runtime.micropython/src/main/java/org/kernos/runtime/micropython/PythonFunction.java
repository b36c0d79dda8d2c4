package org.kernos.runtime.micropython;

import org.kernos.api.Evaluator;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.spi.RuntimeFunction;

/** A function of a Python module, found by its name in whatever interpreter the group has. */
final class PythonFunction implements RuntimeFunction {

    private final String qualifiedName;
    private final PythonCallable.Target target;

    /**
     * @param module as the container knows it
     * @param importName as Python knows it
     */
    PythonFunction(InterpreterGroup group, String module, String importName, String name) {
        qualifiedName = module + "/" + name;
        target = arguments -> group.call(importName, name, arguments);
    }

    @Override
    public Value call(Evaluator scope, Value[] arguments) {
        return PythonCallable.call(qualifiedName, scope, arguments, target);
    }
}
