package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleContainer;
import org.kernos.api.SwapReport;
import org.kernos.api.value.Value;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What is promised of states that outlive their modules, with the files where they are by default: in the container's own storage. */
public abstract class StatePromises extends EventPromises {

    @Rule
    public final TemporaryFolder authors = new TemporaryFolder();

    /** A module that counts, in a native language and in Python: what it is called, and what its second build adds at each call. */
    private enum Counting {
        NATIVE("tally", "next", 1),
        PYTHON("counting", "count", 10);

        private final String module;
        private final String function;
        private final long step;

        Counting(String module, String function, long step) {
            this.module = module;
            this.function = function;
            this.step = step;
        }
    }

    private Path states() {
        return bundle("org.kernos.container")
                .getBundleContext()
                .getDataFile("state")
                .toPath();
    }

    private List<String> files() throws IOException {
        if (Files.notExists(states())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(states())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @After
    public void removeTheStates() throws Exception {
        for (Counting each : Counting.values()) {
            forget(each);
        }
    }

    /** States stay where a module is uninstalled, for the one that comes after it. */
    private void forget(Counting counting) throws IOException {
        service(ModuleContainer.class).uninstall(counting.module, true);
        for (String file : files()) {
            if (file.startsWith(counting.module)) {
                Files.delete(states().resolve(file));
            }
        }
    }

    /** The module's directory, as its author writes it whose state is to be persistent. */
    private Path written(Counting counting) throws IOException {
        return written(counting, counting.module);
    }

    private Path written(Counting counting, String build) throws IOException {
        Path directory = authors.getRoot().toPath().resolve(build);
        copy(KERNELS.resolve(build), directory);
        Path manifest = directory.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{", "{\n  \"state\": \"persistent\","));
        assertThat(files()).noneMatch(name -> name.startsWith(counting.module));
        return directory;
    }

    private void loaded(Counting counting) throws Exception {
        assertThat(shell.run("kernel:load '" + written(counting) + "'")).contains("active");
    }

    private long call(Counting counting) throws Exception {
        KernelFunction function = function(counting.module + "/" + counting.function);
        return ((Value.Int) function.call()).value();
    }

    private Bundle bundleOf(Counting counting) {
        return bundle("org.kernos.module." + counting.module);
    }

    private String state(Counting counting) {
        return counting.module + ".state";
    }

    @Test
    public void aStateOutlivesStopsSwapsAndTheContainer() throws Exception {
        for (Counting counting : Counting.values()) {
            Path next = written(counting, "next/" + counting.module);
            loaded(counting);
            assertThat(call(counting)).isEqualTo(1);

            shell.runOnBundle("stop", bundleOf(counting));
            assertThat(files()).containsExactly(state(counting));
            shell.runOnBundle("start", bundleOf(counting));
            assertThat(call(counting)).as("after a stop").isEqualTo(2);

            Files.delete(states().resolve(state(counting)));
            SwapReport report = service(ModuleContainer.class).swap(counting.module, next);
            assertThat(report.isSwitched()).as("%s", report).isTrue();
            assertThat(report.problems()).isEmpty();
            assertThat(files()).as("by the swap").containsExactly(state(counting));
            assertThat(call(counting)).isEqualTo(2 + counting.step);

            restartContainer();
            assertThat(call(counting)).as("after a restart of the container").isEqualTo(2 + 2 * counting.step);

            shell.run("kernel:unload " + counting.module);
            assertThat(files()).containsExactly(state(counting));
            shell.run("kernel:load '" + next + "'");
            assertThat(call(counting)).as("of a module of the same name").isEqualTo(2 + 3 * counting.step);
            forget(counting);
        }
    }

    /** Alters one bit of what a module has left. */
    private void damage(Counting counting) throws IOException {
        Path file = states().resolve(state(counting));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 8;
        Files.write(file, bytes);
    }

    @Test
    public void aDamagedStateIsSetAsideAndTheModuleBeginsAfresh() throws Exception {
        for (Counting counting : Counting.values()) {
            loaded(counting);
            assertThat(call(counting)).isEqualTo(1);
            shell.runOnBundle("stop", bundleOf(counting));
            damage(counting);

            shell.runOnBundle("start", bundleOf(counting));

            assertThat(call(counting)).isEqualTo(1);
            assertThat(shell.run("module:info " + counting.module))
                    .contains("KERNOS-0501", "is damaged", state(counting) + ".damaged-1", "begun afresh");
            assertThat(files()).containsExactly(state(counting) + ".damaged-1");
            forget(counting);
        }
    }

    @Test
    public void aDamagedStateKeepsTheModuleDownWhereThatIsConfigured() throws Exception {
        for (Counting counting : Counting.values()) {
            loaded(counting);
            assertThat(call(counting)).isEqualTo(1);
        }
        configure(Optional.of("refuse"));
        try {
            shell.runOnBundle("stop", bundleOf(Counting.NATIVE));
            shell.runOnBundle("stop", bundleOf(Counting.PYTHON));
            byte[] good = Files.readAllBytes(states().resolve(state(Counting.NATIVE)));
            damage(Counting.NATIVE);

            assertThat(refusal("module:start tally")).contains("KERNOS-0501", "is damaged", "tally.state.damaged-1");
            assertThat(refusal("module:start tally")).as("the second time").contains("KERNOS-0501", "set aside");
            assertThat(activeModules()).doesNotContain("tally");
            assertThat(shell.run("kernel:why tally")).contains("KERNOS-0501");
            assertThat(Mappings.contain("tally")).isFalse();
            shell.run("module:start counting");
            assertThat(call(Counting.PYTHON)).as("of whom nothing is wrong").isEqualTo(2);

            Files.write(states().resolve(state(Counting.NATIVE)), good);
            shell.run("module:start tally");
            assertThat(call(Counting.NATIVE)).isEqualTo(2);
        } finally {
            configure(Optional.empty());
        }
    }

    /** A changed configuration makes a new container. */
    private void configure(Optional<String> damaged) throws Exception {
        ModuleContainer before = service(ModuleContainer.class);
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration("org.kernos.container", null);
        if (damaged.isPresent()) {
            configuration.update(new Hashtable<>(Map.of("kernos.state.damaged", damaged.get())));
        } else {
            configuration.delete();
        }
        Await.until("a new container", () -> findService(ModuleContainer.class)
                .filter(container -> container != before)
                .isPresent());
        awaitBoot();
    }
}
