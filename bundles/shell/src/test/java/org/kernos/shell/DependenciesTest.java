package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.VersionRequirement;
import org.osgi.framework.Version;

/** What {@code module:deps} shows with two versions of a provider, of which the name alone means the higher one. */
final class DependenciesTest {

    private static final ModuleInfo OLD = module("alu", "1.4.0", ModuleState.PAUSED);
    private static final ModuleInfo FRESH = module("alu", "2.0.0", ModuleState.ACTIVE);
    private static final ModuleInfo ON_OLD = module(
            "on-old",
            "1.0.0",
            ModuleState.ACTIVE,
            new Dependency("alu", new VersionRequirement.Compatible(new Version(1, 0, 0)), false));

    private static ModuleInfo module(String name, String version, ModuleState state, Dependency... needs) {
        ModuleDescriptor descriptor = new ModuleDescriptor(
                name, Version.parseVersion(version), "kernel", "cabi", List.of(), List.of(needs), Map.of());
        return new ModuleInfo(1, descriptor, state, 1, "modules/" + name, List.of(), List.of(), Map.of());
    }

    /** Only what the command asks for. */
    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "modules" -> List.of(OLD, FRESH, ON_OLD);
                    case "findModule" -> Optional.of(arguments[0].equals("alu") ? FRESH : ON_OLD);
                    case "providers" -> arguments[0] == ON_OLD ? List.of(OLD) : List.of();
                    default -> throw new UnsupportedOperationException(method.toString());
                }));
    }

    @Test
    void theVersionThatAModuleIsWiredToIsShown() {
        ModuleCommands commands = new ModuleCommands(proxy(ModuleContainer.class), proxy(ModuleRegistry.class));
        assertThat(commands.deps("on-old")).isEqualTo("""
                module  needs              wired to  state
                on-old  alu [1.0.0,2.0.0)  1.4.0     Paused""");
    }
}
