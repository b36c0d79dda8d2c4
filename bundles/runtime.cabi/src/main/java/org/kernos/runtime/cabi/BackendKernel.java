package org.kernos.runtime.cabi;

import org.kernos.spi.RuntimeFunction;

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
     * A kernel function, ready to be called as often as wanted until the kernel is closed. Its arguments are the elements of the
     * list that the function is given; it throws what the function raised, or what an evaluation of it threw.
     *
     * @param address of the function, as it was registered
     */
    RuntimeFunction function(long address);

    /**
     * Runs {@code kernel_shutdown}.
     *
     * @param entry address of the function
     * @throws RuntimeException as {@link #init}
     */
    void shutdown(long entry);

    /**
     * Runs another function of the kernel's library, in no call of anybody's.
     *
     * @param entry address of a C function of up to three pointers or integers
     * @return what it gives; of one that returns less than 64 bits only those count
     * @throws RuntimeException as {@link #init}
     */
    long hook(long entry, long first, long second, long third);

    /** At this moment; any thread. */
    KernelCounters counters();

    /** Frees the table and all objects of the kernel. No call of it runs any more. */
    @Override
    void close();
}
