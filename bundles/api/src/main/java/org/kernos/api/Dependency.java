package org.kernos.api;

import java.util.List;
import java.util.Optional;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.osgi.framework.Version;

/**
 * A module that another one needs.
 *
 * @param module the provider's name
 * @param requirement which of its versions will do
 * @param optional whether the module works without it
 * @param interfaces the provider's interfaces that the module was compiled against
 * @param source the hint for the {@link org.kernos.api.source.ModuleSourceResolver} that is asked when the provider is not there;
 *     not empty
 */
public record Dependency(
        String module,
        VersionRequirement requirement,
        boolean optional,
        List<InterfaceDefinition> interfaces,
        Optional<String> source) {

    public Dependency {
        interfaces = List.copyOf(interfaces);
    }

    /** One that does not say where the provider comes from. */
    public Dependency(
            String module, VersionRequirement requirement, boolean optional, List<InterfaceDefinition> interfaces) {
        this(module, requirement, optional, interfaces, Optional.empty());
    }

    /** One that says nothing of interfaces. */
    public Dependency(String module, VersionRequirement requirement, boolean optional) {
        this(module, requirement, optional, List.of());
    }

    /** Whether a module of this name and version will do. */
    public boolean isMetBy(String name, Version version) {
        return module.equals(name) && requirement.range().includes(version);
    }

    /** {@code alu [1.0.0,2.0.0)}, without a range where every version will do. */
    @Override
    public String toString() {
        String range = requirement instanceof VersionRequirement.Any ? "" : " " + requirement.range();
        return module + range + (optional ? " (optional)" : "");
    }
}
