package org.kernos.runtime.micropython;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.runtime.micropython.interpreter.HostFunction;
import org.kernos.runtime.micropython.interpreter.HostModules;
import org.kernos.runtime.micropython.interpreter.PythonException;

/**
 * Lets Python import every active module of the container, of whatever runtime (design Y-7). A name is imported with {@code _} for each
 * character that no name of Python has: {@code rr-sched} as {@code rr_sched}. Names of Python's own library mean that.
 */
final class KernelModules {

    private static final String OTHER_FUNCTION = "__getattr__";

    /** Null as long as there is no container. */
    private final AtomicReference<@Nullable ModuleRegistry> registry = new AtomicReference<>();

    void use(ModuleRegistry newRegistry) {
        registry.set(newRegistry);
    }

    void forget(ModuleRegistry oldRegistry) {
        registry.compareAndSet(oldRegistry, null);
    }

    @Nullable
    ModuleRegistry registry() {
        return registry.get();
    }

    /** As what a module or function is known to Python. */
    static String importName(String name) {
        String identifier = name.replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(identifier.charAt(0)) ? "_" + identifier : identifier;
    }

    /**
     * What the modules of one interpreter may import. One of them that asks for less decides for all: Python does not say which module
     * imports.
     */
    final class Imports implements HostModules {

        private record Permission(CModules named, boolean all) {}

        private final List<Permission> permissions = new CopyOnWriteArrayList<>();

        /**
         * @param all whether it may import all modules of the container, and not only these
         * @return takes it back
         */
        Runnable add(CModules named, boolean all) {
            Permission permission = new Permission(named, all);
            permissions.add(permission);
            return () -> permissions.remove(permission);
        }

        private boolean isAllowed(String module) {
            return permissions.stream().allMatch(Permission::all)
                    || permissions.stream()
                            .anyMatch(permission -> permission.named().names().contains(module));
        }

        @Override
        public Optional<Map<String, HostFunction>> find(String name) {
            if (StandardModules.has(name)) {
                return Optional.empty();
            }
            return module(name).filter(this::isAllowed).map(KernelModules.this::functions);
        }
    }

    /** The module that is imported under this name: the one of this very name, else the first that it may stand for. */
    private Optional<String> module(String name) {
        ModuleRegistry now = registry.get();
        if (now == null) {
            return Optional.empty();
        }
        String found = null;
        for (KernelFunction function : now.functions()) {
            if (function.module().equals(name)) {
                return Optional.of(name);
            } else if (found == null && importName(function.module()).equals(name)) {
                found = function.module();
            }
        }
        return Optional.ofNullable(found);
    }

    /** By their names; what the module gets later is found by asking for it. */
    private Map<String, HostFunction> functions(String module) {
        Map<String, HostFunction> functions = new LinkedHashMap<>();
        functions.put(OTHER_FUNCTION, (arguments, named) -> other(module, String.valueOf(arguments[0])));
        current(module).forEach((name, function) -> functions.put(name, new KernelCall(this, function)));
        return functions;
    }

    private Map<String, String> current(String module) {
        ModuleRegistry now = registry.get();
        Map<String, String> names = new LinkedHashMap<>();
        if (now != null) {
            now.functions().stream()
                    .filter(function -> function.module().equals(module))
                    .forEach(function -> names.put(function.name().replace('-', '_'), function.qualifiedName()));
        }
        return names;
    }

    private HostFunction other(String module, String name) {
        String function = current(module).get(name);
        if (function == null) {
            throw new PythonException("AttributeError", "module '" + module + "' has no function '" + name + "'");
        }
        return new KernelCall(this, function);
    }
}
