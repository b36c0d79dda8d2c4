package org.kernos.runtime.cabi.shim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from C into {@link Evaluation} by an upcall stub of {@code java.lang.foreign}, which takes a third of what JNI's takes. From
 * JDK 22 on, where that is final; called by reflection, since this is compiled for 17. Nothing may be thrown out of it: the JVM
 * ends then.
 */
final class DirectEvaluation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectEvaluation.class);
    private static final int FIRST_WITH_STUBS = 22;
    private static final String PACKAGE = "java.lang.foreign.";

    /** By slot. A stub takes numbers only. Written under the class's lock. */
    private static volatile @Nullable CallFrame[] frames = new CallFrame[16];

    /** What the stub's memory belongs to. */
    private final AutoCloseable arena;

    private DirectEvaluation(AutoCloseable arena) {
        this.arena = arena;
    }

    /** Has C evaluate by a stub from now on; null where there is none. */
    static @Nullable DirectEvaluation open() {
        if (Runtime.version().feature() < FIRST_WITH_STUBS) {
            return null;
        }
        try {
            AutoCloseable arena = (AutoCloseable) invoke("Arena", null, "ofShared");
            ShimNatives.evalBy(stub(arena));
            return new DirectEvaluation(arena);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("kernels evaluate through JNI", e);
            return null;
        }
    }

    private static long stub(Object arena) throws ReflectiveOperationException {
        MethodHandle target = MethodHandles.lookup()
                .findStatic(DirectEvaluation.class, "eval", MethodType.methodType(long.class, long.class));
        Object number = type("ValueLayout").getField("JAVA_LONG").get(null);
        Object parameters = Array.newInstance(type("MemoryLayout"), 1);
        Array.set(parameters, 0, number);
        Object options = Array.newInstance(type("Linker$Option"), 0);
        Object function = invoke("FunctionDescriptor", null, "of", number, parameters);
        Object linker = invoke("Linker", null, "nativeLinker");
        Object stub = invoke("Linker", linker, "upcallStub", target, function, arena, options);
        return (long) invoke("MemorySegment", stub, "address");
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name);
    }

    private static Object invoke(String type, @Nullable Object object, String name, Object... arguments)
            throws ReflectiveOperationException {
        return Objects.requireNonNull(Arrays.stream(type(type).getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(name))
                .invoke(object, arguments));
    }

    /** Called from C. */
    static long eval(long slot) {
        return Evaluation.inside(Objects.requireNonNull(frames[(int) slot]));
    }

    static synchronized void enter(CallFrame frame) {
        @Nullable CallFrame[] now = frames;
        if (frame.slot() >= now.length) {
            now = Arrays.copyOf(now, Math.max(frame.slot() + 1, now.length * 2));
        }
        now[frame.slot()] = frame;
        frames = now;
    }

    static synchronized void leave(CallFrame frame) {
        frames[frame.slot()] = null;
    }

    /** No kernel is open any more. */
    @Override
    public void close() {
        ShimNatives.evalBy(0);
        try {
            arena.close();
        } catch (Exception e) {
            LOG.warn("the way from C into Java keeps its memory", e);
        }
    }
}
