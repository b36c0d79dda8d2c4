package org.example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.Module;
import org.kernos.api.ModuleCapability;
import org.kernos.api.VersionRequirement.Between;
import org.kernos.api.VersionRequirement.Compatible;
import org.kernos.api.VersionRequirement.Exact;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.osgi.framework.Version;

/** Of what it says of itself only its need for text is in the manifest. */
public class Sample implements Module {
    private static final Version ONE = new Version(1, 0, 0);

    @Override public String name() { return "difers"; }
    @Override public Version version() { return ONE; }
    @Override public List<Dependency> dependencies() {
        return List.of(
                new Dependency("alu", new Exact(ONE), false),
                new Dependency("text", new Compatible(ONE), false),
                new Dependency("io", new Between(ONE, new Version(2, 0, 0)), true));
    }
    @Override public List<InterfaceDefinition> provides() {
        return List.of(
                new InterfaceDefinition("Counter", ONE, List.of()),
                new InterfaceDefinition("Timer", ONE, List.of(MethodSignature.parse("start(f64) -> bool"))));
    }
    @Override public Set<ModuleCapability> capabilities() {
        return Set.of(ModuleCapability.SCHEDULING, ModuleCapability.NETWORKING, ModuleCapability.IO_PORTS);
    }
    public long count() { return 0; }
    @Override public void init() { throw new AssertionError("not reached"); }
    @Override public void cleanup() {}
}
