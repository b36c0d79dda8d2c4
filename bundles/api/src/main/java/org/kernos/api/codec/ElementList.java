package org.kernos.api.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kernos.api.value.Value;

/**
 * The elements of a list whose length is not known yet. Numbers of one type stay in an array until another element comes,
 * so that a long list of them takes no object each.
 */
final class ElementList {

    private static final int FIRST_CAPACITY = 8;

    /** Bits of the numbers while all elements are of {@link #numberType}; then {@link #others} is empty. */
    private long[] numbers = new long[0];

    private int size;
    private Class<? extends Value> numberType = Value.Int.class;

    private List<Value> others = List.of();

    void add(Value element) {
        if (!others.isEmpty()) {
            others.add(element);
            return;
        }
        if (size == 0) {
            numberType = element.getClass();
        }
        if (element.getClass() == numberType && element instanceof Value.Int number) {
            append(number.value());
        } else if (element.getClass() == numberType && element instanceof Value.Real real) {
            append(Double.doubleToRawLongBits(real.value()));
        } else {
            others = new ArrayList<>(numbers());
            numbers = new long[0];
            others.add(element);
        }
    }

    private void append(long bits) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(FIRST_CAPACITY, 2 * size));
        }
        numbers[size++] = bits;
    }

    List<Value> toList() {
        return others.isEmpty() ? numbers() : others;
    }

    private List<Value> numbers() {
        if (size == 0) {
            return List.of();
        } else if (numberType == Value.Int.class) {
            return Value.ints(Arrays.copyOf(numbers, size)).elements();
        }
        double[] reals = new double[size];
        Arrays.setAll(reals, i -> Double.longBitsToDouble(numbers[i]));
        return Value.reals(reals).elements();
    }
}
