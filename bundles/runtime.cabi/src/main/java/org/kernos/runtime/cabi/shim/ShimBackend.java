package org.kernos.runtime.cabi.shim;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kernos.runtime.cabi.Backend;
import org.kernos.runtime.cabi.BackendKernel;
import org.kernos.runtime.cabi.KernelEnvironment;

/** Serves kernels with a table that is written in C and entered through JNI (native, section 3). */
public final class ShimBackend implements Backend {

    public static final String NAME = "shim";

    private final ShimLibrary library;
    private final Set<ShimKernel> kernels = ConcurrentHashMap.newKeySet();

    // Both guarded by this object's lock.
    private boolean closing;
    private boolean released;

    private ShimBackend(ShimLibrary library) {
        this.library = library;
    }

    /**
     * @throws UnsatisfiedLinkError when there is no such library for this platform, or the system refuses it
     */
    public static ShimBackend open() {
        return new ShimBackend(ShimLibrary.open());
    }

    @Override
    public String name() {
        return NAME;
    }

    FramePool frames() {
        return library.frames();
    }

    @Override
    public synchronized BackendKernel connect(KernelEnvironment environment) {
        if (closing) {
            throw new IllegalStateException(
                    "the runtime is stopping, kernel '" + environment.name() + "' is not opened");
        }
        ShimKernel kernel = new ShimKernel(environment, this, environment.usesCpp() ? library.guard() : 0);
        kernels.add(kernel);
        return kernel;
    }

    synchronized void disconnect(ShimKernel kernel) {
        kernels.remove(kernel);
        releaseIfUnused();
    }

    @Override
    public synchronized long allocatedBytes() {
        return released ? 0 : ShimNatives.allocatedBytes();
    }

    @Override
    public synchronized long freedBytes() {
        return released ? 0 : ShimNatives.freedBytes();
    }

    @Override
    public synchronized void close() {
        closing = true;
        releaseIfUnused();
    }

    /** A kernel in which a call still runs stays open after the runtime has stopped, and needs this until it has ended. */
    private void releaseIfUnused() {
        if (closing && !released && kernels.isEmpty()) {
            released = true;
            library.close();
        }
    }
}
