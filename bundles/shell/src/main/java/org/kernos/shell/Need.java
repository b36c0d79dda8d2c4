package org.kernos.shell;

import java.util.List;
import java.util.Optional;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.VersionRequirement;

/**
 * A dependency and what it is wired to.
 *
 * @param provider empty when it is wired to nothing
 */
record Need(Dependency dependency, Optional<ModuleInfo> provider) {

    static List<Need> of(ModuleInfo module, ModuleRegistry registry) {
        List<ModuleInfo> providers = registry.providers(module);
        return module.descriptor().dependencies().stream()
                .map(dependency -> new Need(
                        dependency,
                        providers.stream()
                                .filter(provider -> dependency.isMetBy(
                                        provider.name(), provider.descriptor().version()))
                                .findFirst()))
                .toList();
    }

    /** The versions that will do; empty when all do. */
    String range() {
        VersionRequirement requirement = dependency.requirement();
        return requirement instanceof VersionRequirement.Any
                ? ""
                : requirement.range().toString();
    }

    /** {@code alu [1.0.0,2.0.0): alu 1.4.0}. */
    @Override
    public String toString() {
        String wanted = dependency.module() + (range().isEmpty() ? "" : " " + range());
        return (dependency.optional() ? "optional dependency " : "") + wanted + ": "
                + provider.map(module ->
                                module.name() + " " + module.descriptor().version())
                        .orElse("not there");
    }
}
