package org.kernos.runtime.cabi.helix;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The functions of one module's exports, each looked for once. Any thread. */
final class HookTable {

    private final ToLongFunction<String> exports;
    private final Map<String, Optional<Function>> functions = new ConcurrentHashMap<>();

    HookTable(ToLongFunction<String> exports) {
        this.exports = exports;
    }

    Optional<Function> find(String name) {
        return functions.computeIfAbsent(name, n -> {
            long address = exports.applyAsLong(n);
            return address == 0 ? Optional.empty() : Optional.of(Function.getFunction(new Pointer(address)));
        });
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    /** One that has been checked to be there. */
    Function function(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("the module exports no '" + name + "'"));
    }

    /** What a hook gives that says by its result whether it has succeeded. */
    int code(Function hook, @Nullable Object... arguments) {
        return hook.invokeInt(arguments);
    }

    /** In this thread, right behind the hook that gave the code. */
    String describe(@Nullable Pointer module, int code) {
        return text(module).map(text -> text + " (code " + code + ")").orElse("code " + code);
    }

    /**
     * What the module says of its last failure in this thread; empty when it says nothing.
     *
     * @param module null when there is none, because create has failed
     */
    Optional<String> text(@Nullable Pointer module) {
        return find(HelixSymbols.ERROR_MESSAGE)
                .map(hook -> hook.invokePointer(new Object[] {module}))
                .map(text -> text.getString(0, StandardCharsets.UTF_8.name()))
                .filter(text -> !text.isBlank());
    }
}
