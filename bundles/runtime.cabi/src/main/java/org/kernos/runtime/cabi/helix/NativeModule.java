package org.kernos.runtime.cabi.helix;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.cabi.state.NativeReloadHooks;
import org.kernos.runtime.cabi.state.StateCalls;
import org.kernos.runtime.cabi.state.StateHook;
import org.kernos.spi.ReloadHooks;

/**
 * A Helix module in memory, from create to destroy. Its hooks are called through JNA: they are not on the path of calls. A C++
 * exception that leaves one of them ends the process; {@code helix/module.h} tells authors.
 */
public final class NativeModule {

    private final HookTable hooks;
    private final Place place;

    /** What the module calls itself. Set before any other thread knows it; null once it is destroyed. */
    private @Nullable Pointer module;

    private NativeModule(HookTable hooks, Place place) {
        this.hooks = hooks;
        this.place = place;
    }

    /**
     * Creates the module.
     *
     * @param exports the address of an exported symbol, or 0
     * @param place what its problems point to
     * @throws ModuleException when it has none to give, with what it says of the cause
     */
    public static NativeModule create(ToLongFunction<String> exports, Place place) throws ModuleException {
        HookTable hooks = new HookTable(exports);
        NativeModule created = new NativeModule(hooks, place);
        created.module = hooks.function(HelixSymbols.CREATE).invokePointer(new Object[0]);
        if (created.module == null) {
            throw created.notCreated();
        }
        return created;
    }

    /** In the thread that has called create, right behind it. */
    private ModuleException notCreated() {
        Optional<String> text = hooks.text(null);
        String message = HelixSymbols.CREATE + " gave NULL"
                + text.map(cause -> ": " + cause).orElse("");
        String fix = text.isPresent()
                ? "remove the cause that the module names, and load it again"
                : "let " + HelixSymbols.ERROR_MESSAGE + " say why; it is asked with NULL then";
        return new ModuleException(
                Problem.of(ProblemCode.INIT_FAILED, message).at(place).fix(fix));
    }

    /**
     * Hands over the settings, in the order of their keys.
     *
     * @return what was not taken, because the module has no such hook
     * @throws ModuleException when the module refuses one, or when C cannot hold some of them: then it is told none
     */
    public Optional<Problem> configure(Map<String, String> config) throws ModuleException {
        Function hook = hooks.find(HelixSymbols.CONFIGURE).orElse(null);
        if (hook == null) {
            return notTaken(config);
        }
        checkTexts(config, ProblemCode.INIT_FAILED);
        for (Map.Entry<String, String> entry : new TreeMap<>(config).entrySet()) {
            int code = hooks.code(hook, module, Texts.of(entry.getKey()), Texts.of(entry.getValue()));
            if (code != 0) {
                throw failed(
                        ProblemCode.INIT_FAILED,
                        "the module refuses '" + entry.getKey() + "' = '" + entry.getValue() + "': "
                                + hooks.describe(module, code));
            }
        }
        return Optional.empty();
    }

    /** A NUL ends a text in C: the module would be told another setting than the one that was made. */
    private void checkTexts(Map<String, String> config, ProblemCode code) throws ModuleException {
        List<Problem> problems = new ArrayList<>();
        config.forEach((key, value) -> {
            if (!Texts.isWhole(key) || !Texts.isWhole(value)) {
                problems.add(Problem.of(
                                code,
                                "the setting '" + Texts.shown(key) + "' = '" + Texts.shown(value)
                                        + "' has a NUL character, which ends a text in C")
                        .at(place)
                        .fix("leave the character out, or write what it stands for in another way"));
            }
        });
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
    }

    /** Whether the module takes a changed configuration while it is in use. */
    public boolean takesChanges() {
        return hooks.has(HelixSymbols.RECONFIGURE);
    }

    /**
     * Hands over a changed configuration as a whole, in the order of its keys. Any thread, beside functions and messages.
     *
     * @throws ModuleException when the module does not take it, or C cannot hold some of it: then it is told nothing
     */
    public void reconfigure(Map<String, String> config) throws ModuleException {
        checkTexts(config, ProblemCode.CONFIGURATION);
        try (SettingArray settings = new SettingArray(new TreeMap<>(config))) {
            int code = hooks.code(
                    hooks.function(HelixSymbols.RECONFIGURE), module, settings.address(), new Pointer(config.size()));
            if (code != 0) {
                throw failed(
                        ProblemCode.CONFIGURATION,
                        "the module does not take its changed configuration: " + hooks.describe(module, code));
            }
        }
    }

    private Optional<Problem> notTaken(Map<String, String> config) {
        if (config.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        ProblemCode.MANIFEST,
                        "the module is not told its config ('" + String.join("', '", new TreeMap<>(config).keySet())
                                + "'): it exports no " + HelixSymbols.CONFIGURE)
                .at(place)
                .fix("remove 'config' from manifest.json, or export " + HelixSymbols.CONFIGURE));
    }

    /**
     * @param entry the function's address, 0 when the module has none
     */
    public void init(long entry) throws ModuleException {
        run(entry, ProblemCode.INIT_FAILED, "init");
    }

    /**
     * @param entry the function's address, 0 when the module has none
     */
    public void cleanup(long entry) throws ModuleException {
        run(entry, ProblemCode.SHUTDOWN_FAILED, "cleanup");
    }

    private void run(long entry, ProblemCode problem, String name) throws ModuleException {
        if (entry == 0) {
            return;
        }
        int code = hooks.code(Function.getFunction(new Pointer(entry)), module);
        if (code != 0) {
            throw failed(problem, "the module's " + name + " ended with: " + hooks.describe(module, code));
        }
    }

    private ModuleException failed(ProblemCode code, String message) {
        return new ModuleException(Problem.of(code, message).at(place));
    }

    public void destroy() {
        hooks.function(HelixSymbols.DESTROY).invokeVoid(new Object[] {module});
        module = null;
    }

    /**
     * Any thread.
     *
     * @param name the module's, which is the sender of the answer
     * @return empty also when the module takes no messages
     * @throws KernelException with the module's code and text, or when the sender or the type has a NUL
     */
    public Optional<Message> handleMessage(Message message, String name) {
        Function hook = hooks.find(HelixSymbols.HANDLE_MESSAGE).orElse(null);
        if (hook == null) {
            return Optional.empty();
        }
        try (MessageExchange exchange = new MessageExchange(message)) {
            int code = hooks.code(hook, module, exchange.in(), exchange.out());
            if (code != 0) {
                throw KernelException.raised(code, hooks.text(module).orElse("code " + code));
            }
            if (!exchange.hasAnswer()) {
                return Optional.empty();
            }
            try {
                return Optional.of(exchange.answer(name));
            } finally {
                hooks.find(HelixSymbols.FREE_MESSAGE)
                        .ifPresent(free -> free.invokeVoid(new Object[] {module, exchange.out()}));
            }
        }
    }

    /** Empty when the module can neither give nor take a state. */
    public Optional<ReloadHooks> reloadHooks() {
        StateCalls calls = new HelixStateCalls(hooks, module, place);
        return calls.has(StateHook.SAVE) && calls.has(StateHook.RESTORE)
                ? Optional.of(new NativeReloadHooks(calls))
                : Optional.empty();
    }

    /** Runs several steps of an end, each whatever became of those before. */
    public static void endAll(List<Step> steps) throws ModuleException {
        List<Problem> problems = new ArrayList<>();
        for (Step step : steps) {
            try {
                step.run();
            } catch (ModuleException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
    }

    /** One of {@link #endAll}. */
    public interface Step {
        void run() throws ModuleException;
    }
}
