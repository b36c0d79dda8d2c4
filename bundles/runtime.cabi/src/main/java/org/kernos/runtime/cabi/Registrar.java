package org.kernos.runtime.cabi;

import org.jspecify.annotations.Nullable;

/** Takes what a kernel passes to {@code register_function}. Any thread; never throws. */
@FunctionalInterface
public interface Registrar {

    /**
     * @param isOpen whether the registry passed is the one that a running {@code kernel_init} was given
     * @param name null for a NULL pointer
     * @param function address, 0 for a NULL pointer
     * @param returnType the number that was passed, which need not be a type's
     */
    void register(boolean isOpen, @Nullable String name, long function, int returnType, boolean variadic);
}
