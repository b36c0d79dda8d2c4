package org.example;

import java.util.Arrays;
import org.kernos.api.KernelException;

/** A kernel to start from. One object is made of it, which any number of threads call at once. */
public final class YourNameKernel {

    /** Codes of your own: write them down, callers rely on them. */
    static final int NAME_EMPTY = 1;

    static final int TOTAL_OUT_OF_RANGE = 2;

    /** The function hello of kernel.sxs. */
    public String hello(String name) {
        if (name.isEmpty()) {
            throw KernelException.raised(NAME_EMPTY, "hello: 'name' is empty");
        }
        return "Hello, " + name + "!";
    }

    /** The function total, which takes any number of arguments. */
    public long total(long... values) {
        try {
            return Arrays.stream(values).reduce(0, Math::addExact);
        } catch (ArithmeticException e) {
            throw KernelException.raised(TOTAL_OUT_OF_RANGE, "total: the sum does not fit into 64 bits");
        }
    }
}
