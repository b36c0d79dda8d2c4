package org.example;

import org.kernos.api.KernelContext;

public class Kernel {
    /** Not taken: there is one with a context. */
    public Kernel() {}

    public Kernel(KernelContext context) {
        throw new IllegalStateException(
                "no setting 'root' for " + context.module() + ": " + context.setting("root").isPresent());
    }

    public long f(long a) { return a; }
}
