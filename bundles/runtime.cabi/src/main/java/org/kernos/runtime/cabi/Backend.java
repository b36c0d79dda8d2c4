package org.kernos.runtime.cabi;

/**
 * A way to give kernels their table and to call their functions. Everything above (finding, copying and opening the
 * library, registration, conventions) is the same for all of them.
 */
public interface Backend extends AutoCloseable {

    /** As the property {@code kernos.native.backend} names it. */
    String name();

    /** Prepares a kernel that is about to be initialised: its table exists from now on, and no code has run. */
    BackendKernel connect(KernelEnvironment environment);

    /** Native bytes that were allocated for objects and texts of calls, since the backend was made. */
    long allocatedBytes();

    /** How many of {@link #allocatedBytes} were freed again. */
    long freedBytes();

    /** Closes the kernels that are still connected too: their functions refuse calls from then on. */
    @Override
    void close();
}
