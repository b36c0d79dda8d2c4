package org.kernos.spi;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/**
 * How a Java type stands for a value type: in interfaces that are bound to a module, and in kernels that are written in Java.
 * One table for both, so that an interface that fits a kernel in C fits the same kernel in Java.
 */
public enum JavaType {
    /** {@code long}. */
    LONG(List.of(long.class, Long.class), ValueType.INT),
    /** {@code int}: a value outside its range is refused when it comes. */
    INT(List.of(int.class, Integer.class), ValueType.INT),
    /** {@code short}, refused as an {@code int} is. */
    SHORT(List.of(short.class, Short.class), ValueType.INT),
    /** {@code byte}, refused as an {@code int} is. */
    BYTE(List.of(byte.class, Byte.class), ValueType.INT),
    /** {@code boolean}: 0 is false, every other integer true. */
    BOOLEAN(List.of(boolean.class, Boolean.class), ValueType.INT),
    /** {@code double}. */
    DOUBLE(List.of(double.class, Double.class), ValueType.REAL),
    /** {@code float}: the nearest one; a finite value that only infinity is near to is refused when it comes. */
    FLOAT(List.of(float.class, Float.class), ValueType.REAL),
    /** A string as text. */
    TEXT(List.of(String.class, CharSequence.class), ValueType.STRING),
    /** A string as its bytes. */
    BYTES(List.of(byte[].class), ValueType.STRING),
    /** A bracket list of integers. */
    LONGS(List.of(long[].class), ValueType.BRACKET_LIST),
    /** A bracket list of reals. */
    DOUBLES(List.of(double[].class), ValueType.BRACKET_LIST),
    /** The elements of a list of any kind, as values. */
    LIST(List.of(List.class), ValueType.BRACKET_LIST, ValueType.PAREN_LIST, ValueType.BRACE_LIST),
    /** {@code void}. */
    NOTHING(List.of(void.class)),
    /** {@link Value} or {@link Object}: any type, checked when called. */
    VALUE(List.of(Value.class, Object.class), ValueType.values()),
    /** {@link Value.Int}. */
    INT_VALUE(List.of(Value.Int.class), ValueType.INT),
    /** {@link Value.Real}. */
    REAL_VALUE(List.of(Value.Real.class), ValueType.REAL),
    /** {@link Value.Str}. */
    STRING_VALUE(List.of(Value.Str.class), ValueType.STRING),
    /** {@link Value.Symbol}. */
    SYMBOL_VALUE(List.of(Value.Symbol.class), ValueType.SYMBOL),
    /** {@link Value.ListValue}: a list and its kind. */
    LIST_VALUE(List.of(Value.ListValue.class), ValueType.BRACKET_LIST, ValueType.PAREN_LIST, ValueType.BRACE_LIST),
    /** {@link Value.Some}. */
    SOME_VALUE(List.of(Value.Some.class), ValueType.SOME),
    /** {@link Value.Error}. */
    ERROR_VALUE(List.of(Value.Error.class), ValueType.ERROR),
    /** {@link Value.Datum}. */
    DATUM_VALUE(List.of(Value.Datum.class), ValueType.DATUM),
    /** {@link Value.Aberrant}. */
    ABERRANT_VALUE(List.of(Value.Aberrant.class), ValueType.ABERRANT),
    /** Every other type. */
    UNSUPPORTED(List.of());

    private static final Map<Class<?>, JavaType> BY_CLASS = new HashMap<>();

    static {
        for (JavaType type : values()) {
            type.classes.forEach(known -> BY_CLASS.put(known, type));
        }
    }

    private final List<Class<?>> classes;
    private final Set<ValueType> types;

    JavaType(List<Class<?>> classes, ValueType... types) {
        this.classes = classes;
        this.types = types.length == 0 ? EnumSet.noneOf(ValueType.class) : EnumSet.copyOf(List.of(types));
    }

    /** Says that a value cannot be given as a Java type. */
    @FunctionalInterface
    public interface Mismatch {
        /** The failure to throw. */
        KernelException of(Value value, JavaType wanted);
    }

    /** What this class stands for; {@link #UNSUPPORTED} for one that stands for nothing. */
    public static JavaType of(Class<?> type) {
        return BY_CLASS.getOrDefault(type, UNSUPPORTED);
    }

    /** Whether what is of this Java type may go where this is declared; an undeclared type is checked when it is called. */
    public boolean fits(TypeSpec declared) {
        if (this == UNSUPPORTED || this == NOTHING) {
            return false;
        }
        if (declared instanceof TypeSpec.Fn) {
            return this == VALUE;
        }
        return !(declared instanceof TypeSpec.Exact exact) || types.contains(exact.type());
    }

    /** Whether a result that is declared so can be given as this Java type. */
    public boolean fitsResult(TypeSpec declared) {
        return this == NOTHING || fits(declared);
    }

    /** Whether a method may take as this Java type all that is let through where this is declared. */
    public boolean takes(TypeSpec declared) {
        return declared instanceof TypeSpec.Exact ? fits(declared) : this == VALUE;
    }

    /** Whether a method that returns this Java type may stand for a function whose result is declared so. */
    public boolean gives(TypeSpec declared) {
        if (this == NOTHING) {
            return !(declared instanceof TypeSpec.Exact exact) || exact.type() == ValueType.NONE;
        }
        return fits(declared);
    }

    /** The value that an object stands for where this is declared: a list takes the kind that is. */
    public Value toValue(@Nullable Object object, TypeSpec declared) {
        Value value = Value.of(object);
        if (this == LIST && value instanceof Value.ListValue list && declared instanceof TypeSpec.Exact exact) {
            for (ListKind kind : ListKind.values()) {
                if (kind.type() == exact.type()) {
                    return new Value.ListValue(kind, list.elements());
                }
            }
        }
        return value;
    }

    /**
     * The object of this Java type that a value stands for; null for {@link #NOTHING} alone.
     *
     * @throws KernelException the mismatch's, when there is none
     */
    @Nullable
    public Object fromValue(Value value, Mismatch mismatch) {
        return switch (this) {
            case NOTHING -> null;
            case VALUE -> value;
            case LONG -> integer(value, mismatch);
            case INT -> (int) within(Integer.MIN_VALUE, Integer.MAX_VALUE, value, mismatch);
            case SHORT -> (short) within(Short.MIN_VALUE, Short.MAX_VALUE, value, mismatch);
            case BYTE -> (byte) within(Byte.MIN_VALUE, Byte.MAX_VALUE, value, mismatch);
            case BOOLEAN -> integer(value, mismatch) != 0;
            case DOUBLE -> value instanceof Value.Real real ? real.value() : refuse(value, mismatch);
            case FLOAT -> single(value, mismatch);
            case TEXT -> value instanceof Value.Str text ? text.text() : refuse(value, mismatch);
            case BYTES -> value instanceof Value.Str text ? text.bytes() : refuse(value, mismatch);
            case LIST -> value instanceof Value.ListValue list ? list.elements() : refuse(value, mismatch);
            case LONGS -> NumberList.toLongs(elements(value, mismatch)).orElseThrow(() -> mismatch.of(value, this));
            case DOUBLES -> NumberList.toDoubles(elements(value, mismatch)).orElseThrow(() -> mismatch.of(value, this));
            case UNSUPPORTED -> refuse(value, mismatch);
            default -> classes.get(0).isInstance(value) ? value : refuse(value, mismatch);
        };
    }

    private long integer(Value value, Mismatch mismatch) {
        if (value instanceof Value.Int number) {
            return number.value();
        }
        throw mismatch.of(value, this);
    }

    private long within(long least, long greatest, Value value, Mismatch mismatch) {
        long number = integer(value, mismatch);
        if (number < least || number > greatest) {
            throw mismatch.of(value, this);
        }
        return number;
    }

    private float single(Value value, Mismatch mismatch) {
        if (value instanceof Value.Real real) {
            float nearest = (float) real.value();
            if (!Float.isInfinite(nearest) || Double.isInfinite(real.value())) {
                return nearest;
            }
        }
        throw mismatch.of(value, this);
    }

    private List<Value> elements(Value value, Mismatch mismatch) {
        if (value instanceof Value.ListValue list && list.kind() == ListKind.BRACKET) {
            return list.elements();
        }
        throw mismatch.of(value, this);
    }

    private Object refuse(Value value, Mismatch mismatch) {
        throw mismatch.of(value, this);
    }
}
