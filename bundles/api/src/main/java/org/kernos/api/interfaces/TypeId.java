package org.kernos.api.interfaces;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;

/** The type of an argument or result in an interface's method (helix X-4). */
public sealed interface TypeId {

    /** As a signature spells it: {@code u32}, {@code Task}. */
    String spelling();

    /** What such a value is when the method is called as a function. */
    TypeSpec valueType();

    /**
     * The type of this spelling; a name that is none of the built-in ones is a type of the interface's author.
     *
     * @throws IllegalArgumentException when it is no name
     */
    static TypeId parse(String spelling) {
        return Basic.find(spelling).<TypeId>map(basic -> basic).orElseGet(() -> Custom.of(spelling));
    }

    /** The built-in ones, in the specification's order. */
    enum Basic implements TypeId {
        VOID(ValueType.NONE),
        /** 0 or 1. */
        BOOL(ValueType.INT),
        U8(ValueType.INT),
        U16(ValueType.INT),
        U32(ValueType.INT),
        /** The same 64 bits as the signed number. */
        U64(ValueType.INT),
        I8(ValueType.INT),
        I16(ValueType.INT),
        I32(ValueType.INT),
        I64(ValueType.INT),
        F32(ValueType.REAL),
        F64(ValueType.REAL),
        /** An address, which means something to native modules only. */
        PTR(ValueType.INT),
        /** Text or bytes. */
        SLICE(ValueType.STRING);

        private final TypeSpec valueType;

        Basic(ValueType valueType) {
            this.valueType = new TypeSpec.Exact(valueType);
        }

        static Optional<Basic> find(String spelling) {
            return Arrays.stream(values())
                    .filter(basic -> basic.spelling().equals(spelling))
                    .findFirst();
        }

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public TypeSpec valueType() {
            return valueType;
        }
    }

    /**
     * A type of the interface's author.
     *
     * @param id of its name, like an interface's; two are the same when these are
     */
    record Custom(InterfaceId id, String spelling) implements TypeId {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

        static Custom of(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + name + "' is no type's name");
            }
            return new Custom(InterfaceId.of(name), name);
        }

        @Override
        public TypeSpec valueType() {
            return TypeSpec.ANY;
        }
    }
}
