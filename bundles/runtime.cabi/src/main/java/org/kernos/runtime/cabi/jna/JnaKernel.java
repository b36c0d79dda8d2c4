package org.kernos.runtime.cabi.jna;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.runtime.cabi.BackendKernel;
import org.kernos.runtime.cabi.KernelCounters;
import org.kernos.runtime.cabi.KernelEnvironment;
import org.kernos.spi.RuntimeFunction;

/** A kernel that is served through a table of JNA callbacks. */
final class JnaKernel implements BackendKernel {

    private static final long NULL = 0;
    private static final int LOG_DEBUG = 0;
    private static final int LOG_INFO = 1;
    private static final int LOG_WARN = 2;

    private final KernelEnvironment environment;
    private final JnaBackend backend;
    private final HandleTable handles;
    private final ApiTable table;
    private final ObjectReader reader;
    private final ObjectMaker maker;

    /** Made in init; everything with {@code retain-objects} (native M-2, M-4). */
    private final Arena kept;

    private final RetainedObjects retained;
    private final ThreadObjects threadObjects;
    private final LongAdder staleHandles = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();

    JnaKernel(KernelEnvironment environment, JnaBackend backend, ApiTable table) {
        this.environment = environment;
        this.backend = backend;
        this.table = table;
        handles = backend.handles();
        reader = new ObjectReader(this, handles);
        maker = new ObjectMaker(this, handles.constants());
        kept = handles.add(slot -> new Arena(slot, backend.memory()));
        retained = handles.add(RetainedObjects::new);
        threadObjects = new ThreadObjects(handles, backend.memory());
    }

    ObjectReader reader() {
        return reader;
    }

    ObjectMaker maker() {
        return maker;
    }

    @Override
    public void init(long entry) {
        run(environment.evaluator(), kept, frame -> {
            backend.invoke(entry, frame, frame.context(), table.address());
            return NULL;
        });
    }

    @Override
    public RuntimeFunction function(long address) {
        return (scope, arguments) -> call(address, scope, arguments);
    }

    private Value call(long function, Evaluator scope, Value[] elements) {
        Value arguments = new Value.ListValue(ListKind.PAREN, List.of(elements));
        return run(scope, environment.retainObjects() ? kept : null, frame -> {
            long list = frame.objects().add(arguments);
            return backend.invoke(function, frame, frame.context(), list);
        });
    }

    @Override
    public void shutdown(long entry) {
        run(environment.evaluator(), null, frame -> {
            backend.invoke(entry, frame, table.address(), NULL);
            return NULL;
        });
    }

    @Override
    public long hook(long entry, long first, long second, long third) {
        Object[] arguments = {new Pointer(first), new Pointer(second), new Pointer(third)};
        long[] result = new long[1];
        run(environment.evaluator(), null, frame -> {
            result[0] = Function.getFunction(new Pointer(entry)).invokeLong(arguments);
            return NULL;
        });
        return result[0];
    }

    @FunctionalInterface
    private interface NativeCode {
        long run(CallFrame frame);
    }

    private Value run(Evaluator scope, @Nullable Arena longLived, NativeCode code) {
        if (closed.get()) {
            throw new KernelException(Problem.of(
                    ProblemCode.NOT_ACTIVE, "the kernel '" + environment.name() + "' is closed and its code unloaded"));
        }
        requireStack();
        ThreadObjects.Period period = threadObjects.enter();
        CallFrame frame = backend.begin(scope, longLived);
        try {
            long result = code.run(frame);
            frame.throwFailure();
            return value(result);
        } finally {
            backend.end(frame);
            threadObjects.leave(period);
        }
    }

    private void requireStack() {
        try {
            StackRoom.require(backend.current() != null);
        } catch (StackOverflowError e) {
            throw new KernelException(
                    Problem.of(
                                    ProblemCode.CALL_FAILED,
                                    "the thread's stack has no room for another call of kernel '" + environment.name()
                                            + "': calls are nested too deeply")
                            .fix("end the recursion earlier, or give the thread a larger stack (-Xss)"),
                    e);
        }
    }

    /** What a handle stands for; NULL is none, and what is stale is an error and counted (native C-9, M-3). */
    Value value(long handle) {
        Value value = handles.find(handle);
        if (value == null) {
            staleHandles.increment();
            return Constants.STALE;
        }
        return value;
    }

    /** Where objects go that are made now, by this thread. */
    Arena objects() {
        CallFrame frame = backend.current();
        if (frame != null) {
            return frame.objects();
        }
        return environment.retainObjects() ? kept : threadObjects.current();
    }

    /** The call a context stands for. Without a context it is the call that this thread is in. */
    private @Nullable CallFrame frame(long context) {
        if (context == 0) {
            return backend.current();
        }
        CallFrame frame = handles.store(context) instanceof Arena arena ? arena.frame(context) : null;
        if (frame == null) {
            staleHandles.increment();
        }
        return frame;
    }

    long eval(long context, long object) {
        CallFrame frame = frame(context);
        Evaluator scope = frame == null ? null : frame.scope();
        if (frame == null || scope == null) {
            return handles.constants().stale();
        } else if (frame.hasFailed()) {
            return handles.constants().skipped();
        }
        Value expression = value(object);
        if (expression instanceof Value.Int || expression instanceof Value.Real || expression instanceof Value.Str) {
            return object;
        } else if (expression instanceof Value.Some some) {
            return frame.objects().add(some.wrapped());
        }
        try {
            return frame.objects().add(scope.eval(expression));
        } catch (KernelException e) {
            frame.fail(e);
            return frame.objects().add(e.toValue());
        } catch (Throwable e) {
            frame.fail(e);
            return handles.constants().skipped();
        }
    }

    long raise(long context, int code, long message) {
        String text = text(message);
        KernelException raised = KernelException.raised(code, text);
        CallFrame frame = frame(context);
        if (frame == null) {
            environment.log().warn("raised code {} outside any call: {}", code, text);
            return handles.constants().stale();
        }
        frame.fail(raised);
        return frame.objects().add(raised.toValue());
    }

    /** A setting as a text, none when there is none of this key. */
    long config(long context, long key) {
        if (frame(context) == null) {
            return handles.constants().stale();
        }
        String value = key == 0 ? null : environment.configuration().find(text(key));
        return value == null ? handles.constants().none() : objects().add(new Value.Str(value));
    }

    void register(long registry, long name, long function, int returnType, boolean variadic) {
        CallFrame frame = handles.store(registry) instanceof Arena arena ? arena.frame(registry) : null;
        boolean isOpen = frame != null && frame.objects() == kept;
        environment.registrar().register(isOpen, name == 0 ? null : text(name), function, returnType, variadic);
    }

    long retain(long object) {
        if (handles.store(object) == retained) {
            if (retained.retain(object)) {
                return object;
            }
            staleHandles.increment();
            return handles.constants().stale();
        }
        Value value = value(object);
        return value == Constants.STALE ? handles.constants().stale() : retained.add(value);
    }

    /** Releasing what is not retained, or not any more, does nothing but count. */
    void release(long object) {
        if (object != 0 && (handles.store(object) != retained || !retained.release(object))) {
            staleHandles.increment();
        }
    }

    void log(int level, long message) {
        String text = text(message);
        switch (level) {
            case LOG_DEBUG -> environment.log().debug("{}", text);
            case LOG_INFO -> environment.log().info("{}", text);
            case LOG_WARN -> environment.log().warn("{}", text);
            default -> environment.log().error("{}", text);
        }
    }

    private static String text(long address) {
        return address == 0
                ? ""
                : Value.Str.ofBytes(NativeMemory.readText(address)).text();
    }

    /** Takes what a function of the table threw. */
    void failed(Throwable failure) {
        CallFrame frame = backend.current();
        if (frame != null) {
            frame.fail(failure);
        } else {
            environment.log().error("a thread of the kernel could not be served", failure);
        }
    }

    @Override
    public KernelCounters counters() {
        return new KernelCounters(kept.count(), kept.countBytes(), retained.count(), staleHandles.sum(), 0);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            backend.disconnect(this, table);
            kept.reset();
            handles.remove(kept);
            retained.clear();
            handles.remove(retained);
            threadObjects.close();
        }
    }
}
