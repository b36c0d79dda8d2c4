package org.kernos.spi;

import java.util.List;
import org.kernos.api.value.ValueType;

/**
 * Types of a function that only numbers go into and come out of.
 *
 * @param parameters {@link ValueType#INT} and {@link ValueType#REAL}, at most {@value #MOST} of them
 * @param result one of these two
 */
public record NumberShape(List<ValueType> parameters, ValueType result) {

    /** How many parameters a shape may have. */
    public static final int MOST = 3;

    public NumberShape {
        parameters = List.copyOf(parameters);
        if (parameters.size() > MOST || !parameters.stream().allMatch(NumberShape::isNumber) || !isNumber(result)) {
            throw new IllegalArgumentException(
                    "no shape of at most " + MOST + " numbers: " + parameters + " to " + result);
        }
    }

    /** Whether a type is one of a shape's. */
    public static boolean isNumber(ValueType type) {
        return type == ValueType.INT || type == ValueType.REAL;
    }

    /** Whether the parameter with this index, counted from 0, is a real. */
    public boolean isReal(int parameter) {
        return parameters.get(parameter) == ValueType.REAL;
    }
}
