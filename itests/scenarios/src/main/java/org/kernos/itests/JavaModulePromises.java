package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import org.kernos.api.Module;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** What docs/java-modules.md promises of Helix modules that are written in Java. */
public abstract class JavaModulePromises extends DeployerPromises {

    private ServiceRegistration<Module> register(GreeterModule module) {
        return context().registerService(Module.class, module, null);
    }

    private boolean isActive(String module) {
        return service(ModuleRegistry.class)
                .findModule(module)
                .filter(info -> info.state() == ModuleState.ACTIVE)
                .isPresent();
    }

    @Test
    public void aModuleInAJarSchedulesTasks() throws Exception {
        assertThat(shell.run("kernel:load rr-sched-java"))
                .matches("rr-sched-java 1\\.0\\.0 revision [0-9]+ active, 4 functions");
        shell.run("kernel:call rr-sched-java/add_task 7 3");
        shell.run("kernel:call rr-sched-java/add_task 8 1");
        assertThat(shell.run("kernel:call rr-sched-java/next")).isEqualTo("[7 3]");
        assertThat(shell.run("kernel:call rr-sched-java/remove_task 7")).isEqualTo("1");
        assertThat(shell.run("kernel:call rr-sched-java/next")).isEqualTo("[8 1]");
        assertThat(shell.run("kernel:call rr-sched-java/count")).isEqualTo("1");
        assertThat(refusal("kernel:call rr-sched-java/add_task 8 1"))
                .isEqualTo("KERNOS-0405 rr-sched-java/add_task: task 8 is already there (code 1)");
        assertThat(refusal("kernel:call rr-sched-java/add_task -1 1"))
                .isEqualTo("KERNOS-0405 rr-sched-java/add_task: '-1' is outside of u32 (code 2)");

        shell.run("kernel:unload rr-sched-java");

        assertNothingIsLeftOf("rr-sched-java");
    }

    @Test
    public void aServiceOfABundleIsAModuleAsLongAsItIsThere() throws Exception {
        GreeterModule greeter = new GreeterModule(new Version(1, 0, 0));
        ServiceRegistration<Module> service = register(greeter);
        try {
            Await.until("the module", () -> isActive("greeter"));
            assertThat(shell.run("kernel:call greeter/greet Kernos")).isEqualTo("\"Hello, Kernos, from 1.0.0\"");
            shell.run("module:stop greeter");
            shell.run("module:start greeter");
            assertThat(greeter.record()).containsExactly("init", "cleanup", "init");
        } finally {
            service.unregister();
        }

        assertThat(greeter.record()).containsExactly("init", "cleanup", "init", "cleanup");
        assertNothingIsLeftOf("greeter");
    }

    @Test
    public void versionsOfOneServiceModuleStandSideBySide() throws Exception {
        ServiceRegistration<Module> first = register(new GreeterModule(new Version(1, 0, 0)));
        ServiceRegistration<Module> second = register(new GreeterModule(new Version(2, 0, 0)));
        try {
            Await.until(
                    "both",
                    () -> has("(&(kernos.function=greeter/greet)(kernos.version=1.0.0))")
                            && has("(&(kernos.function=greeter/greet)(kernos.version=2.0.0))"));
            assertThat(shell.run("kernel:call greeter/greet Kernos")).isEqualTo("\"Hello, Kernos, from 2.0.0\"");
        } finally {
            second.unregister();
        }
        assertThat(shell.run("kernel:call greeter/greet Kernos")).isEqualTo("\"Hello, Kernos, from 1.0.0\"");
        first.unregister();
        assertNothingIsLeftOf("greeter");
    }

    @Test
    public void aModuleThatNeedsAServiceModuleGoesAndComesWithIt() throws Exception {
        Path directory = temporary.newFolder("rr-sched-java").toPath();
        copy(SAMPLES.resolve("rr-sched-java"), directory);
        Path manifest = directory.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceFirst("\\{", "{\"dependencies\": [\"greeter\"],"));
        assertThat(refusal("kernel:load '" + directory + "'")).startsWith("KERNOS-0301 ");

        ServiceRegistration<Module> service = register(new GreeterModule(new Version(1, 0, 0)));
        Await.until("the provider", () -> isActive("greeter"));
        shell.run("kernel:load '" + directory + "'");
        service.unregister();
        assertThat(isActive("rr-sched-java")).isFalse();

        service = register(new GreeterModule(new Version(1, 0, 0)));
        try {
            Await.until("both again", () -> activeModules().containsAll(List.of("rr-sched-java", "greeter")));
            assertThat(shell.run("kernel:call rr-sched-java/count")).isEqualTo("0");
        } finally {
            shell.run("kernel:unload rr-sched-java");
            service.unregister();
        }
        assertNothingIsLeftOf("greeter");
    }
}
