package org.kernos.runtime.cabi.helix;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.cabi.state.StateCalls;
import org.kernos.runtime.cabi.state.StateHook;

/** The state hooks of a Helix module, whose first argument is the module. */
final class HelixStateCalls implements StateCalls {

    private final HookTable hooks;
    private final @Nullable Pointer module;
    private final Place place;

    HelixStateCalls(HookTable hooks, @Nullable Pointer module, Place place) {
        this.hooks = hooks;
        this.module = module;
        this.place = place;
    }

    @Override
    public boolean has(StateHook hook) {
        return hooks.has(hook.ofHelix());
    }

    @Override
    public String name(StateHook hook) {
        return hook.ofHelix();
    }

    private Function function(StateHook hook) {
        return hooks.function(hook.ofHelix());
    }

    @Override
    public void run(StateHook hook, Pointer... arguments) throws ModuleException {
        int code = hooks.code(function(hook), withModule(arguments));
        if (code != 0) {
            throw failed(name(hook) + " ended with: " + hooks.describe(module, code), null);
        }
    }

    private @Nullable Object[] withModule(Pointer... arguments) {
        return Stream.concat(Stream.of(module), Stream.of(arguments)).toArray();
    }

    @Override
    public long ask(StateHook hook) {
        return function(hook).invokeLong(new Object[] {module});
    }

    @Override
    public void free(Pointer data, long length) {
        function(StateHook.FREE).invokeVoid(withModule(data, new Pointer(length)));
    }

    @Override
    public ModuleException failed(String message, @Nullable Throwable cause) {
        return new ModuleException(
                List.of(Problem.of(ProblemCode.STATE, message).at(place)), cause);
    }
}
