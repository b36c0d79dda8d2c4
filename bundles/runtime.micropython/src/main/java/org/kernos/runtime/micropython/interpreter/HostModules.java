package org.kernos.runtime.micropython.interpreter;

import java.util.Map;
import java.util.Optional;

/** Says which modules Python code can import that are not written in Python. */
@FunctionalInterface
public interface HostModules {

    /** There are none. */
    HostModules NONE = name -> Optional.empty();

    /**
     * The functions of a module, asked for when it is first imported; empty when there is no such module. Runs on the thread that has
     * called Python.
     */
    Optional<Map<String, HostFunction>> find(String name);

    /** A function that a module, which was imported before, has got since. */
    default Optional<HostFunction> findLater(String module, String function) {
        return Optional.empty();
    }
}
