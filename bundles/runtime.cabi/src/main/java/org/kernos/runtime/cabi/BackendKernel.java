package org.kernos.runtime.cabi;

import org.kernos.api.Evaluator;
import org.kernos.api.value.Value;

/** One kernel as a backend serves it. */
public interface BackendKernel extends AutoCloseable {

    /**
     * Runs {@code kernel_init}; its registrations reach the environment's registrar before this returns.
     *
     * @param entry address of the function
     * @throws RuntimeException what the function raised, or what an evaluation of it threw
     */
    void init(long entry);

    /**
     * Calls a kernel function.
     *
     * @param function address of the function, as it was registered
     * @param scope where its evaluations happen
     * @param elements of the list it is given; not kept
     * @throws org.kernos.api.KernelException what the function raised
     * @throws RuntimeException what an evaluation of it threw
     */
    Value call(long function, Evaluator scope, Value[] elements);

    /**
     * Runs {@code kernel_shutdown}.
     *
     * @param entry address of the function
     * @throws RuntimeException as {@link #init}
     */
    void shutdown(long entry);

    /** At this moment; any thread. */
    KernelCounters counters();

    /** Frees the table and all objects of the kernel. No call of it runs any more. */
    @Override
    void close();
}
