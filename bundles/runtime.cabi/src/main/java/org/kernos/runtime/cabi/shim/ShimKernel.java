package org.kernos.runtime.cabi.shim;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.cabi.BackendKernel;
import org.kernos.runtime.cabi.KernelCounters;
import org.kernos.runtime.cabi.KernelEnvironment;
import org.kernos.spi.RuntimeFunction;
import org.slf4j.Logger;

/** A kernel that is served through the C library's table. */
final class ShimKernel implements BackendKernel {

    private static final int LOG_DEBUG = 0;
    private static final int LOG_INFO = 1;
    private static final int LOG_WARN = 2;

    private final KernelEnvironment environment;
    private final ShimBackend backend;
    private final long address;
    private final boolean isPlain;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;

    /** Guarded by {@code this}: the last state of what the library counts, once it has forgotten the kernel. */
    private KernelCounters lastCounters = new KernelCounters(0, 0, 0, 0, 0);

    /**
     * @param guard address of the function that catches exceptions of C++, 0 for a kernel that knows none
     */
    ShimKernel(KernelEnvironment environment, ShimBackend backend, long guard) {
        this.environment = environment;
        this.backend = backend;
        isPlain = guard == 0 && !environment.retainObjects();
        address = ShimNatives.newKernel(this, guard, environment.retainObjects());
        if (address == 0) {
            throw new OutOfMemoryError("no native memory for another kernel");
        }
    }

    /** Whether none of its functions needs anything around it: no exception is caught, no object kept. */
    boolean isPlain() {
        return isPlain;
    }

    KernelEnvironment environment() {
        return environment;
    }

    FramePool frames() {
        return backend.frames();
    }

    @FunctionalInterface
    private interface NativeCode {
        long run(long frame);
    }

    @Override
    public void init(long entry) {
        run(frame -> {
            ShimNatives.init(address, frame, entry);
            return 0;
        });
    }

    @Override
    public void shutdown(long entry) {
        run(frame -> {
            ShimNatives.shutDown(address, frame, entry);
            return 0;
        });
    }

    @Override
    public long hook(long entry, long first, long second, long third) {
        return run(frame -> ShimNatives.hook(address, frame, entry, first, second, third));
    }

    private long run(NativeCode code) {
        requireOpen();
        ThreadFrames frames = frames().take();
        CallFrame frame = frames.begin(environment.evaluator());
        try {
            long result = code.run(frame.address());
            requireStack(frame.status());
            frame.throwFailure(frame.status());
            return result;
        } catch (Throwable e) {
            frame.forgetFailure();
            throw e;
        } finally {
            frames.end(frame);
            frames().giveBack(frames);
        }
    }

    @Override
    public RuntimeFunction function(long entry) {
        requireOpen();
        long function = ShimNatives.newFunction(address, entry);
        if (function == 0) {
            throw new OutOfMemoryError("no native memory for another function");
        }
        return new ShimFunction(this, function);
    }

    void requireOpen() {
        if (closed) {
            throw new KernelException(Problem.of(
                    ProblemCode.NOT_ACTIVE, "the kernel '" + environment.name() + "' is closed and its code unloaded"));
        }
    }

    void requireStack(long status) {
        if (status == CallFrame.NO_STACK) {
            throw noStack(null);
        }
    }

    KernelException noStack(@Nullable StackOverflowError cause) {
        return NativeFailure.noStack(environment.name(), cause);
    }

    static void log(Logger to, int level, byte[] line) {
        String text = NativeFailure.text(line);
        switch (level) {
            case LOG_DEBUG -> to.debug("{}", text);
            case LOG_INFO -> to.info("{}", text);
            case LOG_WARN -> to.warn("{}", text);
            default -> to.error("{}", text);
        }
    }

    @Override
    public synchronized KernelCounters counters() {
        return closed ? lastCounters : readCounters();
    }

    private KernelCounters readCounters() {
        long[] values = new long[5];
        ShimNatives.counters(address, values);
        return new KernelCounters(values[0], values[1], values[2], values[3], values[4]);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            synchronized (this) {
                lastCounters = new KernelCounters(
                        0, 0, 0, readCounters().staleHandles(), readCounters().spills());
                closed = true;
                ShimNatives.freeKernel(address);
            }
            backend.disconnect(this);
        }
    }
}
