package org.kernos.spi;

import java.util.Optional;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ConsumerType;

/** A function as its runtime runs it. The container has checked the arguments before and checks the result afterwards. */
@ConsumerType
@FunctionalInterface
public interface RuntimeFunction {

    /**
     * @param scope where the function's evaluations happen
     * @param arguments evaluated; not to be changed or kept
     * @throws KernelException when the function raised, or one of its evaluations failed
     */
    Value call(Evaluator scope, Value[] arguments);

    /**
     * A way into the function for arguments and results of this shape, if the runtime has one that is faster than
     * {@link #call}; it does the same. Asked for once and used often.
     */
    default Optional<NumberCall> numberCall(NumberShape shape) {
        return Optional.empty();
    }
}
