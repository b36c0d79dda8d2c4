package org.kernos.runtime.micropython;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.CallableValue;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.HostFunction;
import org.kernos.runtime.micropython.interpreter.PythonException;

/**
 * A module's function as Python calls it. Keeps the function it has found until the registry changes, and so follows a module that is
 * swapped (as programs of SXS do, ADR 14). Given to another language, it can be called there.
 */
final class KernelCall implements HostFunction, CallableValue.Body {

    private final KernelModules modules;
    private final String name;
    private final CallScope scopes = new CallScope();

    /** Written by whichever thread comes first; others find it or make it again. */
    private @Nullable Found found;

    private record Found(ModuleRegistry registry, long changes, KernelFunction function) {}

    /**
     * @param name with its module: {@code alu/add}
     */
    KernelCall(KernelModules modules, String name) {
        this.modules = modules;
        this.name = name;
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments, Map<String, @Nullable Object> named) {
        return result(values(name, arguments, named));
    }

    @Override
    public @Nullable Object call(int first, int second) {
        return result(new Value.Int(first), new Value.Int(second));
    }

    private @Nullable Object result(Value... arguments) {
        Evaluator scope = scopes.current();
        try {
            return PythonValues.toPython(call(scope, arguments), scope);
        } catch (KernelException | IllegalArgumentException e) {
            throw failure(name, e);
        }
    }

    /** In the scope, or outside of all where it is null. */
    @Override
    public Value call(@Nullable Evaluator scope, Value[] arguments) {
        KernelFunction function = function();
        return scope == null ? function.call(arguments) : function.call(scope, arguments);
    }

    static Value[] values(String name, @Nullable Object[] arguments, Map<String, @Nullable Object> named) {
        if (!named.isEmpty()) {
            throw new PythonException("TypeError", name + " takes no keyword arguments");
        }
        Value[] values = new Value[arguments.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = PythonValues.fromPython(arguments[i]);
            }
        } catch (IllegalArgumentException e) {
            throw new PythonException("TypeError", name + ": " + e.getMessage());
        }
        return values;
    }

    /** What a call that has thrown this, or the conversion of its result, raises in Python. */
    static PythonException failure(String name, RuntimeException e) {
        return e instanceof KernelException refused
                ? PythonFailures.toPython(name, refused)
                : new PythonException("TypeError", name + " has returned what Python has not: " + e.getMessage());
    }

    private KernelFunction function() {
        Found known = found;
        ModuleRegistry registry = modules.registry();
        if (registry == null) {
            throw notActive();
        } else if (known != null && known.registry == registry && known.changes == registry.changes()) {
            return known.function;
        }
        long changes = registry.changes();
        KernelFunction function = registry.findFunction(name).orElseThrow(this::notActive);
        found = new Found(registry, changes, function);
        return function;
    }

    private KernelException notActive() {
        return new KernelException(Problem.of(ProblemCode.NO_SUCH_FUNCTION, name + " is not active")
                .fix("kernel:why " + name + " says why"));
    }
}
