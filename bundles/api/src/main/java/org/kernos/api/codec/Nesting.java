package org.kernos.api.codec;

import java.util.Optional;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** What is common to the values that hold others. */
final class Nesting {

    private Nesting() {}

    /** What a prefix such as some wraps; empty for other values. */
    static Optional<Value> wrapped(Value value) {
        if (value instanceof Value.Some some) {
            return Optional.of(some.wrapped());
        } else if (value instanceof Value.Error error) {
            return Optional.of(error.wrapped());
        } else if (value instanceof Value.Datum datum) {
            return Optional.of(datum.wrapped());
        } else if (value instanceof Value.Aberrant aberrant) {
            return Optional.of(aberrant.wrapped());
        }
        return Optional.empty();
    }

    static boolean isPrefix(ValueType type) {
        return type == ValueType.SOME
                || type == ValueType.ERROR
                || type == ValueType.DATUM
                || type == ValueType.ABERRANT;
    }

    /**
     * @throws IllegalArgumentException when the type is no prefix's
     */
    static Value wrap(ValueType prefix, Value value) {
        return switch (prefix) {
            case SOME -> new Value.Some(value);
            case ERROR -> new Value.Error(value);
            case DATUM -> new Value.Datum(value);
            case ABERRANT -> new Value.Aberrant(value);
            default -> throw new IllegalArgumentException(prefix + " wraps nothing");
        };
    }

    static Optional<ListKind> listKind(ValueType type) {
        for (ListKind kind : ListKind.values()) {
            if (kind.type() == type) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
