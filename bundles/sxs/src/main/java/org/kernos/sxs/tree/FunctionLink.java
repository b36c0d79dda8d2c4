package org.kernos.sxs.tree;

import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.sxs.run.Run;

/**
 * A module's function by the name that a text calls it. Keeps the function it has found until the registry changes, and so follows a module that is
 * swapped. All calls of a text that use the name share it: a program of a thousand calls looks for the function once.
 */
public final class FunctionLink {

    private final String name;

    /** Written by whichever thread comes first; others find it or make it again. */
    private @Nullable Found found;

    /**
     * @param open whether it was found by a run that may call everything: another that may not has to look for itself
     */
    private record Found(ModuleRegistry registry, long changes, boolean open, KernelFunction function) {}

    /**
     * @param name with its module: {@code alu/add}
     */
    public FunctionLink(String name) {
        this.name = name;
    }

    /** The function, or null where the run may call none of this name. */
    @Nullable
    KernelFunction find(Run run) {
        Found known = found;
        ModuleRegistry registry = run.registry();
        boolean open = run.options().openToAll();
        if (known != null && known.registry == registry && known.changes == registry.changes() && known.open == open) {
            return known.function;
        }
        long changes = registry.changes();
        KernelFunction function = run.modules().find(name);
        found = function == null ? null : new Found(registry, changes, open, function);
        return function;
    }
}
