package org.kernos.container.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.spi.JavaType;
import org.kernos.spi.NumberShape;

/** Methods of bound interfaces that only numbers go into and come out of: they cross without an object for any. */
final class NumberMethods {

    private static final MethodHandle TO_BITS = find(Double.class, "doubleToRawLongBits", long.class, double.class);
    private static final MethodHandle FROM_BITS = find(Double.class, "longBitsToDouble", double.class, long.class);

    private NumberMethods() {}

    private static MethodHandle find(Class<?> type, String name, Class<?> returns, Class<?> parameter) {
        try {
            return MethodHandles.lookup().findStatic(type, name, MethodType.methodType(returns, parameter));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The shape of a method that stands for this function, or null for one of other types. */
    static @Nullable NumberShape shape(Method method, Signature signature) {
        boolean primitive = isNumber(method.getReturnType())
                && Arrays.stream(method.getParameterTypes()).allMatch(NumberMethods::isNumber);
        return primitive ? shape(signature) : null;
    }

    private static boolean isNumber(Class<?> type) {
        return type == long.class || type == double.class;
    }

    /** The shape that a signature declares, or null when it declares anything but a few numbers. */
    static @Nullable NumberShape shape(Signature signature) {
        List<@Nullable ValueType> types = signature.parameters().stream()
                .map(Parameter::type)
                .<@Nullable ValueType>map(NumberMethods::exact)
                .toList();
        ValueType result = exact(signature.returns());
        if (signature.isVariadic()
                || types.size() > NumberShape.MOST
                || result == null
                || !NumberShape.isNumber(result)) {
            return null;
        }
        boolean numbers = types.stream().allMatch(type -> type != null && NumberShape.isNumber(type));
        return numbers ? new NumberShape(types, result) : null;
    }

    private static @Nullable ValueType exact(TypeSpec declared) {
        return declared instanceof TypeSpec.Exact exact ? exact.type() : null;
    }

    /**
     * A method of this type.
     *
     * @param numbers takes three numbers and gives one, as their bits
     */
    static MethodHandle handle(MethodHandle numbers, MethodType type) {
        MethodHandle handle = numbers;
        int count = type.parameterCount();
        for (int i = NumberShape.MOST; i > count; i--) {
            handle = MethodHandles.insertArguments(handle, i - 1, 0L);
        }
        for (int i = 0; i < count; i++) {
            if (type.parameterType(i) == double.class) {
                handle = MethodHandles.filterArguments(handle, i, TO_BITS);
            }
        }
        return type.returnType() == double.class ? MethodHandles.filterReturnValue(handle, FROM_BITS) : handle;
    }

    static Object[] boxed(JavaType[] parameters, long... bits) {
        Object[] boxed = new Object[parameters.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = parameters[i] == JavaType.DOUBLE ? (Object) Double.longBitsToDouble(bits[i]) : bits[i];
        }
        return boxed;
    }

    static long bits(@Nullable Object number) {
        if (number instanceof Long integer) {
            return integer;
        }
        return Double.doubleToRawLongBits((Double) Objects.requireNonNull(number));
    }
}
