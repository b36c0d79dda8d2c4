package org.kernos.sxs.run;

import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

/** Names at the top of a program that live outside of it, as those of {@code javax.script} do. Asked by any thread of a run. */
public interface OuterNames {

    /**
     * The value of a name that no scope of the program has defined, or null.
     *
     * @throws KernelException when there is something of this name, but no value stands for it
     */
    @Nullable
    Value find(String name);

    /** Gives a name the value that the program defines at its top, whether or not it has one already. */
    void define(String name, Value value);
}
