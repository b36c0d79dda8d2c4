package org.kernos.runtime.micropython.interpreter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java code that Python code can call. Arguments and results are as {@link Interpreter} says. */
@FunctionalInterface
public interface HostFunction {

    /**
     * Runs on the thread that has called Python, which holds the interpreter; it may call the interpreter again.
     *
     * @param named the keyword arguments; empty when there were none
     * @throws PythonException to raise that in Python; any other exception is raised as {@code RuntimeError}
     */
    @Nullable
    Object call(@Nullable Object[] arguments, Map<String, @Nullable Object> named) throws Exception;

    /** {@link #call(Object[], Map)} with two small integers, which is what crosses most. */
    default @Nullable Object call(int first, int second) throws Exception {
        return call(new @Nullable Object[] {(long) first, (long) second}, Map.of());
    }
}
