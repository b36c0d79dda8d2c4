package org.kernos.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One callable entry of a module, of whatever runtime; one OSGi service each, with the service properties named in
 * {@link FunctionProperties} (architecture N-6). May be called from any thread, and by several at once.
 */
@ProviderType
public interface KernelFunction {

    /** The module's name: {@code alu}. */
    String module();

    /** The name within the module: {@code add}. */
    String name();

    /** Module and name, as programs spell it: {@code alu/add}. */
    default String qualifiedName() {
        return module() + "/" + name();
    }

    /** What is enforced at each call; {@link Signature#UNDECLARED} for a function its descriptor does not mention. */
    Signature signature();

    /**
     * Calls the function and waits for its result.
     *
     * @throws KernelException when the arguments do not fit the signature (nothing was run then), the module is not
     *     active, the function raised, or its result does not fit the signature
     */
    Value call(Value... arguments);

    /**
     * The same on behalf of a running program: whatever the function evaluates is evaluated in {@code scope}.
     *
     * @throws KernelException as {@link #call(Value...)}
     */
    Value call(Evaluator scope, Value... arguments);

    /**
     * Calls on the container's bounded pool. The stage completes with the result, or exceptionally with a
     * {@link KernelException}: also when {@code timeLimit} has passed, counted from now, or when the pool's queue is
     * full. Passing the limit frees the caller; native code that is running is not interrupted and its result is dropped.
     * Cancelling the stage's {@code toCompletableFuture()} before the call began keeps it from being run.
     *
     * @param timeLimit positive
     * @throws IllegalArgumentException when {@code timeLimit} is zero or negative
     */
    CompletionStage<Value> callAsync(Duration timeLimit, Value... arguments);
}
