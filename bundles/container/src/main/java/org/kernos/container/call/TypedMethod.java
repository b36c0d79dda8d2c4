package org.kernos.container.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.spi.JavaType;
import org.kernos.spi.NumberShape;

/** One method of a bound interface: converts its arguments, calls its function, converts the result. */
public final class TypedMethod {

    private static final int LONGEST_PREVIEW = 60;
    private static final MethodType THREE_NUMBERS =
            MethodType.methodType(long.class, long.class, long.class, long.class);
    private static final MethodHandle GENERIC = find("call", MethodType.methodType(Object.class, Object[].class));
    private static final MethodHandle NUMBERS = find("callNumbers", THREE_NUMBERS.insertParameterTypes(0, Bound.class));

    private final String qualifiedName;
    private final boolean variadic;
    private final JavaType[] parameters;
    private final JavaType result;
    private final Function<String, Optional<KernelFunction>> functions;

    /** Null when something else than a few integers and reals goes in or comes out. */
    private final @Nullable NumberShape shape;

    /** Kept while it is active; a module that was restarted has new functions under the same names. */
    private volatile Bound bound;

    /**
     * {@link #callNumbers} of what is bound. A constant to the JIT, which compiles anew when another function is: so no field
     * has to be read on the way to the function's address. A thread that still calls the one before learns that it has stopped.
     */
    private final MutableCallSite numbers = new MutableCallSite(THREE_NUMBERS);

    /**
     * @param body which one of the function's, as that of another revision has other numbers
     * @param numbers its way in for numbers, null where there is none
     */
    record Bound(KernelFunction function, Object body, GatedFunction.@Nullable NumberEntry numbers) {}

    public TypedMethod(Method method, KernelFunction function, Function<String, Optional<KernelFunction>> functions) {
        this.qualifiedName = function.qualifiedName();
        this.variadic = method.isVarArgs();
        this.functions = functions;
        this.result = JavaType.of(method.getReturnType());
        Class<?>[] types = method.getParameterTypes();
        this.parameters = new JavaType[types.length];
        for (int i = 0; i < types.length; i++) {
            boolean tail = variadic && i == types.length - 1;
            parameters[i] = JavaType.of(tail ? types[i].getComponentType() : types[i]);
        }
        this.shape = NumberMethods.shape(method, function.signature());
        this.bound = bind(function);
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findVirtual(TypedMethod.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bound bind(KernelFunction function) {
        if (!(function instanceof GatedFunction gated)) {
            return new Bound(function, function, null);
        }
        GatedFunction.Body body = gated.body();
        boolean fits = shape != null
                && shape.equals(NumberMethods.shape(body.declaration().signature()));
        return new Bound(function, body, fits ? gated.numberEntry(body, Objects.requireNonNull(shape)) : null);
    }

    /** What stands behind the method: of its very type. */
    MethodHandle handle(Method method) {
        MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        numbers.setTarget(MethodHandles.insertArguments(NUMBERS, 0, this, bound));
        return shape != null && bound.numbers() != null
                ? NumberMethods.handle(numbers.dynamicInvoker(), type)
                : GENERIC.bindTo(this)
                        .asCollector(Object[].class, type.parameterCount())
                        .asType(type);
    }

    /** For methods of numbers only. */
    long callNumbers(Bound now, long a, long b, long c) {
        GatedFunction.NumberEntry numbers = now.numbers();
        if (numbers == null) {
            return callBoxed(a, b, c);
        }
        try {
            return numbers.call(a, b, c);
        } catch (KernelException e) {
            // The next one may have been swapped in turn meanwhile.
            return callNumbers(rebind(now, e), a, b, c);
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
        Bound now = upToDate();
        Value answer;
        try {
            answer = now.function().call(values);
        } catch (KernelException e) {
            answer = rebind(now, e).function().call(values);
        }
        return result.fromValue(answer, this::mismatch);
    }

    /** A function follows the swaps of its module by itself: what it throws afterwards is no reason to call it again. */
    private Bound upToDate() {
        Bound now = bound;
        if (now.function() instanceof GatedFunction gated && gated.body() != now.body()) {
            now = bind(gated);
            bound = now;
        }
        return now;
    }

    private KernelException mismatch(Value value, JavaType wanted) {
        String text = value.toString();
        String shown = text.length() > LONGEST_PREVIEW ? text.substring(0, LONGEST_PREVIEW) + "..." : text;
        return new KernelException(Problem.of(
                        ProblemCode.RETURN_TYPE,
                        qualifiedName + ": returned " + value.type().keyword() + " " + shown
                                + ", which the bound method cannot return as "
                                + wanted.name().toLowerCase(Locale.ROOT))
                .fix("let the method return org.kernos.api.value.Value, or a type that holds the result"));
    }

    private long callBoxed(long a, long b, long c) {
        return NumberMethods.bits(call(NumberMethods.boxed(parameters, a, b, c)));
    }

    /** What is now under the name of a function that was stopped or swapped; throws why that one failed if it was neither. */
    private Bound rebind(Bound stopped, KernelException e) {
        if (e.problem().code() != ProblemCode.NOT_ACTIVE) {
            throw e;
        }
        // Swapped, or stopped and under its name there is another; or it was one that the function called.
        boolean isSwapped = stopped.function() instanceof GatedFunction gated && gated.body() != stopped.body();
        Bound now = bind(
                isSwapped ? stopped.function() : functions.apply(qualifiedName).orElseThrow(() -> e));
        if (now.body() == stopped.body()) {
            throw e;
        }
        bound = now;
        numbers.setTarget(MethodHandles.insertArguments(NUMBERS, 0, this, now));
        return now;
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
        return bound.function().signature().parameters().get(parameter).type();
    }
}
