package org.kernos.runtime.cabi.jna;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.runtime.cabi.Backend;
import org.kernos.runtime.cabi.BackendKernel;
import org.kernos.runtime.cabi.KernelEnvironment;

/**
 * Serves kernels with JNA alone, on every platform JNA knows (native H-2). An exception of C++ that leaves a kernel
 * function ends the JVM here: nothing between the function and Java could catch it.
 */
public final class JnaBackend implements Backend {

    public static final String NAME = "jna";

    private final HandleTable handles = new HandleTable();
    private final NativeMemory memory = new NativeMemory();
    private final PointerCall call = new PointerCall();
    private static final ThreadLocal<@Nullable CallFrame> CURRENT = new ThreadLocal<>();

    /** Both last in, first out: what was used last is in the processor's cache. */
    private final ConcurrentLinkedDeque<CallFrame> idleFrames = new ConcurrentLinkedDeque<>();

    private final Set<JnaKernel> kernels = ConcurrentHashMap.newKeySet();

    // Both guarded by this object's lock.
    private boolean closing;
    private boolean released;

    private final ConcurrentLinkedDeque<ApiTable> idleTables = new ConcurrentLinkedDeque<>();

    public JnaBackend() {
        CallbackAddress.open();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized BackendKernel connect(KernelEnvironment environment) {
        if (closing) {
            throw new IllegalStateException(
                    "the runtime is stopping, kernel '" + environment.name() + "' is not opened");
        }
        ApiTable idle = idleTables.poll();
        ApiTable table = idle != null ? idle : new ApiTable(handles.constants());
        JnaKernel kernel = new JnaKernel(environment, this, table);
        table.serve(kernel);
        kernels.add(kernel);
        return kernel;
    }

    synchronized void disconnect(JnaKernel kernel, ApiTable table) {
        kernels.remove(kernel);
        table.serve(null);
        idleTables.push(table);
        releaseIfUnused();
    }

    HandleTable handles() {
        return handles;
    }

    NativeMemory memory() {
        return memory;
    }

    /** The innermost call this thread is in, or null for a thread that a kernel started itself. */
    @Nullable
    CallFrame current() {
        return CURRENT.get();
    }

    CallFrame begin(Evaluator scope, @Nullable Arena longLived) {
        CallFrame idle = idleFrames.poll();
        CallFrame frame = idle != null ? idle : new CallFrame(handles.add(slot -> new Arena(slot, memory)));
        frame.begin(scope, longLived, CURRENT.get());
        CURRENT.set(frame);
        return frame;
    }

    void end(CallFrame frame) {
        CURRENT.set(frame.outer());
        frame.end();
        idleFrames.push(frame);
    }

    long invoke(long function, CallFrame frame, long first, long second) {
        return call.invoke(function, frame.arguments(), first, second);
    }

    @Override
    public long allocatedBytes() {
        return memory.allocatedBytes();
    }

    @Override
    public long freedBytes() {
        return memory.freedBytes();
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
            call.close();
            CallbackAddress.close();
        }
    }
}
