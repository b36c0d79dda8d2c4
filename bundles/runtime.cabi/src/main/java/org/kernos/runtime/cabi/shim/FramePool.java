package org.kernos.runtime.cabi.shim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Finds each thread its frames (native H-4). A thread of the system keeps them until it ends, when another takes them over; a
 * virtual thread, of which there may be a million, borrows them for one call.
 */
final class FramePool {

    private static final int RECENT = 256;

    /** Null before JDK 21. */
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    /**
     * What threads used last, by their number; looked at before anything else. Without synchronisation: an entry that names the
     * thread that looks was put there by it.
     */
    private final @Nullable ThreadFrames[] recent = new ThreadFrames[RECENT];

    /** Weak, and of a class of the JDK: what stays behind in threads must not pin this class. */
    @SuppressWarnings("ThreadLocalUsage") // Of one library: a static one would mix the frames of two.
    private final ThreadLocal<@Nullable WeakReference<ThreadFrames>> byThread = new ThreadLocal<>();

    /** Guarded by {@code this}. */
    private final List<ThreadFrames> all = new ArrayList<>();

    private final ConcurrentLinkedDeque<ThreadFrames> lendable = new ConcurrentLinkedDeque<>();

    private static @Nullable MethodHandle findIsVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** For {@link #take(ThreadFrames[])}: who calls often keeps it, and has one object less to read each time. */
    @Nullable
    ThreadFrames[] recent() {
        return recent;
    }

    /** The frames of this thread, to be given back after one call. */
    ThreadFrames take() {
        return take(recent);
    }

    /**
     * @param known what {@link #recent} gave
     */
    ThreadFrames take(@Nullable ThreadFrames[] known) {
        Thread thread = Thread.currentThread();
        ThreadFrames found = known[(int) thread.getId() & (RECENT - 1)];
        return found != null && found.isOf(thread) ? found : find(thread);
    }

    void giveBack(ThreadFrames frames) {
        if (frames.isLent()) {
            lendable.push(frames);
        }
    }

    private ThreadFrames find(Thread thread) {
        if (isVirtual(thread)) {
            ThreadFrames idle = lendable.poll();
            return idle != null ? idle : add(new ThreadFrames());
        }
        WeakReference<ThreadFrames> own = byThread.get();
        ThreadFrames frames = own == null ? null : own.get();
        if (frames == null) {
            frames = takeOver();
            byThread.set(new WeakReference<>(frames));
        }
        recent[(int) thread.getId() & (RECENT - 1)] = frames;
        return frames;
    }

    private synchronized ThreadFrames add(ThreadFrames made) {
        all.add(made);
        return made;
    }

    private synchronized ThreadFrames takeOver() {
        ThreadFrames taken =
                all.stream().filter(ThreadFrames::isAbandoned).findFirst().orElseGet(() -> add(new ThreadFrames()));
        taken.adopt();
        return taken;
    }

    /** No call runs any more. */
    synchronized void close() {
        all.forEach(ThreadFrames::free);
        all.clear();
    }
}
