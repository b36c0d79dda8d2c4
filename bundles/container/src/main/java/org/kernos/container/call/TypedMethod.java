package org.kernos.container.call;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;

/** One method of a bound interface: converts its arguments, calls its function, converts the result. */
public final class TypedMethod {

    private final String qualifiedName;
    private final boolean variadic;
    private final JavaType[] parameters;
    private final JavaType result;
    private final Function<String, Optional<KernelFunction>> functions;

    /** Kept while it is active; a module that was restarted has new functions under the same names. */
    private volatile KernelFunction function;

    public TypedMethod(Method method, KernelFunction function, Function<String, Optional<KernelFunction>> functions) {
        this.qualifiedName = function.qualifiedName();
        this.variadic = method.isVarArgs();
        this.function = function;
        this.functions = functions;
        this.result = JavaType.of(method.getReturnType());
        Class<?>[] types = method.getParameterTypes();
        this.parameters = new JavaType[types.length];
        for (int i = 0; i < types.length; i++) {
            boolean tail = variadic && i == types.length - 1;
            parameters[i] = JavaType.of(tail ? types[i].getComponentType() : types[i]);
        }
    }

    /** Why this method cannot stand for this function; empty when it can. */
    public static List<String> differences(Method method, KernelFunction function) {
        Signature signature = function.signature();
        List<String> differences = new ArrayList<>();
        Class<?>[] types = method.getParameterTypes();
        if (types.length != signature.parameters().size() || method.isVarArgs() != signature.isVariadic()) {
            differences.add(
                    method.getName() + ": its parameters are not those of " + signature.describe(function.name()));
            return differences;
        }
        for (int i = 0; i < types.length; i++) {
            boolean tail = method.isVarArgs() && i == types.length - 1;
            Class<?> type = tail ? types[i].getComponentType() : types[i];
            Parameter parameter = signature.parameters().get(i);
            if (!JavaType.of(type).fits(parameter.type())) {
                differences.add(method.getName() + ": parameter " + (i + 1) + " is " + type.getSimpleName()
                        + ", the function's is " + parameter);
            }
        }
        if (!JavaType.of(method.getReturnType()).fitsResult(signature.returns())) {
            differences.add(method.getName() + ": it returns "
                    + method.getReturnType().getSimpleName() + ", the function returns "
                    + signature.returns().keyword());
        }
        return differences;
    }

    @Nullable
    public Object call(Object @Nullable [] arguments) {
        Value[] values = values(arguments == null ? new Object[0] : arguments);
        Value answer;
        try {
            answer = function.call(values);
        } catch (KernelException e) {
            if (e.problem().code() != ProblemCode.NOT_ACTIVE) {
                throw e;
            }
            // The module was stopped, and under its name there may be a new one; or it was one that the function
            // called.
            KernelFunction current = functions.apply(qualifiedName).orElseThrow(() -> e);
            if (current == function) {
                throw e;
            }
            function = current;
            answer = current.call(values);
        }
        return result.fromValue(answer, qualifiedName);
    }

    private Value[] values(Object[] arguments) {
        int fixed = variadic ? parameters.length - 1 : parameters.length;
        Object tail = variadic ? arguments[fixed] : null;
        int extra = tail == null ? 0 : Array.getLength(tail);
        Value[] values = new Value[fixed + extra];
        for (int i = 0; i < fixed; i++) {
            values[i] = parameters[i].toValue(arguments[i], declared(i));
        }
        for (int i = 0; i < extra; i++) {
            values[fixed + i] = parameters[fixed].toValue(Array.get(tail, i), declared(fixed));
        }
        return values;
    }

    private TypeSpec declared(int parameter) {
        return function.signature().parameters().get(parameter).type();
    }
}
