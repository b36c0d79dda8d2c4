package org.kernos.runtime.micropython;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.HostFunction;
import org.kernos.runtime.micropython.interpreter.HostModules;
import org.kernos.runtime.micropython.interpreter.PythonException;

/** Lets Python import every active module of the container, of whatever runtime (design Y-7). */
final class KernelModules implements HostModules {

    private static final String ERROR = "KernelError";

    /** Null as long as there is no container. */
    private final AtomicReference<@Nullable ModuleRegistry> registry = new AtomicReference<>();

    void use(ModuleRegistry newRegistry) {
        registry.set(newRegistry);
    }

    void forget(ModuleRegistry oldRegistry) {
        registry.compareAndSet(oldRegistry, null);
    }

    @Override
    public Optional<Map<String, HostFunction>> find(String name) {
        ModuleRegistry now = registry.get();
        Map<String, HostFunction> functions = new LinkedHashMap<>();
        if (now != null) {
            for (KernelFunction function : now.functions()) {
                if (function.module().equals(name)) {
                    functions.put(function.name().replace('-', '_'), caller(function.qualifiedName()));
                }
            }
        }
        return functions.isEmpty() ? Optional.empty() : Optional.of(functions);
    }

    /** Asks for the function at each call, and so follows a module that is swapped. */
    private HostFunction caller(String qualifiedName) {
        return (arguments, named) -> {
            if (!named.isEmpty()) {
                throw new PythonException("TypeError", qualifiedName + " takes no keyword arguments");
            }
            ModuleRegistry now = registry.get();
            KernelFunction function =
                    now == null ? null : now.findFunction(qualifiedName).orElse(null);
            if (function == null) {
                throw new PythonException(ERROR, qualifiedName + " is not active");
            }
            return call(function, arguments);
        };
    }

    private static @Nullable Object call(KernelFunction function, @Nullable Object[] arguments) {
        Value[] values = new Value[arguments.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = PythonValues.fromPython(arguments[i]);
            }
        } catch (IllegalArgumentException e) {
            throw new PythonException("TypeError", String.valueOf(e.getMessage()));
        }
        try {
            return PythonValues.toPython(function.call(values));
        } catch (KernelException e) {
            throw new PythonException(ERROR, e.problem().message(), e);
        }
    }
}
