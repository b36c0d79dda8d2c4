package org.kernos.runtime.cabi.jna;

/**
 * Makes sure that a thread's stack has room for a kernel function and its callbacks. Where it has not, the JVM throws
 * StackOverflowError while C enters a callback, JNA swallows it, and the function goes on with a result of 0: silently
 * wrong data. Asked before, the same error is thrown where Java can see it.
 *
 * <p>The JVM sees to its own needs before each native call (20 pages), so that what is asked for here is what the C
 * frames take between that point and the callback. A kernel that keeps large arrays on its stack may need more.
 */
final class StackRoom {

    /** About 14 KB when compiled. With a third of it, recursion through a kernel was cut uncleanly now and then. */
    private static final int LEVELS = 96;

    /** A call within a call is near the end more often; a class whose initialisation meets the end is lost for good. */
    private static final int NESTED_LEVELS = 8 * LEVELS;

    private StackRoom() {}

    /**
     * @throws StackOverflowError when there is not enough
     */
    static void require(boolean nested) {
        long sum = descend(nested ? NESTED_LEVELS : LEVELS, 1, 2, 3, 4, 5, 6, 7, 8);
        if (sum <= 0) {
            throw new AssertionError("a sum of positive numbers is " + sum);
        }
    }

    /** The sums make each level keep its parameters on the stack while the next one runs. */
    private static long descend(int levels, long a, long b, long c, long d, long e, long f, long g, long h) {
        if (levels == 0) {
            return 1;
        }
        long rest = descend(levels - 1, b, c, d, e, f, g, h, a);
        return rest + a + b + c + d + e + f + g + h;
    }
}
