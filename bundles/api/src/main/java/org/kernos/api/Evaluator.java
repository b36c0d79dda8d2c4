package org.kernos.api;

import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Evaluates a value where a call came from: a running program's scope, or the container's own rules when the call came
 * from Java or the shell (native C-3, {@code eval}). May be used by any thread while the call runs.
 */
@ConsumerType
@FunctionalInterface
public interface Evaluator {

    /**
     * @throws KernelException when the value is a call that fails
     */
    Value eval(Value expression);
}
