package org.kernos.spi;

import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.osgi.annotation.versioning.ConsumerType;

/** A function that is entered with numbers as they are, of the {@link NumberShape} it was made for. */
@ConsumerType
@FunctionalInterface
public interface NumberCall {

    /**
     * Integers, and reals as {@link Double#doubleToRawLongBits}; what the shape has no parameter for is ignored.
     *
     * @param scope where the function's evaluations happen
     * @throws OtherResultException when the result is not of the shape's type
     * @throws KernelException when the function raised, or one of its evaluations failed
     */
    long call(Evaluator scope, long a, long b, long c);
}
