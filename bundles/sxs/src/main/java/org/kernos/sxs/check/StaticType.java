package org.kernos.sxs.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/**
 * What is known of a value before the program runs.
 *
 * @param kinds the types it may be of
 * @param callee what it calls if it can be called; null when that is not known
 */
record StaticType(int kinds, @Nullable Callee callee) {

    static final StaticType ANY = new StaticType(Kinds.ANY, null);
    static final StaticType NONE = new StaticType(Kinds.NONE, null);
    static final StaticType INT = of(ValueType.INT);

    /** Of instructions whose value no one is meant to look at. */
    static final StaticType NONE_OR_AWAY = new StaticType(Kinds.NONE | Kinds.AWAY, null);

    /** By the codes of their types, which are bits of a set of kinds. */
    private static final StaticType[] LITERALS = literals();

    static StaticType of(ValueType type) {
        return new StaticType(Kinds.of(type), null);
    }

    /** Of a value that was read; an empty paren list is none of its type. */
    static StaticType ofLiteral(ValueType type) {
        return LITERALS[type.code()];
    }

    private static StaticType[] literals() {
        StaticType[] literals = new StaticType[Integer.SIZE];
        Arrays.fill(literals, ANY);
        for (ValueType type : ValueType.values()) {
            literals[type.code()] = of(type).without(Kinds.FAULT | Kinds.EMPTY);
        }
        return literals;
    }

    static StaticType of(Value value) {
        return new StaticType(Kinds.of(value), null);
    }

    /** A lambda, or the symbol of a function. */
    static StaticType callable(ValueType type, @Nullable Callee callee) {
        return new StaticType(Kinds.of(type), callee);
    }

    /** Of a value that was accepted where this type was asked for. */
    static StaticType declared(TypeSpec type, boolean lenient) {
        return new StaticType(
                Kinds.accepted(type, lenient), type instanceof TypeSpec.Fn function ? Callee.declared(function) : null);
    }

    boolean mayBe(int other) {
        return (kinds & other) != 0;
    }

    StaticType with(int more) {
        return new StaticType(kinds | more, callee);
    }

    StaticType without(int less) {
        return new StaticType(kinds & ~less, callee);
    }

    /** Of a value that is one or the other. */
    StaticType or(StaticType other) {
        return new StaticType(kinds | other.kinds, commonCallee(other));
    }

    private @Nullable Callee commonCallee(StaticType other) {
        if (!mayBe(Kinds.CALLABLE)) {
            return other.callee;
        } else if (!other.mayBe(Kinds.CALLABLE)) {
            return callee;
        }
        return callee != null && other.callee != null && callee.isLike(other.callee) ? callee : null;
    }

    /** Whether none of its values may stand where this is asked for. */
    boolean contradicts(TypeSpec type, boolean lenient) {
        if (!mayBe(Kinds.accepted(type, lenient))) {
            return true;
        }
        return type instanceof TypeSpec.Fn function && callee != null && callee.contradicts(function);
    }

    /** Whether the two can never be of one type, neither of them being nothing or an error. */
    boolean differsFrom(StaticType other) {
        return isPlain() && other.isPlain() && !mayBe(other.kinds & ~(Kinds.FAULT | Kinds.AWAY));
    }

    private boolean isPlain() {
        int known = kinds & ~(Kinds.FAULT | Kinds.AWAY);
        return known != 0 && (known & (Kinds.NOTHING | Kinds.ERROR)) == 0;
    }

    @Override
    public String toString() {
        return Kinds.describe(kinds & ~Kinds.AWAY);
    }
}
