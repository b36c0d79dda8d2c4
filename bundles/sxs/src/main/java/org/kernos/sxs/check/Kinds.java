package org.kernos.sxs.check;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** Sets of types that a value may be of, as bits. A set too large does no harm: it refuses less. */
final class Kinds {

    /** An empty paren list: an interpreter takes it for none, and none for it. A paren list that is not empty has its type's own bit. */
    static final int EMPTY = 1 << 16;

    /** The error value that a lambda or an instruction gives when it has nothing of what was asked for. */
    static final int FAULT = 1 << 17;

    /** Perhaps no value at all: the evaluation may always fail here, or end a loop, and what comes out is not looked at. */
    static final int AWAY = 1 << 18;

    static final int NONE = 1 << ValueType.NONE.code();
    static final int NOTHING = NONE | EMPTY;
    static final int ERROR = bit(ValueType.ERROR) | FAULT;
    static final int CALLABLE = bit(ValueType.ABERRANT) | bit(ValueType.SYMBOL);
    static final int BRACES = bit(ValueType.BRACE_LIST);
    static final int LISTS = of(ValueType.PAREN_LIST) | BRACES | bit(ValueType.BRACKET_LIST);
    static final int ANY = -1;

    private Kinds() {}

    private static int bit(ValueType type) {
        return 1 << type.code();
    }

    /** All values of one type. */
    static int of(ValueType type) {
        return bit(type)
                | switch (type) {
                    case PAREN_LIST -> EMPTY;
                    case ERROR -> FAULT;
                    default -> 0;
                };
    }

    static int of(Value value) {
        boolean isEmpty = value instanceof Value.ListValue list
                && list.kind() == ListKind.PAREN
                && list.elements().isEmpty();
        return isEmpty ? EMPTY : bit(value.type());
    }

    /**
     * What may stand where a type is asked for.
     *
     * @param lenient whether none and an empty paren list stand for each other, as they do for lambdas and not for modules' functions
     */
    static int accepted(TypeSpec type, boolean lenient) {
        if (type instanceof TypeSpec.Exact exact) {
            boolean takesNothing = exact.type() == ValueType.NONE || exact.type() == ValueType.PAREN_LIST;
            return of(exact.type()) | (lenient && takesNothing ? NOTHING : 0);
        }
        return type instanceof TypeSpec.Fn ? CALLABLE : ANY;
    }

    /** What {@code cast} may be able to make a value of this type of. */
    static int convertible(ValueType type) {
        return of(type)
                | switch (type) {
                    case INT -> bit(ValueType.REAL);
                    case REAL -> bit(ValueType.INT);
                    case STRING -> ANY & ~AWAY;
                    case PAREN_LIST, BRACE_LIST, BRACKET_LIST ->
                        LISTS | NONE | bit(ValueType.STRING) | bit(ValueType.SOME);
                    default -> 0;
                };
    }

    /** For people: {@code :int or :error}. */
    static String describe(int kinds) {
        if (kinds == ANY) {
            return ":any";
        }
        List<String> words = new ArrayList<>();
        for (ValueType type : ValueType.values()) {
            boolean isThere = (kinds & of(type)) != 0 && !(type == ValueType.ERROR && (kinds & ERROR) == FAULT);
            if (isThere) {
                words.add(type.keyword());
            }
        }
        return words.isEmpty() ? ValueType.ERROR.keyword() : String.join(" or ", words);
    }
}
