package org.kernos.runtime.cabi;

import java.util.Locale;
import java.util.Optional;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** What a kernel function is given: two conventions exist in the field (native C-5). */
enum CallConvention {

    /** The evaluated arguments, the first at index 0. */
    VALUES {
        @Override
        Value[] elements(Value.Symbol function, Value[] arguments) {
            return arguments;
        }
    },

    /** The whole call form: the function's symbol, then the arguments, each of which the function evaluates itself. */
    FORM {
        @Override
        Value[] elements(Value.Symbol function, Value[] arguments) {
            Value[] form = new Value[arguments.length + 1];
            form[0] = function;
            for (int i = 0; i < arguments.length; i++) {
                form[i + 1] = quote(arguments[i]);
            }
            return form;
        }
    };

    /** The elements of the list that is passed. */
    abstract Value[] elements(Value.Symbol function, Value[] arguments);

    static Optional<CallConvention> findByName(String name) {
        for (CallConvention convention : values()) {
            if (convention.label().equals(name)) {
                return Optional.of(convention);
            }
        }
        return Optional.empty();
    }

    /** As settings and descriptors spell it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * An expression that evaluates to exactly this value. Values that evaluate to themselves stay as they are, because a
     * kernel may look at an argument's type before it evaluates it.
     */
    private static Value quote(Value value) {
        ValueType type = value.type();
        boolean changes = type == ValueType.SYMBOL
                || type == ValueType.PAREN_LIST
                || type == ValueType.BRACKET_LIST
                || type == ValueType.SOME
                || type == ValueType.DATUM;
        return changes ? new Value.Some(value) : value;
    }
}
