package org.kernos.api.value;

import java.util.List;
import java.util.stream.Collectors;

/** What a signature says of one parameter or of the result (sxs-language, section 2). */
public sealed interface TypeSpec {

    /** {@code :any}. */
    TypeSpec ANY = new Any();

    /** Whether a value may stand here. */
    boolean accepts(Value value);

    /** How the type is written, with its colon. */
    String keyword();

    /** Exactly one type. */
    record Exact(ValueType type) implements TypeSpec {
        @Override
        public boolean accepts(Value value) {
            return value.type() == type;
        }

        @Override
        public String keyword() {
            return type.keyword();
        }
    }

    /** {@code :any}: every type. */
    record Any() implements TypeSpec {
        @Override
        public boolean accepts(Value value) {
            return true;
        }

        @Override
        public String keyword() {
            return ":any";
        }
    }

    /** {@code :fn<a,b>c}: something that can be called, which is a lambda or a function's symbol. */
    record Fn(List<TypeSpec> parameters, TypeSpec returns) implements TypeSpec {
        public Fn {
            parameters = List.copyOf(parameters);
        }

        @Override
        public boolean accepts(Value value) {
            return value.type() == ValueType.ABERRANT || value.type() == ValueType.SYMBOL;
        }

        @Override
        public String keyword() {
            String inner = parameters.stream().map(Fn::bare).collect(Collectors.joining(","));
            return ":fn<" + inner + ">" + bare(returns);
        }

        private static String bare(TypeSpec type) {
            return type.keyword().substring(1);
        }
    }
}
