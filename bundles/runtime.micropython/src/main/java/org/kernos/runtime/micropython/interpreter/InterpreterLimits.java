package org.kernos.runtime.micropython.interpreter;

import java.time.Duration;

/**
 * What one interpreter may use up (design Y-9). How deep Python calls nest is the C code's stack, about 150.
 *
 * @param heapBytes for Python objects; more raises {@code MemoryError}, and may take as much again until that is reported. 256 KiB to
 * 512 MiB
 * @param callTime for one call from Java; then {@code KeyboardInterrupt} is raised in it
 * @param graceTime how much longer a call may take to end by that; then the interpreter is lost
 * @param outputBytes that one call may print
 * @param waiting how many callers may wait for the interpreter
 */
public record InterpreterLimits(int heapBytes, Duration callTime, Duration graceTime, int outputBytes, int waiting) {

    private static final int LEAST_HEAP = 256 * 1024;
    private static final int MOST_HEAP = 1 << 29;

    /** 8 MiB, 10 s and 1 s, 1 MiB, 100 callers. */
    public static final InterpreterLimits DEFAULT =
            new InterpreterLimits(8 << 20, Duration.ofSeconds(10), Duration.ofSeconds(1), 1 << 20, 100);

    public InterpreterLimits {
        if (heapBytes < LEAST_HEAP || heapBytes > MOST_HEAP) {
            throw new IllegalArgumentException(
                    "a heap of " + heapBytes + " bytes is not within " + LEAST_HEAP + " and " + MOST_HEAP);
        }
        if (!isPositive(callTime) || !isPositive(graceTime)) {
            throw new IllegalArgumentException(
                    "the times of a call, " + callTime + " and " + graceTime + ", are not above 0");
        }
        if (outputBytes < 0 || waiting < 0) {
            throw new IllegalArgumentException("neither the output, " + outputBytes
                    + " bytes, nor the callers that wait, " + waiting + ", can be below 0");
        }
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    public InterpreterLimits withHeapBytes(int bytes) {
        return new InterpreterLimits(bytes, callTime, graceTime, outputBytes, waiting);
    }

    public InterpreterLimits withTimes(Duration call, Duration grace) {
        return new InterpreterLimits(heapBytes, call, grace, outputBytes, waiting);
    }

    public InterpreterLimits withOutputBytes(int bytes) {
        return new InterpreterLimits(heapBytes, callTime, graceTime, bytes, waiting);
    }

    public InterpreterLimits withWaiting(int callers) {
        return new InterpreterLimits(heapBytes, callTime, graceTime, outputBytes, callers);
    }
}
