package org.kernos.runtime.cabi.shim;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;
import org.slf4j.LoggerFactory;

/**
 * Where Java and the C library meet. The native methods are bound by {@link ShimLibrary}; the others are called from C, by
 * their names and signatures (native H-1). Addresses are those of structs in C.
 */
final class ShimNatives {

    /** Thrown by {@link #intOfInts}, and caught at once. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // It holds nothing that differs from call to call.
    static final RuntimeException NO_INT = new NoIntException();

    @SuppressWarnings("StaticAssignmentOfThrowable") // As the one above.
    static final RuntimeException NO_FRAME = new NoFrameException();

    private ShimNatives() {}

    /** The result is in the frame: another one than expected, or none. */
    static final class NoIntException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NoIntException() {
            super("the result is no integer", null, false, false);
        }
    }

    /** Nothing was run: the thread has no frame of its own yet, or no room on its stack. */
    static final class NoFrameException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NoFrameException() {
            super("the thread has no frame", null, false, false);
        }
    }

    /** Calls with up to three numbers, given as their bits; the frame's status says what is returned. */
    static native long numbers(long function, long frame, int shape, long a, long b, long c);

    /**
     * Calls with two integers for an integer, in the frame that C knows to be the next one of this thread: by the shortest way there
     * is, without a look at any frame in Java. Not for functions whose exceptions are caught or whose objects are kept.
     *
     * @param thread the number of this one
     * @throws NoFrameException when C knows none
     * @throws NoIntException when there is another result or none: which, the frame says
     */
    static native long intOfInts(long function, long thread, long a, long b);

    /** Calls with two integers: as {@code numbers}, by a shorter way. */
    static native long ints(long function, long frame, long a, long b);

    /** Calls with a list that was written into the frame. */
    static native long call(long function, long frame, long arguments);

    static native void init(long kernel, long frame, long entry);

    static native void shutDown(long kernel, long frame, long entry);

    /** What a function of up to three words gives. */
    static native long hook(long kernel, long frame, long entry, long first, long second, long third);

    /** 0 when there is no memory or no slot for it. */
    static native long newFrame(CallFrame object, int units);

    /**
     * Makes a frame this thread's, so that {@link #intOfInts} finds it.
     *
     * @param outer the frame in whose calls this one's are made, 0 for none
     * @param thread the number of this one
     */
    static native void adopt(long frame, long outer, long thread);

    /** Whose call runs in a frame; null at rest. */
    static native @Nullable ShimKernel kernel(long frame);

    /** Brings a frame to rest that no call is made with after all. */
    static native void abandon(long frame);

    static native void freeFrame(long frame);

    /** 0 when there is no memory for it. */
    static native long newKernel(ShimKernel object, long guard, boolean keepsAll);

    static native void freeKernel(long kernel);

    /** Freed with its kernel; 0 when there is no memory for it. */
    static native long newFunction(long kernel, long address);

    /** Objects, bytes, retained, stale handles, spills. */
    static native void counters(long kernel, long[] into);

    static native ByteBuffer buffer(long address, long bytes);

    /**
     * Room that ends with the frame's call, or for a thread without one with the calls that run now; null when there is none.
     *
     * @param frame 0 for none
     * @param first takes the handle of the first node
     */
    static native @Nullable ByteBuffer takeRoom(long frame, long bytes, long[] first);

    /**
     * Makes nodes of numbers.
     *
     * @param first handle of the first node; the numbers lie in the second half of the room for all of them
     */
    static native void spread(long first, int count, int tag);

    static native void freeBlock(long address, long bytes);

    /** Has what lies in a frame's own memory evaluated by this function of a slot instead of {@link #eval}; 0 for that. */
    static native void evalBy(long function);

    static native long allocatedBytes();

    static native long freedBytes();

    /** The frame's thread evaluates for its own call. No exception leaves: C would have to take it along. */
    static long eval(CallFrame frame) {
        return Evaluation.inside(frame);
    }

    /** The same for what does not lie in the frame's own memory. */
    static long evalBlock(CallFrame frame, long block, long bytes) {
        return Evaluation.insideBlock(frame, block, bytes);
    }

    /** Another thread, or a call further in, evaluates for the frame's call; the result is a handle, 0 for a failure. */
    static long evalElsewhere(CallFrame frame, long target, long block, long bytes) {
        return Evaluation.elsewhere(frame, target, block, bytes);
    }

    static void fail(CallFrame frame, int kind, long number, byte @Nullable [] text) {
        frame.fail(NativeFailure.of(kind, number, text));
    }

    static void log(@Nullable ShimKernel kernel, int level, byte[] text) {
        ShimKernel.log(
                kernel == null
                        ? LoggerFactory.getLogger("org.kernos.kernel")
                        : kernel.environment().log(),
                level,
                text);
    }

    /** A setting of the kernel, or null. */
    static byte @Nullable [] config(ShimKernel kernel, byte[] key) {
        String value = kernel.environment().configuration().find(NativeFailure.text(key));
        return value == null ? null : new Value.Str(value).bytes();
    }

    static void register(
            ShimKernel kernel, boolean isOpen, byte @Nullable [] name, long function, int type, boolean variadic) {
        kernel.environment()
                .registrar()
                .register(isOpen, name == null ? null : NativeFailure.text(name), function, type, variadic);
    }
}
