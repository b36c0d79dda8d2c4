package org.kernos.shell;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;

/** Modules that are wired to what they need by name, and have no functions. */
record WiredModules(Map<String, ModuleInfo> byName) implements ModuleRegistry {

    @Override
    public List<ModuleInfo> modules() {
        return List.copyOf(byName.values());
    }

    @Override
    public Optional<ModuleInfo> findModule(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public List<ModuleInfo> providers(ModuleInfo module) {
        return module.descriptor().dependencies().stream()
                .map(dependency -> byName.get(dependency.module()))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<ModuleInfo> dependents(String module) {
        return List.of();
    }

    @Override
    public List<String> loadOrder() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public List<String> stopOrder() {
        return loadOrder();
    }

    @Override
    public List<KernelFunction> functions() {
        return List.of();
    }

    @Override
    public Optional<KernelFunction> findFunction(String qualifiedName) {
        return Optional.empty();
    }

    @Override
    public long changes() {
        return 0;
    }

    @Override
    public List<Problem> why(String name) {
        return List.of();
    }

    @Override
    public <T> T bind(Class<T> type, String module) {
        throw new UnsupportedOperationException();
    }
}
