package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.osgi.framework.Bundle;

/** Modules live in the framework's bundle cache: it is stopped and started here, on whatever framework is on the class path. */
public abstract class RestartPromise {

    private static final List<String> RECORDERS = List.of("first", "second", "third");

    @Rule
    public final Timeout limit = Timeout.seconds(120);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private static Map<String, Long> modules(HostedFramework kernos) {
        Map<String, Long> modules = new TreeMap<>();
        for (Bundle bundle : kernos.context().getBundles()) {
            if (String.valueOf(bundle.getSymbolicName()).startsWith("org.kernos.module.")) {
                assertThat(bundle.getState()).as(bundle.getSymbolicName()).isEqualTo(Bundle.ACTIVE);
                modules.put(bundle.getSymbolicName(), bundle.getBundleId());
            }
        }
        return modules;
    }

    @Test
    public void modulesComeBackFromTheBundleCacheAndWereShutDownInOrder() throws Exception {
        Path storage = temporary.newFolder("storage").toPath();
        Path record = temporary.getRoot().toPath().resolve("record.txt");
        Path kernels = Path.of(new Installation().properties().get("kernos.itests.kernels"));
        Map<String, Long> before;
        try (HostedFramework kernos = new HostedFramework(storage)) {
            kernos.run("kernel:load alu");
            kernos.run("kernel:load calls");
            for (String recorder : RECORDERS) {
                kernos.run("kernel:load '" + kernels.resolve(recorder) + "'");
                kernos.run("kernel:call " + recorder + "/record '" + record + "'");
            }
            assertThat(kernos.run("kernel:call calls/sum_of_squares '[1 2 3]'")).isEqualTo("14");
            before = modules(kernos);
            assertThat(before).hasSize(5);
        }

        assertThat(Files.readAllLines(record))
                .containsExactly(
                        "shutdown second",
                        "shutdown first",
                        "shutdown third",
                        "unload second",
                        "unload first",
                        "unload third");
        assertThat(Mappings.contain("alu")).isFalse();

        try (HostedFramework kernos = new HostedFramework(storage)) {
            kernos.awaitService("(kernos.function=calls/sum_of_squares)");
            kernos.awaitService("(kernos.function=third/record)");
            assertThat(kernos.run("kernel:call calls/sum_of_squares '[1 2 3]'")).isEqualTo("14");
            assertThat(modules(kernos)).isEqualTo(before);
            assertThat(kernos.run("kernel:list").lines().skip(1))
                    .hasSize(5)
                    .allMatch(line -> line.contains(" Active ") && line.matches(".* 1  \\S+$"));
        }
    }

    @Test
    public void persistentStatesOutliveTheFramework() throws Exception {
        Path storage = temporary.newFolder("storage").toPath();
        Path states = temporary.getRoot().toPath().resolve("states");
        Map<String, String> settings = Map.of("kernos.state", states.toString(), "kernos.state.damaged", "refuse");
        try (HostedFramework kernos = new HostedFramework(storage, settings)) {
            for (String module : List.of("tally", "counting")) {
                kernos.run("kernel:load '" + persistent(module) + "'");
            }
            assertThat(kernos.run("kernel:call tally/next")).isEqualTo("1");
            assertThat(kernos.run("kernel:call counting/count")).isEqualTo("1");
            kernos.run("module:swap tally '" + persistent("next/tally") + "'");
            assertThat(kernos.run("kernel:call tally/next")).isEqualTo("2");
        }
        assertThat(states).isDirectoryContaining("glob:**/tally.state").isDirectoryContaining("glob:**/counting.state");

        try (HostedFramework kernos = new HostedFramework(storage, settings)) {
            kernos.awaitService("(kernos.function=tally/next)");
            kernos.awaitService("(kernos.function=counting/count)");
            assertThat(kernos.run("kernel:call tally/next")).isEqualTo("3");
            assertThat(kernos.run("kernel:call tally/build")).isEqualTo("2");
            assertThat(kernos.run("kernel:call counting/count")).isEqualTo("2");
            assertThat(kernos.run("module:info tally")).doesNotContain("KERNOS-0501");
        }

        byte[] state = Files.readAllBytes(states.resolve("tally.state"));
        state[state.length / 2] ^= 1;
        Files.write(states.resolve("tally.state"), state);
        try (HostedFramework kernos = new HostedFramework(storage, settings)) {
            kernos.awaitService("(kernos.function=counting/count)");
            assertThat(kernos.run("kernel:call counting/count"))
                    .as("of whom nothing is wrong")
                    .isEqualTo("3");
            Await.until("the reason", () -> kernos.run("kernel:why tally").contains("tally.state.damaged-1"));
            assertThat(kernos.has("(kernos.function=tally/next)")).isFalse();
        }
        try (HostedFramework kernos = new HostedFramework(storage, Map.of("kernos.state", states.toString()))) {
            kernos.awaitService("(kernos.function=tally/next)");
            assertThat(kernos.run("kernel:call tally/next")).as("afresh").isEqualTo("1");
        }
    }

    /** A copy of one of the kernels, as its author writes it whose state is to be persistent. */
    private Path persistent(String kernel) throws Exception {
        Path kernels = Path.of(new Installation().properties().get("kernos.itests.kernels"));
        Path copy = temporary.getRoot().toPath().resolve(kernel);
        KernosTest.copy(kernels.resolve(kernel), copy);
        Path manifest = copy.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{", "{ \"state\": \"persistent\","));
        return copy;
    }

    /** Of what comes, changes or goes while nobody is there, nobody tells. */
    @Test
    public void theWatchedDirectoryIsComparedWithWhatWasDeployedBefore() throws Exception {
        Path storage = temporary.newFolder("storage").toPath();
        Path deploy = temporary.newFolder("deploy").toPath();
        Path kernels = Path.of(new Installation().properties().get("kernos.itests.kernels"));
        KernosTest.copy(kernels.resolve("first"), deploy.resolve("first"));
        KernosTest.copy(kernels.resolve("answer"), deploy.resolve("answer"));
        try (HostedFramework kernos = new HostedFramework(storage)) {
            kernos.awaitService("(kernos.function=first/record)");
            kernos.awaitService("(kernos.function=answer/answer)");
        }

        KernosTest.delete(deploy.resolve("first"));
        KernosTest.copy(kernels.resolve("next/answer"), deploy.resolve("answer"));
        KernosTest.copy(kernels.resolve("boot/alu"), deploy.resolve("alu"));
        try (HostedFramework kernos = new HostedFramework(storage)) {
            kernos.awaitService("(kernos.function=alu/add)");
            Await.until("the new revision", () -> kernos.has("(&(kernos.module=answer)(kernos.version=1.1.0))"));
            Await.until("the directory that has gone to be noticed", () -> !kernos.has("(kernos.module=first)"));
            Await.until("its bundle to go", () -> Stream.of(kernos.context().getBundles())
                    .noneMatch(bundle -> "org.kernos.module.first".equals(bundle.getSymbolicName())));
            assertThat(kernos.run("kernel:call answer/answer")).isEqualTo("2");
        }
    }
}
