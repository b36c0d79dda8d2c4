package org.kernos.sxs.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;

/** What is known of something that can be called. Keeps what every call of it asks: programs call the same few functions again and again. */
final class Callee {

    private final String name;
    private final Signature signature;
    private final Origin origin;
    private final boolean variadic;
    private final int required;

    /** What each parameter takes. */
    private final int[] accepted;

    private @Nullable StaticType result;

    /** Who stands for the signature. */
    enum Origin {
        /** A module's function: the container checks arguments and result. */
        FUNCTION,
        /** A lambda: the interpreter checks both, and gives an error value for a wrong result. */
        LAMBDA,
        /** A type {@code :fn<...>}: its author's word. */
        DECLARED
    }

    /**
     * @param name for people
     */
    Callee(String name, Signature signature, Origin origin) {
        this.name = name;
        this.signature = signature;
        this.origin = origin;
        this.variadic = signature.isVariadic();
        this.required = signature.requiredCount();
        this.accepted = signature.parameters().stream()
                .mapToInt(each -> Kinds.accepted(each.type(), isLenient()))
                .toArray();
    }

    static Callee declared(TypeSpec.Fn type) {
        List<Parameter> parameters = type.parameters().stream()
                .map(each -> new Parameter("value", each, false))
                .toList();
        return new Callee("fn", new Signature(parameters, type.returns()), Origin.DECLARED);
    }

    String name() {
        return name;
    }

    Signature signature() {
        return signature;
    }

    /** Whether it is called alike, whatever it is named. */
    boolean isLike(Callee other) {
        return origin == other.origin && signature.equals(other.signature);
    }

    /** Whether none and an empty paren list stand for each other in a call. */
    boolean isLenient() {
        return origin != Origin.FUNCTION;
    }

    /** How it is to be called, as the fix of a problem. */
    String declaration() {
        return switch (origin) {
            case FUNCTION -> "the signature is " + signature.describe(shortName());
            case LAMBDA -> "it is declared " + signature.describe(name);
            case DECLARED -> "it is declared " + describe();
        };
    }

    private String shortName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Its type as one would write it. */
    String describe() {
        List<TypeSpec> types =
                signature.parameters().stream().map(Parameter::type).toList();
        return new TypeSpec.Fn(types, signature.returns()).keyword();
    }

    boolean takes(int count) {
        return variadic ? count >= required : count == required;
    }

    /** What the parameter takes that this argument is for. */
    private int accepted(int index) {
        return accepted[index < accepted.length ? index : accepted.length - 1];
    }

    /** Whether no value of this type may be the argument at this index. */
    boolean refuses(int index, StaticType given) {
        if (!given.mayBe(accepted(index))) {
            return true;
        }
        Callee passed = given.callee();
        return passed != null
                && signature.parameterAt(index).type() instanceof TypeSpec.Fn function
                && passed.contradicts(function);
    }

    /** What a call comes to. */
    StaticType result() {
        StaticType known = result;
        if (known == null) {
            known = outcome();
            result = known;
        }
        return known;
    }

    private StaticType outcome() {
        StaticType declared = StaticType.declared(signature.returns(), isLenient());
        boolean nothing = declared.kinds() == Kinds.NONE;
        // A function that is there to fail has nothing to return.
        return declared.with(isLenient() ? Kinds.FAULT : nothing ? Kinds.AWAY : 0);
    }

    /** Whether no call that the type allows would do. */
    boolean contradicts(TypeSpec.Fn type) {
        List<TypeSpec> expected = type.parameters();
        if (!takes(expected.size())) {
            return true;
        }
        for (int i = 0; i < expected.size(); i++) {
            if ((accepted(i) & Kinds.accepted(expected.get(i), true)) == 0) {
                return true;
            }
        }
        return (Kinds.accepted(signature.returns(), true) & Kinds.accepted(type.returns(), true)) == 0;
    }
}
