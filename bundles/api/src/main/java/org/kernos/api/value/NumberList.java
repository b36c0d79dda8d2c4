package org.kernos.api.value;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The elements of a list of numbers, kept as one array: a list of a million integers takes 8 MB and crosses into a
 * kernel without an object per element.
 */
public abstract sealed class NumberList extends AbstractList<Value> implements RandomAccess {

    private NumberList() {}

    /** Elements over this array, which the caller must not change any more. */
    static NumberList ofInts(long[] values) {
        return new Ints(values);
    }

    /** Elements over this array, which the caller must not change any more. */
    static NumberList ofReals(double[] values) {
        return new Reals(values);
    }

    /** A fresh array of these elements when each is an {@link Value.Int}, or empty. */
    public static Optional<long[]> toLongs(List<Value> elements) {
        if (elements instanceof Ints ints) {
            return Optional.of(ints.values.clone());
        }
        long[] result = new long[elements.size()];
        int index = 0;
        for (Value element : elements) {
            if (!(element instanceof Value.Int number)) {
                return Optional.empty();
            }
            result[index++] = number.value();
        }
        return Optional.of(result);
    }

    /** A fresh array of these elements when each is a {@link Value.Real}, or empty. */
    public static Optional<double[]> toDoubles(List<Value> elements) {
        if (elements instanceof Reals reals) {
            return Optional.of(reals.values.clone());
        }
        double[] result = new double[elements.size()];
        int index = 0;
        for (Value element : elements) {
            if (!(element instanceof Value.Real number)) {
                return Optional.empty();
            }
            result[index++] = number.value();
        }
        return Optional.of(result);
    }

    /**
     * Puts the elements' eight bytes each where the buffer stands, in its order, without an object or an array between.
     *
     * @throws java.nio.BufferOverflowException when there is no room for all
     */
    public abstract void putInto(ByteBuffer buffer);

    private static final class Ints extends NumberList {
        private final long[] values;

        Ints(long[] values) {
            this.values = values;
        }

        @Override
        public void putInto(ByteBuffer buffer) {
            buffer.asLongBuffer().put(values);
        }

        @Override
        public Value get(int index) {
            return new Value.Int(values[index]);
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    private static final class Reals extends NumberList {
        private final double[] values;

        Reals(double[] values) {
            this.values = values;
        }

        @Override
        public void putInto(ByteBuffer buffer) {
            buffer.asDoubleBuffer().put(values);
        }

        @Override
        public Value get(int index) {
            return new Value.Real(values[index]);
        }

        @Override
        public int size() {
            return values.length;
        }
    }
}
