package org.kernos.runtime.java;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.Module;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.RuntimeFunction;

/** A Helix module in Java that has been initialised (helix X-1), wherever its object comes from. */
final class HelixModule implements ModuleInstance {

    private final ModuleCode code;
    private final FunctionTable functions;
    private final Map<String, String> details;
    private final Optional<ReloadHooks> hooks;
    private final Optional<Reconfiguration> reconfiguration;

    /** Null when the module is closed: whoever still holds this must not hold the module's classes with it. */
    private volatile @Nullable Loaded loaded;

    /**
     * The only way from here to the module's classes.
     *
     * @param unload what is to be done when the module is closed
     */
    record Loaded(Module module, Supplier<List<Problem>> unload) {}

    /**
     * @param stateVersion empty when the module cannot be swapped with its state
     */
    HelixModule(
            Loaded loaded,
            ModuleCode code,
            FunctionTable functions,
            ConfigurationInForce configuration,
            Map<String, String> details,
            OptionalInt stateVersion) {
        this.loaded = loaded;
        this.code = code;
        this.functions = functions;
        this.details = details;
        this.reconfiguration = configuration.hook(loaded.module(), code, this::module);
        this.hooks = stateVersion.isEmpty()
                ? Optional.empty()
                : Optional.of(new StateHooks(this::module, code, stateVersion.getAsInt()));
    }

    private Module module() {
        Loaded now = loaded;
        if (now == null) {
            throw new KernelException(
                    Problem.of(ProblemCode.NOT_ACTIVE, "module '" + code.module() + "' was not asked: it is closed"));
        }
        return now.module();
    }

    @Override
    public Map<String, RuntimeFunction> functions() {
        return functions.functions();
    }

    @Override
    public void shutdown() throws ModuleException {
        Module now = module();
        code.run(ProblemCode.SHUTDOWN_FAILED, "cleanup", now::cleanup);
    }

    @Override
    public List<Problem> close() {
        Loaded now = loaded;
        loaded = null;
        functions.release();
        return now == null ? List.of() : now.unload().get();
    }

    @Override
    public Optional<Message> handleMessage(Message message) {
        Module now = module();
        Optional<Message> answer;
        try {
            answer = now.handleMessage(message);
        } catch (KernelException e) {
            throw e;
        } catch (Throwable e) {
            ModuleCode.keepInterrupt(e);
            throw new KernelException(undelivered(message, "ended with: " + ModuleCode.said(e)), e);
        }
        if (answer == null) {
            throw new KernelException(undelivered(message, "gave null, which its interface does not allow"));
        }
        return answer;
    }

    private Problem undelivered(Message message, String what) {
        return Problem.of(
                        ProblemCode.MESSAGE,
                        "handleMessage() of module '" + code.module() + "' with '" + message.type() + "' from '"
                                + message.sender() + "' " + what)
                .fix("if the message is right, report it to the module's author");
    }

    @Override
    public boolean supportsReload() {
        return reloadHooks().isPresent();
    }

    @Override
    public Optional<ReloadHooks> reloadHooks() {
        return hooks;
    }

    @Override
    public Optional<Reconfiguration> reconfiguration() {
        return reconfiguration;
    }

    @Override
    public Map<String, String> details() {
        // Told when it was opened: who lists modules must not wait for the code of one.
        return details;
    }
}
