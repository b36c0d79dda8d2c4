package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.api.value.Value;
import org.osgi.framework.Bundle;

/** States that outlive the container: {@code state=persistent}. */
class PersistentStateTest {

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        start("first", "fresh");
    }

    /** A framework that has nothing of another one but the directory with the states. */
    private void start(String framework, String damaged) throws Exception {
        kernos = new TestContainer(
                root.resolve(framework),
                "kernos.state",
                root.resolve("states").toString(),
                "kernos.state.damaged",
                damaged,
                "kernos.drain.limit.ms",
                "300");
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    private Outcome load(String name, String... lines) throws IOException {
        Path directory = kernos.module(name, lines);
        return kernos.container().load(directory.toString());
    }

    private ModuleInfo info(String name) {
        return kernos.registry().findModule(name).orElseThrow();
    }

    private long count(String name) {
        return ((Value.Int) kernos.registry()
                        .findFunction(name + "/count")
                        .orElseThrow()
                        .call())
                .value();
    }

    private List<String> files() throws IOException {
        if (Files.notExists(root.resolve("states"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve("states"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void restart() throws Exception {
        kernos.container().stop("tally", false);
        kernos.container().start("tally");
    }

    /** Alters a byte in the middle. */
    private void damage(String file) throws IOException {
        Path path = root.resolve("states").resolve(file);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 3] ^= 4;
        Files.write(path, bytes);
    }

    @Test
    void itIsSavedBeforeTheShutdownFunctionAndRestoredBeforeTheServices() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        count("tally");
        assertThat(files()).isEmpty();

        kernos.container().stop("tally", false);

        assertThat(files()).containsExactly("tally.state");
        assertThat(kernos.runtime.events)
                .containsExactly(
                        "open tally",
                        "prepare tally 1",
                        "serialize tally 1",
                        "give-back tally 1",
                        "shutdown tally",
                        "close tally");
        kernos.runtime.events.clear();
        kernos.container().start("tally");
        assertThat(kernos.runtime.events)
                .containsExactly("open tally", "deserialize tally 1", "verify tally 1", "complete tally 1");
        assertThat(count("tally")).isEqualTo(3);
        assertThat(info("tally").problems()).isEmpty();
    }

    @Test
    void itOutlivesTheFrameworkAndUninstalling() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        stop();
        start("second", "fresh");
        load("tally", "state=persistent", "version=1.5.0");
        assertThat(count("tally")).isEqualTo(2);
        kernos.container().uninstall("tally", false);
        load("tally", "state=persistent");
        assertThat(count("tally")).isEqualTo(3);
    }

    @Test
    void withoutADirectoryItIsInTheContainersStorage() throws Exception {
        stop();
        kernos = new TestContainer(root.resolve("plain"));
        load("tally", "state=persistent");
        count("tally");
        stop();
        kernos = new TestContainer(root.resolve("plain"));
        TestContainer.await(
                "the module",
                () -> kernos.registry().findFunction("tally/count").isPresent());
        assertThat(count("tally")).isEqualTo(2);
        assertThat(files()).isEmpty();
    }

    /** What a process that is killed leaves is what was there before, so a second container reads while the first still runs. */
    @Test
    void aSwapSavesItForTheCaseThatTheProcessIsKilled() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        count("tally");
        kernos.module("tally", "state=persistent", "version=1.1.0");
        SwapReport report = kernos.container().swap("tally");
        assertThat(report.problems()).isEmpty();
        assertThat(report.steps()).extracting(SwapReport.Step::name).endsWith("switch", "complete", "save", "clean");
        assertThat(kernos.runtime.events.stream().filter(event -> event.startsWith("serialize")))
                .as("the former revision does not save it once more")
                .hasSize(1);
        count("tally");
        Files.write(root.resolve("states/tally.state.new"), new byte[] {'H', 'a', 'l', 'f'});
        TestContainer killed = kernos;
        try {
            start("second", "refuse");
            load("tally", "state=persistent");
            assertThat(count("tally")).isEqualTo(3);
            kernos.close();
        } finally {
            kernos = killed;
        }
    }

    @Test
    void whatASwapMovedIsSavedAgainWhenTheNewRevisionIsShutDown() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        kernos.module("tally", "state=persistent", "version=1.1.0");
        assertThat(kernos.container().swap("tally").isSwitched()).isTrue();
        count("tally");
        restart();
        assertThat(count("tally")).isEqualTo(3);
    }

    /** Its last call ends when another opening of the module has long saved a later state. */
    @Test
    void anOpeningThatEndsLateDoesNotSaveOverALaterOne() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        KernelFunction add = kernos.registry().findFunction("tally/add").orElseThrow();
        CompletableFuture<Value> hanging =
                CompletableFuture.supplyAsync(() -> add.call(new Value.Int(-1), new Value.Int(2)));
        kernos.runtime.inside.await();
        restart();
        for (int i = 1; i <= 3; i++) {
            assertThat(count("tally"))
                    .as("without the state that was never saved")
                    .isEqualTo(i);
        }
        kernos.module("tally", "state=persistent", "version=1.1.0");
        kernos.container().swap("tally");
        Path file = root.resolve("states/tally.state");
        byte[] saved = Files.readAllBytes(file);
        kernos.runtime.events.clear();
        kernos.runtime.release.countDown();
        hanging.join();
        TestContainer.await("the end of the first opening", () -> kernos.runtime.events.contains("close tally"));
        assertThat(kernos.runtime.events)
                .startsWith("prepare tally 1", "serialize tally 1", "give-back tally 1", "shutdown tally");
        assertThat(Files.readAllBytes(file)).isEqualTo(saved);
    }

    @Test
    void aSwapThatFailsSavesNothing() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        kernos.module("tally", "state=persistent", "version=1.1.0", "fail=verify");
        assertThat(kernos.container().swap("tally").result()).isEqualTo(SwapReport.Result.ROLLED_BACK);
        assertThat(files()).isEmpty();
        restart();
        assertThat(count("tally")).isEqualTo(2);
    }

    @Test
    void aDamagedFileIsSetAsideAndTheModuleBeginsAfresh() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        kernos.container().stop("tally", false);
        damage("tally.state");
        kernos.container().start("tally");
        assertThat(info("tally").state()).isEqualTo(ModuleState.ACTIVE);
        assertThat(info("tally").problems()).hasSize(1);
        assertThat(info("tally").problems().get(0).toString())
                .contains("KERNOS-0501", "is damaged", "tally.state.damaged-1", "begun afresh");
        assertThat(count("tally")).isEqualTo(1);
        assertThat(files()).containsExactly("tally.state.damaged-1");
        restart();
        assertThat(count("tally")).isEqualTo(2);
        assertThat(info("tally").problems()).isEmpty();
    }

    @Test
    void aModuleStaysDownWhereThatIsConfigured() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        kernos.container().stop("tally", false);
        Path file = root.resolve("states/tally.state");
        Path good = Files.copy(file, root.resolve("good"));
        damage("tally.state");
        kernos.configure("kernos.state.damaged", "refuse");

        assertThat(problems(kernos.container().start("tally")).get(0).toString())
                .contains("is damaged", "tally.state.damaged-1");
        assertThat(problems(kernos.container().start("tally")).get(0).toString())
                .as("it does not begin afresh the second time")
                .contains("set aside as tally.state.damaged-1", "kernos.state.damaged=fresh");
        assertThat(kernos.runtime.events).as("it is not even loaded").endsWith("close tally");
        assertThat(info("tally").state()).isNotEqualTo(ModuleState.ACTIVE);

        Files.copy(good, file);
        assertThat(kernos.container().start("tally")).isInstanceOf(Outcome.Done.class);
        assertThat(count("tally")).isEqualTo(2);
    }

    private static List<Problem> problems(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).problems();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deserialize", "verify", "complete", "crash deserialize"})
    void aStateThatTheModuleDoesNotTakeIsSetAside(String fault) throws Exception {
        load("tally", "state=persistent", "version=2.0.0");
        count("tally");
        kernos.container().uninstall("tally", false);
        kernos.runtime.events.clear();

        load("tally", "state=persistent", "fail=" + fault);

        assertThat(info("tally").state()).isEqualTo(ModuleState.ACTIVE);
        assertThat(kernos.runtime.events)
                .as("what half a state is in is not gone on with")
                .containsSubsequence("open tally", "shutdown tally", "close tally", "open tally")
                .doesNotContain("serialize tally 2");
        assertThat(info("tally").problems())
                .extracting(Problem::code)
                .hasSize(2)
                .containsOnly(ProblemCode.STATE);
        assertThat(info("tally").problems().get(0).message())
                .contains("has not taken the state that revision 1, version 2.0.0, has left", "tally.state.damaged-1");
        assertThat(count("tally")).isEqualTo(1);
        assertThat(files()).containsExactly("tally.state.damaged-1");
    }

    @Test
    void aStateThatTheModuleDoesNotTakeKeepsItDownWhereThatIsConfigured() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        kernos.container().uninstall("tally", false);
        kernos.configure("kernos.state.damaged", "refuse");
        assertThat(problems(load("tally", "state=persistent", "fail=verify"))).hasSize(2);
        assertThat(kernos.bundles()).isEmpty();
        assertThat(files()).containsExactly("tally.state.damaged-1");
        Files.move(root.resolve("states/tally.state.damaged-1"), root.resolve("states/tally.state"));
        load("tally", "state=persistent");
        assertThat(count("tally")).isEqualTo(2);
    }

    @Test
    void aShutdownThatTakesTooLongNamesWhatItIs() throws Exception {
        kernos.configure("kernos.shutdown.limit.ms", "50");
        load("tally", "state=persistent", "slow.shutdown=1");
        Outcome.Done stopped = (Outcome.Done) kernos.container().stop("tally", false);
        assertThat(stopped.warnings().get(0).message())
                .startsWith("saving the state of module 'tally' and its shutdown function have not ended within 50 ms");
        assertThat(files()).containsExactly("tally.state");
        kernos.runtime.release.countDown();
        TestContainer.await("the late end", () -> kernos.runtime.events.contains("close tally"));
    }

    @Test
    void aModuleWithoutHooksIsWarned() throws Exception {
        assertThat(load("alu", "state=persistent", "no.hooks=1")).isInstanceOf(Outcome.Done.class);
        assertThat(info("alu").problems().get(0).toString()).contains("KERNOS-0501", "has no hooks");
        kernos.container().stop("alu", false);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "serialize", "crash serialize"})
    void aStateThatIsNotGivenLeavesTheOneThatWasSaved(String fault) throws Exception {
        load("tally", "state=persistent");
        count("tally");
        kernos.container().uninstall("tally", false);
        load("tally", "state=persistent", "fail=" + fault);
        assertThat(count("tally")).isEqualTo(2);
        Outcome.Done stopped = (Outcome.Done) kernos.container().stop("tally", false);
        assertThat(stopped.warnings()).extracting(Problem::code).containsExactly(ProblemCode.STATE);
        assertThat(kernos.runtime.events).endsWith("shutdown tally", "close tally");
        kernos.container().uninstall("tally", false);
        load("tally", "state=persistent");
        assertThat(count("tally")).isEqualTo(2);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsReported() throws Exception {
        load("tally", "state=persistent");
        Files.writeString(root.resolve("states"), "a file");
        Outcome.Done stopped = (Outcome.Done) kernos.container().stop("tally", false);
        assertThat(stopped.warnings().get(0).toString()).contains("was not saved", "kernos.state");
    }

    /** To begin afresh would overwrite in the end what may well be good. */
    @Test
    void aFileThatCannotBeReadKeepsTheModuleDown() throws Exception {
        Files.createDirectories(root.resolve("states/tally.state"));
        assertThat(problems(load("tally", "state=persistent")))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.UNREADABLE);
        Files.delete(root.resolve("states/tally.state"));
        assertThat(load("tally", "state=persistent")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aModuleThatDoesNotAskForItHasNone() throws Exception {
        load("tally", "state=1");
        count("tally");
        kernos.container().stop("tally", false);
        assertThat(files()).isEmpty();
        assertThat(kernos.runtime.events).doesNotContain("serialize tally 1");
    }

    @Test
    void ofTwoVersionsSideBySideTheFirstOnesIsSaved() throws Exception {
        load("tally", "state=persistent");
        count("tally");
        Path other = TestContainer.moduleIn(root.resolve("other"), "tally", "state=persistent", "version=2.0.0");
        kernos.container().load(other.toString());
        assertThat(info("tally").descriptor().version()).hasToString("2.0.0");
        assertThat(info("tally").problems().get(0).message()).contains("another version");
        assertThat(count("tally")).isEqualTo(1);
        stop();
        start("second", "fresh");
        load("tally", "state=persistent");
        assertThat(count("tally")).isEqualTo(2);
    }

    /** The framework's update reaches the version that its name does not. */
    @Test
    void aSwapOfTheVersionThatSavesGoesOnSaving() throws Exception {
        load("tally", "state=persistent");
        Bundle saving = kernos.bundles().get(0);
        count("tally");
        Path other = TestContainer.moduleIn(root.resolve("other"), "tally", "state=persistent", "version=2.0.0");
        kernos.container().load(other.toString());

        kernos.module("tally", "state=persistent", "version=1.1.0");
        saving.update();

        assertThat(saving.getVersion()).hasToString("1.1.0");
        assertThat(files()).as("saved by the swap").containsExactly("tally.state");
        stop();
        start("second", "fresh");
        load("tally", "state=persistent", "version=1.1.0");
        assertThat(count("tally")).isEqualTo(2);
    }

    @Test
    void aSwapOfAnotherVersionLeavesTheSavedStateAlone() throws Exception {
        load("tally", "state=persistent");
        Bundle saving = kernos.bundles().get(0);
        count("tally");
        Path other = TestContainer.moduleIn(root.resolve("other"), "tally", "state=persistent", "version=2.0.0");
        kernos.container().load(other.toString());
        saving.stop();
        byte[] saved = Files.readAllBytes(root.resolve("states/tally.state"));

        TestContainer.moduleIn(root.resolve("other"), "tally", "state=persistent", "version=2.1.0");
        assertThat(kernos.container().swap("tally").isSwitched()).isTrue();
        kernos.container().stop("tally", false);

        assertThat(root.resolve("states/tally.state")).hasBinaryContent(saved);
    }

    @Test
    void namesThatSomeSystemsConfuseHaveFilesOfTheirOwn() throws Exception {
        for (String name : List.of("Tally", "nul", "com1.x")) {
            load(name, "state=persistent");
            kernos.container().stop(name, false);
        }
        assertThat(files()).hasSize(3).allMatch(name -> name.matches("~[0-9a-f]{8}~(Tally|nul|com1\\.x)\\.state"));
    }
}
