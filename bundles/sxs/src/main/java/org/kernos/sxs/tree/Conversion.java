package org.kernos.sxs.tree;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** The conversions of {@code cast} (sxs-language, section 3). */
final class Conversion {

    private Conversion() {}

    /** The value as one of another type, or null when there is no way. */
    static @Nullable Value convert(Value value, ValueType type) {
        if (value instanceof Value.Some some && isSequence(type)) {
            Value inner = some.wrapped();
            return inner.type() == type ? inner : convert(inner, type);
        }
        return switch (type) {
            case INT -> value instanceof Value.Real real ? truncated(real.value()) : null;
            case REAL -> value instanceof Value.Int number ? new Value.Real(number.value()) : null;
            case STRING -> string(value);
            case PAREN_LIST -> list(value, ListKind.PAREN);
            case BRACE_LIST -> list(value, ListKind.BRACE);
            case BRACKET_LIST -> list(value, ListKind.BRACKET);
            default -> null;
        };
    }

    private static boolean isSequence(ValueType type) {
        return type == ValueType.STRING
                || type == ValueType.PAREN_LIST
                || type == ValueType.BRACE_LIST
                || type == ValueType.BRACKET_LIST;
    }

    /** Towards zero; none for what no integer is near, where a C cast gives whatever it likes. */
    private static @Nullable Value truncated(double real) {
        return real >= -0x1p63 && real < 0x1p63 ? new Value.Int((long) real) : null;
    }

    private static @Nullable Value string(Value value) {
        if (value instanceof Value.ListValue list) {
            return bytes(list.elements());
        } else if (value instanceof Value.Symbol symbol) {
            return new Value.Str(symbol.name());
        } else if (value instanceof Value.Int
                || value instanceof Value.Real
                || value instanceof Value.None
                || value instanceof Value.Error
                || value instanceof Value.Datum
                || value instanceof Value.Aberrant) {
            return new Value.Str(value.toString());
        }
        return null;
    }

    /** Each integer is a byte, each string its own; null when there is anything else. */
    private static @Nullable Value bytes(List<Value> elements) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(elements.size());
        for (Value element : elements) {
            if (element instanceof Value.Int number) {
                bytes.write((int) number.value());
            } else if (element instanceof Value.Str string) {
                bytes.writeBytes(string.bytes());
            } else {
                return null;
            }
        }
        return Value.Str.ofBytes(bytes.toByteArray());
    }

    private static @Nullable Value list(Value value, ListKind kind) {
        if (value instanceof Value.ListValue list) {
            return new Value.ListValue(kind, list.elements());
        } else if (value instanceof Value.None) {
            return new Value.ListValue(kind, List.of());
        } else if (value instanceof Value.Str string) {
            byte[] bytes = string.bytes();
            long[] numbers = new long[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                numbers[i] = bytes[i] & 0xFF;
            }
            return new Value.ListValue(kind, Value.ints(numbers).elements());
        }
        return null;
    }
}
