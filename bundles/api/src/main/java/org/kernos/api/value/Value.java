package org.kernos.api.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value as it crosses the borders between Java, kernels, programs and the shell: immutable, of one of the types of
 * the data language SLP. {@code toString()} is its text form, which the SLP reader reads back as an equal value
 * (sxs-language, section 1).
 */
public sealed interface Value {

    /** The only value of type {@link ValueType#NONE}. */
    None NONE = new None();

    ValueType type();

    /** Absence of a value. Printed {@code ()}, which reads back as the empty paren list. */
    record None() implements Value {
        @Override
        public ValueType type() {
            return ValueType.NONE;
        }

        @Override
        public String toString() {
            return "()";
        }
    }

    /** A 64-bit signed integer. */
    record Int(long value) implements Value {
        @Override
        public ValueType type() {
            return ValueType.INT;
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A double. NaN and the infinities exist as values but have no literal that reads back. */
    record Real(double value) implements Value {
        @Override
        public ValueType type() {
            return ValueType.REAL;
        }

        @Override
        public String toString() {
            return ValuePrinter.print(this);
        }
    }

    /**
     * Text. Bytes that came in and are not UTF-8 stand in {@code text} as single low surrogates U+DC80 to U+DCFF, so
     * that {@link #bytes()} gives exactly the bytes that {@link #ofBytes} was given.
     */
    record Str(String text) implements Value {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }

        /** The string of these bytes, whatever they are. */
        public static Str ofBytes(byte[] bytes) {
            return new Str(ByteText.decode(bytes));
        }

        /**
         * The bytes of this string, in UTF-8.
         *
         * @throws IllegalArgumentException for an unpaired surrogate outside U+DC80 to U+DCFF, which has no UTF-8 form
         */
        public byte[] bytes() {
            return ByteText.encode(text);
        }

        @Override
        public String toString() {
            return ValuePrinter.print(this);
        }
    }

    /** A name that stands for itself until something binds it. */
    record Symbol(String name) implements Value {
        @Override
        public ValueType type() {
            return ValueType.SYMBOL;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A list of one of the three kinds. Lists of numbers keep an array; see {@link #ints(long...)}. */
    record ListValue(ListKind kind, List<Value> elements) implements Value {
        public ListValue {
            if (!(elements instanceof NumberList)) {
                elements = List.copyOf(elements);
            }
        }

        @Override
        public ValueType type() {
            return kind.type();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value value && ValueEquality.equal(this, value);
        }

        @Override
        public int hashCode() {
            return ValueEquality.hash(this);
        }

        @Override
        public String toString() {
            return ValuePrinter.print(this);
        }
    }

    /** A quoted value: {@code 'x}. Evaluation unwraps one level. */
    record Some(Value wrapped) implements Value {
        @Override
        public ValueType type() {
            return ValueType.SOME;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value value && ValueEquality.equal(this, value);
        }

        @Override
        public int hashCode() {
            return ValueEquality.hash(this);
        }

        @Override
        public String toString() {
            return ValuePrinter.print(this);
        }
    }

    /** An error as a value: {@code @x}. */
    record Error(Value wrapped) implements Value {
        @Override
        public ValueType type() {
            return ValueType.ERROR;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value value && ValueEquality.equal(this, value);
        }

        @Override
        public int hashCode() {
            return ValueEquality.hash(this);
        }

        @Override
        public String toString() {
            return ValuePrinter.print(this);
        }
    }

    /** A datum: {@code #x}, data that a program's loader acts on. */
    record Datum(Value wrapped) implements Value {
        @Override
        public ValueType type() {
            return ValueType.DATUM;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value value && ValueEquality.equal(this, value);
        }

        @Override
        public int hashCode() {
            return ValueEquality.hash(this);
        }

        @Override
        public String toString() {
            return ValuePrinter.print(this);
        }
    }

    /**
     * An aberrant: {@code ?x}, the type that lambdas carry. A language may extend it by what only its own programs can
     * see; to everyone else it is the value it wraps, which tells it from others.
     */
    non-sealed class Aberrant implements Value {
        private final Value wrapped;

        public Aberrant(Value wrapped) {
            this.wrapped = Objects.requireNonNull(wrapped);
        }

        public Value wrapped() {
            return wrapped;
        }

        @Override
        public ValueType type() {
            return ValueType.ABERRANT;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value value && ValueEquality.equal(this, value);
        }

        @Override
        public int hashCode() {
            return ValueEquality.hash(this);
        }

        @Override
        public String toString() {
            return ValuePrinter.print(this);
        }
    }

    static ListValue paren(Value... elements) {
        return new ListValue(ListKind.PAREN, List.of(elements));
    }

    static ListValue bracket(Value... elements) {
        return new ListValue(ListKind.BRACKET, List.of(elements));
    }

    static ListValue brace(Value... elements) {
        return new ListValue(ListKind.BRACE, List.of(elements));
    }

    /** A bracket list of integers over a copy of {@code values}, without an object per element. */
    static ListValue ints(long... values) {
        return new ListValue(ListKind.BRACKET, NumberList.ofInts(values.clone()));
    }

    /** A bracket list of reals over a copy of {@code values}, without an object per element. */
    static ListValue reals(double... values) {
        return new ListValue(ListKind.BRACKET, NumberList.ofReals(values.clone()));
    }

    /**
     * The value that a Java object stands for: null is none, whole numbers and booleans are integers, floats reals,
     * text and {@code byte[]} strings, {@code long[]}, {@code double[]} and collections bracket lists, a map a brace
     * list of pairs; a {@link Value} is itself.
     *
     * @throws IllegalArgumentException for an object of any other class, naming it
     */
    static Value of(@Nullable Object object) {
        if (object == null) {
            return NONE;
        } else if (object instanceof Value value) {
            return value;
        } else if (object instanceof Number number) {
            return ofNumber(number);
        } else if (object instanceof CharSequence || object instanceof Character) {
            return new Str(object.toString());
        } else if (object instanceof Boolean bool) {
            return new Int(bool ? 1 : 0);
        } else if (object instanceof byte[] bytes) {
            return Str.ofBytes(bytes);
        } else if (object instanceof long[] longs) {
            return ints(longs);
        } else if (object instanceof double[] doubles) {
            return reals(doubles);
        } else if (object instanceof Map<?, ?> map) {
            return ofMap(map);
        } else if (object instanceof Collection<?> collection) {
            return new ListValue(
                    ListKind.BRACKET, collection.stream().map(Value::of).toList());
        }
        throw new IllegalArgumentException("no value stands for an object of " + object.getClass());
    }

    private static Value ofNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return new Real(number.doubleValue());
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            return new Int(number.longValue());
        }
        throw new IllegalArgumentException("no value stands for an object of " + number.getClass());
    }

    private static Value ofMap(Map<?, ?> map) {
        List<Value> pairs = new ArrayList<>(map.size());
        map.forEach((key, value) -> pairs.add(bracket(of(key), of(value))));
        return new ListValue(ListKind.BRACE, pairs);
    }
}
