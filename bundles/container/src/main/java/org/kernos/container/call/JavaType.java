package org.kernos.container.call;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** How a Java type stands for a value type in a bound interface. */
public enum JavaType {
    LONG(ValueType.INT),
    INT(ValueType.INT),
    BOOLEAN(ValueType.INT),
    DOUBLE(ValueType.REAL),
    TEXT(ValueType.STRING),
    BYTES(ValueType.STRING),
    LONGS(ValueType.BRACKET_LIST),
    DOUBLES(ValueType.BRACKET_LIST),
    LIST(ValueType.BRACKET_LIST, ValueType.PAREN_LIST, ValueType.BRACE_LIST),
    NOTHING(),
    /** {@link Value} or {@link Object}: any type, checked when called. */
    VALUE(ValueType.values()),
    UNSUPPORTED();

    private final Set<ValueType> types;

    JavaType(ValueType... types) {
        this.types = types.length == 0 ? EnumSet.noneOf(ValueType.class) : EnumSet.copyOf(List.of(types));
    }

    public static JavaType of(Class<?> type) {
        if (type == long.class || type == Long.class) {
            return LONG;
        } else if (type == int.class || type == Integer.class) {
            return INT;
        } else if (type == double.class || type == Double.class) {
            return DOUBLE;
        } else if (type == boolean.class || type == Boolean.class) {
            return BOOLEAN;
        } else if (type == String.class || type == CharSequence.class) {
            return TEXT;
        } else if (type == void.class) {
            return NOTHING;
        } else if (type == List.class) {
            return LIST;
        } else if (type == Value.class || type == Object.class) {
            return VALUE;
        }
        return ofArray(type);
    }

    private static JavaType ofArray(Class<?> type) {
        if (type == byte[].class) {
            return BYTES;
        } else if (type == long[].class) {
            return LONGS;
        } else {
            return type == double[].class ? DOUBLES : UNSUPPORTED;
        }
    }

    /** Whether an argument of this Java type may be passed where this is declared. */
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

    /** The value that an argument stands for where this is declared: a list takes the kind that is. */
    public Value toValue(@Nullable Object argument, TypeSpec declared) {
        Value value = Value.of(argument);
        if (this == LIST && value instanceof Value.ListValue list && declared instanceof TypeSpec.Exact exact) {
            for (ListKind kind : ListKind.values()) {
                if (kind.type() == exact.type()) {
                    return new Value.ListValue(kind, list.elements());
                }
            }
        }
        return value;
    }

    @Nullable
    public Object fromValue(Value value, String function) {
        return switch (this) {
            case NOTHING -> null;
            case VALUE -> value;
            case LONG -> integer(value, function);
            case INT -> narrow(integer(value, function), function);
            case BOOLEAN -> integer(value, function) != 0;
            case DOUBLE -> value instanceof Value.Real real ? real.value() : refuse(value, function);
            case TEXT -> value instanceof Value.Str text ? text.text() : refuse(value, function);
            case BYTES -> value instanceof Value.Str text ? text.bytes() : refuse(value, function);
            case LIST -> value instanceof Value.ListValue list ? list.elements() : refuse(value, function);
            case LONGS -> NumberList.toLongs(elements(value, function)).orElseThrow(() -> mismatch(value, function));
            case DOUBLES ->
                NumberList.toDoubles(elements(value, function)).orElseThrow(() -> mismatch(value, function));
            case UNSUPPORTED -> refuse(value, function);
        };
    }

    private long integer(Value value, String function) {
        if (value instanceof Value.Int number) {
            return number.value();
        }
        throw mismatch(value, function);
    }

    private int narrow(long number, String function) {
        if (number != (int) number) {
            throw mismatch(new Value.Int(number), function);
        }
        return (int) number;
    }

    private List<Value> elements(Value value, String function) {
        if (value instanceof Value.ListValue list && list.kind() == ListKind.BRACKET) {
            return list.elements();
        }
        throw mismatch(value, function);
    }

    private Object refuse(Value value, String function) {
        throw mismatch(value, function);
    }

    private KernelException mismatch(Value value, String function) {
        String text = value.toString();
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return new KernelException(Problem.of(
                        ProblemCode.RETURN_TYPE,
                        function + ": returned " + value.type().keyword() + " " + shown
                                + ", which the bound method cannot return as " + name().toLowerCase(Locale.ROOT))
                .fix("let the method return org.kernos.api.value.Value, or a type that holds the result"));
    }
}
