package org.kernos.runtime.micropython;

import org.kernos.api.Evaluator;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.PythonModule;
import org.kernos.spi.RuntimeFunction;

/** A function of a Python module, found by its name in whatever interpreter the group has. */
final class PythonFunction implements RuntimeFunction {

    private final String qualifiedName;
    private final PythonCallable.Target target;

    /**
     * @param owner the module as the container knows it
     * @param module the revision that the function is of
     */
    PythonFunction(InterpreterGroup group, String owner, PythonModule module, String name) {
        qualifiedName = owner + "/" + name;
        target = arguments -> group.call(module, name, arguments);
    }

    @Override
    public Value call(Evaluator scope, Value[] arguments) {
        return PythonCallable.call(qualifiedName, scope, arguments, target);
    }
}
