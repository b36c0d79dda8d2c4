package org.kernos.runtime.java;

import java.util.Optional;
import java.util.function.Supplier;
import org.kernos.api.HotReloadable;
import org.kernos.api.Module;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;

/** The state hooks of a module; what is not in its class does nothing. */
final class StateHooks implements ReloadHooks {

    private final Supplier<Module> module;
    private final ModuleCode code;
    private final int version;

    /**
     * @param module throws when the module is closed: these hooks must not hold its classes
     * @param version of the module's state, which it has told before: a swap is too late for it to fail
     */
    StateHooks(Supplier<Module> module, ModuleCode code, int version) {
        this.module = module;
        this.code = code;
        this.version = version;
    }

    /** The module, as far as it has steps of its own. */
    private Optional<HotReloadable> reloadable() {
        return module.get() instanceof HotReloadable reloadable ? Optional.of(reloadable) : Optional.empty();
    }

    private void run(String method, Step step) throws ModuleException {
        Optional<HotReloadable> reloadable = reloadable();
        if (reloadable.isPresent()) {
            code.run(ProblemCode.STATE, method, () -> step.run(reloadable.get()));
        }
    }

    private interface Step {
        void run(HotReloadable module) throws Exception;
    }

    /** Only for people: one that fails to say is the same as one that does not. */
    @Override
    public long stateSize() {
        Optional<HotReloadable> reloadable = reloadable();
        try {
            return reloadable.isEmpty()
                    ? 0
                    : code.get(
                            ProblemCode.STATE,
                            "stateSize",
                            () -> Math.max(0, reloadable.get().stateSize()));
        } catch (ModuleException e) {
            return 0;
        }
    }

    @Override
    public void prepareReload() throws ModuleException {
        run("prepareReload", HotReloadable::prepareReload);
    }

    @Override
    public StateBytes serializeState() throws ModuleException {
        Module now = module.get();
        return StateBytes.of(code.get(ProblemCode.STATE, "serializeState", now::serializeState)
                .orElseGet(() -> new byte[0]));
    }

    @Override
    public int stateVersion() {
        return version;
    }

    @Override
    public void deserializeState(StateBytes state, int stateVersion) throws ModuleException {
        Module now = module.get();
        // Theirs to keep and to change, which the former revision's is not.
        byte[] bytes = state.array().clone();
        code.run(ProblemCode.STATE, "deserializeState", () -> now.deserializeState(bytes, stateVersion));
    }

    @Override
    public void verifyState() throws ModuleException {
        run("verifyState", HotReloadable::verifyState);
    }

    @Override
    public void completeReload() throws ModuleException {
        run("completeReload", HotReloadable::completeReload);
    }
}
