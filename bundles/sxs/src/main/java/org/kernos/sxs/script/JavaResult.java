package org.kernos.sxs.script;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** What a method of Java returns of a program's value. */
final class JavaResult {

    private JavaResult() {}

    /**
     * Integers and reals become the number that the method returns, integers also a truth; all else is as {@link JavaObjects} has it.
     *
     * @throws ClassCastException naming the method, when its type does not fit the value
     * @throws ArithmeticException when the method's type is too small for the integer
     */
    static @Nullable Object of(Method method, Value value, JavaObjects objects) {
        Class<?> type = MethodType.methodType(method.getReturnType()).wrap().returnType();
        if (type == Void.class) {
            return null;
        }
        Object result = Value.class.isAssignableFrom(type) ? value : objects.toJava(value);
        if (value instanceof Value.Int number) {
            result = integer(number.value(), type);
        } else if (value instanceof Value.Real real && type == Float.class) {
            result = (float) real.value();
        }
        if (type.isInstance(result)
                || (result == null && !method.getReturnType().isPrimitive())) {
            return result;
        }
        throw new ClassCastException("'" + method.getName() + "' was answered with the "
                + value.type().keyword() + " " + value + ", expected "
                + method.getReturnType().getName());
    }

    private static Object integer(long value, Class<?> type) {
        if (type == Integer.class) {
            return Math.toIntExact(value);
        } else if (type == Short.class && value == (short) value) {
            return (short) value;
        } else if (type == Byte.class && value == (byte) value) {
            return (byte) value;
        } else if (type == Boolean.class) {
            return value != 0;
        } else if (type == Double.class) {
            return (double) value;
        } else if (type == Float.class) {
            return (float) value;
        }
        return Value.class.isAssignableFrom(type) ? new Value.Int(value) : (Object) value;
    }
}
