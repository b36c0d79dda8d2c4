package org.kernos.runtime.micropython;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.CallableValue;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.HostFunction;

/**
 * A callable of another language as Python calls it. A lambda of a program is called in the scope that gave it to Python, as long as that
 * program runs (ADR 22).
 *
 * @param scope null only for a {@link CallableValue}, which needs none
 */
record ForeignCallable(Value.Aberrant value, @Nullable Evaluator scope) implements HostFunction {

    @Override
    public @Nullable Object call(@Nullable Object[] arguments, Map<String, @Nullable Object> named) {
        String name = value.toString();
        Value[] values = KernelCall.values(name, arguments, named);
        try {
            return PythonValues.toPython(evaluate(values), scope);
        } catch (KernelException | IllegalArgumentException e) {
            throw KernelCall.failure(name, e);
        }
    }

    private Value evaluate(Value[] values) {
        Evaluator inner = new CallScope().current();
        if (value instanceof CallableValue callable) {
            return callable.call(inner == null ? expression -> expression : inner, values);
        } else if (scope == null) {
            throw new IllegalStateException("a lambda without its program");
        }
        Value[] form = new Value[values.length + 1];
        form[0] = value;
        for (int i = 0; i < values.length; i++) {
            form[i + 1] = new Value.Some(values[i]);
        }
        return scope.eval(Value.paren(form));
    }
}
