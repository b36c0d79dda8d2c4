package org.kernos.runtime.cabi.state;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;

/** How the hooks of one module are called. Arguments are pointers, or numbers as such. */
public interface StateCalls {

    /** Whether the module exports it. One that is not exported is not called. */
    boolean has(StateHook hook);

    /** As the module exports it. */
    String name(StateHook hook);

    /**
     * Calls a hook that says by its result whether it has succeeded.
     *
     * @throws ModuleException when it has not, with what the module says of the cause
     */
    void run(StateHook hook, Pointer... arguments) throws ModuleException;

    /** Calls a hook that gives a number. */
    long ask(StateHook hook);

    /**
     * Calls {@link StateHook#FREE}.
     *
     * @throws ModuleException when it raises
     */
    void free(Pointer data, long length) throws ModuleException;

    /** A problem of the module's state. */
    ModuleException failed(String message, @Nullable Throwable cause);
}
