package org.kernos.sxs.tree;

import org.kernos.api.value.ListKind;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/**
 * Whether a value is of a type, as programs see it. The absence of a value is printed {@code ()}, and the original knows no difference between it and an empty
 * paren list: either will do for the other.
 */
public final class Fit {

    private Fit() {}

    /** Whether the value may stand where the type is asked for. */
    public static boolean accepts(TypeSpec type, Value value) {
        return type.accepts(value) || (isNothing(value) && type instanceof TypeSpec.Exact exact && takesNothing(exact));
    }

    private static boolean takesNothing(TypeSpec.Exact exact) {
        return exact.type() == ValueType.NONE || exact.type() == ValueType.PAREN_LIST;
    }

    /** None, or an empty paren list. */
    static boolean isNothing(Value value) {
        return value instanceof Value.None
                || (value instanceof Value.ListValue list
                        && list.kind() == ListKind.PAREN
                        && list.elements().isEmpty());
    }
}
