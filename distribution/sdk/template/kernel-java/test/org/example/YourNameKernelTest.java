package org.example;

import java.util.OptionalInt;
import org.kernos.api.KernelException;

/** Tests what needs no running Kernos, and no library of tests: take one where you have it. */
final class YourNameKernelTest {

    private static final YourNameKernel KERNEL = new YourNameKernel();

    private YourNameKernelTest() {}

    public static void main(String[] arguments) {
        check(KERNEL.hello("World").equals("Hello, World!"), "World is greeted");
        check(isRaised(YourNameKernel.NAME_EMPTY, () -> KERNEL.hello("")), "an empty name is refused");
        check(KERNEL.total(1, 2, 3) == 6, "1 + 2 + 3 is 6");
        check(KERNEL.total() == 0, "the sum of nothing is 0");
        check(
                isRaised(YourNameKernel.TOTAL_OUT_OF_RANGE, () -> KERNEL.total(Long.MAX_VALUE, 1)),
                "a sum that does not fit is refused");
    }

    private static boolean isRaised(int code, Runnable call) {
        try {
            call.run();
            return false;
        } catch (KernelException e) {
            return e.raisedCode().equals(OptionalInt.of(code));
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
