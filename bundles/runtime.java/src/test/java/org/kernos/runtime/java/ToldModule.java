package org.kernos.runtime.java;

import java.util.List;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.Module;
import org.kernos.api.ModuleCapability;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.osgi.framework.Version;

/** Says all that a manifest can. */
final class ToldModule implements Module {

    private static final Version ONE = new Version(1, 0, 0);

    @Override
    public String name() {
        return "told";
    }

    @Override
    public Version version() {
        return new Version(1, 2, 3);
    }

    @Override
    public String description() {
        return "A \"quote\", a \\, a\ttab, é and half a pair \uD83D";
    }

    @Override
    public List<Dependency> dependencies() {
        InterfaceDefinition timer =
                new InterfaceDefinition("Timer", ONE, List.of(MethodSignature.parse("start(f64) -> bool")));
        return List.of(
                new Dependency("any", new VersionRequirement.Any(), false),
                new Dependency("exact", new VersionRequirement.Exact(ONE), true),
                new Dependency("compatible", new VersionRequirement.Compatible(ONE), false, List.of(timer)),
                new Dependency("atLeast", new VersionRequirement.AtLeast(ONE), false),
                new Dependency("between", new VersionRequirement.Between(ONE, new Version(2, 0, 0)), false));
    }

    @Override
    public List<InterfaceDefinition> provides() {
        return List.of(
                new InterfaceDefinition("Empty", ONE, List.of()),
                new InterfaceDefinition("Counter", ONE, List.of(MethodSignature.parse("count() -> u32"))));
    }

    @Override
    public Set<ModuleCapability> capabilities() {
        return Set.of(ModuleCapability.SCHEDULING, ModuleCapability.IO_PORTS);
    }

    @Override
    public boolean supportsHotReload() {
        return true;
    }

    @Override
    public void init() {}

    @Override
    public void cleanup() {}
}
