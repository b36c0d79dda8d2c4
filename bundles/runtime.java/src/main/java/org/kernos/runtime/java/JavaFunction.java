package org.kernos.runtime.java;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.spi.JavaType;
import org.kernos.spi.RuntimeFunction;

/** One method of a kernel or a module: converts its arguments, calls it, converts its result, and says what went wrong. */
final class JavaFunction implements RuntimeFunction {

    private static final int LONGEST_PREVIEW = 60;
    private static final MethodType CALL = MethodType.methodType(Object.class, Evaluator.class, Object[].class);

    private final String name;
    private final List<Parameter> declared;
    private final TypeSpec returns;
    private final JavaType[] types;
    private final JavaType result;

    /** Of the elements of the last parameter, where that takes all further arguments. */
    private final @Nullable Class<?> tail;

    /** Null when the module is closed: someone may hold the function, and must not hold the module's classes with it. */
    private volatile @Nullable MethodHandle target;

    /**
     * @param method fits the declaration
     * @throws IllegalAccessException when the method cannot be called although it is public
     */
    JavaFunction(String module, FunctionDeclaration function, Method method, Object owner)
            throws IllegalAccessException {
        this.name = module + "/" + function.name();
        this.declared = function.signature().parameters();
        this.returns = function.signature().returns();
        this.result = JavaType.of(method.getReturnType());
        int first = MethodBinding.takesEvaluator(method) ? 1 : 0;
        Class<?>[] given = method.getParameterTypes();
        this.tail = method.isVarArgs() ? given[given.length - 1].getComponentType() : null;
        this.types = new JavaType[declared.size()];
        for (int i = 0; i < types.length; i++) {
            Class<?> last = tail;
            types[i] = JavaType.of(last != null && i == types.length - 1 ? last : given[first + i]);
        }
        this.target = target(method, owner, first == 1);
    }

    private MethodHandle target(Method method, Object owner, boolean takesEvaluator) throws IllegalAccessException {
        MethodHandle handle = MethodHandles.publicLookup().unreflect(method).asFixedArity();
        if (!Modifier.isStatic(method.getModifiers())) {
            handle = handle.bindTo(owner);
        }
        if (!takesEvaluator) {
            handle = MethodHandles.dropArguments(handle, 0, Evaluator.class);
        }
        return handle.asSpreader(1, Object[].class, types.length).asType(CALL);
    }

    /** Lets go of the object. No call runs any more. */
    void release() {
        target = null;
    }

    @Override
    public Value call(Evaluator scope, Value[] arguments) {
        MethodHandle method = target;
        if (method == null) {
            throw new KernelException(Problem.of(ProblemCode.NOT_ACTIVE, name + " was not run: its module is closed"));
        }
        @Nullable Object[] converted = convert(arguments);
        Object given;
        try {
            given = (Object) method.invokeExact(scope, converted);
        } catch (Throwable e) {
            throw failure(e);
        }
        return value(given);
    }

    private @Nullable Object[] convert(Value[] arguments) {
        @Nullable Object[] converted = new @Nullable Object[types.length];
        int fixed = tail == null ? types.length : types.length - 1;
        for (int i = 0; i < fixed; i++) {
            converted[i] = convert(arguments[i], i, fixed);
        }
        if (tail != null) {
            Object rest = Array.newInstance(tail, arguments.length - fixed);
            for (int i = fixed; i < arguments.length; i++) {
                Array.set(rest, i - fixed, convert(arguments[i], i, fixed));
            }
            converted[fixed] = rest;
        }
        return converted;
    }

    private @Nullable Object convert(Value argument, int index, int fixed) {
        JavaType type = types[Math.min(index, types.length - 1)];
        return type.fromValue(argument, (value, wanted) -> mismatch(value, wanted, index, Math.min(index, fixed)));
    }

    private KernelException mismatch(Value value, JavaType wanted, int index, int parameter) {
        return new KernelException(Problem.of(
                        ProblemCode.ARGUMENT_TYPE,
                        String.format(
                                "%s: argument %d (%s) is %s, which its method cannot take as %s",
                                name,
                                index + 1,
                                declared.get(parameter).name(),
                                preview(value),
                                wanted.name().toLowerCase(Locale.ROOT)))
                .fix("pass a value in the range of that type"));
    }

    private static String preview(Value value) {
        String text = value.toString();
        String shown = text.length() > LONGEST_PREVIEW ? text.substring(0, LONGEST_PREVIEW) + "..." : text;
        return value.type().keyword() + " " + shown;
    }

    private Value value(@Nullable Object given) {
        try {
            return result.toValue(given, returns);
        } catch (IllegalArgumentException e) {
            throw new KernelException(
                    Problem.of(
                                    ProblemCode.RETURN_TYPE,
                                    name + ": its method returned what is no value: " + e.getMessage())
                            .fix("the module's author lets the method return a value"),
                    e);
        }
    }

    private KernelException failure(Throwable e) {
        if (e instanceof KernelException known) {
            return known;
        } else if (e instanceof NoClassDefFoundError) {
            return new KernelException(
                    Problem.of(
                                    ProblemCode.CALL_FAILED,
                                    name + " needs the class '" + e.getMessage()
                                            + "', which none of the module's jars has")
                            .fix("the module's author puts its jar into the module and into the Class-Path"),
                    e);
        } else if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new KernelException(
                Problem.of(ProblemCode.CALL_FAILED, name + " ended with " + e)
                        .fix("if the arguments are right, report it to the module's author"),
                e);
    }
}
