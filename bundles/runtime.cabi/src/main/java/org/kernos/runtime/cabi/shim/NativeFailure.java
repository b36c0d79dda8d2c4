package org.kernos.runtime.cabi.shim;

import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;

/** What goes wrong in C, as the exception that the call ends with. */
final class NativeFailure {

    // As in host.h.
    private static final int RAISED = 0;
    private static final int COUNT = 1;
    private static final int MEMORY = 2;

    private static final long MOST_ELEMENTS = (1L << 28) - 1;

    private NativeFailure() {}

    static Throwable of(int kind, long number, byte @Nullable [] text) {
        String words = text == null ? "" : text(text);
        return switch (kind) {
            case RAISED -> KernelException.raised((int) number, words);
            case COUNT ->
                new IllegalArgumentException("a count of " + Long.toUnsignedString(number)
                        + " was passed to the kernel table, expected at most " + MOST_ELEMENTS);
            case MEMORY -> new OutOfMemoryError("no " + number + " bytes of native memory");
            default ->
                new KernelException(Problem.of(ProblemCode.CALL_FAILED, "the kernel threw a C++ exception: " + words)
                        .fix("catch it in the kernel and call raise: the table knows no exceptions"));
        };
    }

    static KernelException noStack(String kernel, @Nullable StackOverflowError cause) {
        Problem problem = Problem.of(
                        ProblemCode.CALL_FAILED,
                        "the thread's stack has no room for another call of kernel '" + kernel
                                + "': calls are nested too deeply")
                .fix("end the recursion earlier, or give the thread a larger stack (-Xss)");
        return cause == null ? new KernelException(problem) : new KernelException(problem, cause);
    }

    /** Text of whatever bytes a kernel gives. */
    static String text(byte[] bytes) {
        return Value.Str.ofBytes(bytes).text();
    }
}
