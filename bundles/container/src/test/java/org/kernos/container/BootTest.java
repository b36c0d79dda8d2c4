package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleRuntime;

final class BootTest {

    @TempDir
    Path root;

    private void bootModule(String name, String... lines) throws IOException {
        TestContainer.moduleIn(root.resolve("boot"), name, lines);
    }

    private TestContainer boot(String... more) throws Exception {
        String[] all = new String[more.length + 2];
        all[0] = "kernos.boot";
        all[1] = root.resolve("boot").toString();
        System.arraycopy(more, 0, all, 2, more.length);
        return new TestContainer(root, all);
    }

    @Test
    void everyModuleDirectoryIsLoadedAndABadOneHarmsNoOther() throws Exception {
        bootModule("user", "needs=alu");
        bootModule("alu");
        bootModule("bad", "broken=yes");
        bootModule("lonely", "needs=nowhere");
        Files.createDirectories(root.resolve("boot/no-module"));
        try (TestContainer kernos = boot()) {
            BootReport report = kernos.awaitBoot();
            assertThat(report.active()).extracting(ModuleInfo::name).containsExactly("alu", "user");
            assertThat(report.refused()).hasSize(2);
            assertThat(kernos.bundles()).hasSize(2);
            assertThat(kernos.container().isLoadAllowed()).isTrue();
        }
    }

    @Test
    void theLockFallsAfterBootWhenConfigured() throws Exception {
        bootModule("alu");
        try (TestContainer kernos = boot("kernos.lock", "after-boot")) {
            kernos.awaitBoot();
            assertThat(kernos.container().isLoadAllowed()).isFalse();
            assertThat(kernos.registry().hasFunction("alu/add")).isTrue();
        }
    }

    @Test
    void aRefusedModuleIsLoggedOnceHoweverOftenItsDirectoryIsTriedAgain() throws Exception {
        bootModule("bad", "broken=yes");
        bootModule("lonely", "needs=nowhere");
        bootModule("failing", "fail.init=yes");
        bootModule("user", "needs=failing");
        try (LoggedErrors errors = new LoggedErrors();
                TestContainer kernos = boot()) {
            kernos.awaitBoot();
            RecordingRuntime another = new RecordingRuntime();
            kernos.context().registerService(ModuleRuntime.class, another, null);
            // A wave that loads something new comes after the one that tries the others again.
            bootModule("alu");
            kernos.context().registerService(ModuleRuntime.class, another, null);
            TestContainer.await("the next wave", () -> kernos.registry().hasFunction("alu/add"));
            kernos.container().start("alu");
            for (String name : List.of("bad", "lonely", "failing", "user")) {
                assertThat(errors.messages())
                        .filteredOn(message -> message.startsWith(root.resolve("boot/" + name) + ": "))
                        .as("log entries of %s", name)
                        .hasSize(1);
            }
            assertThat(errors.messages()).hasSize(4);
        }
    }

    @Test
    void whatFailsWhenTheContainerComesBackAndAtBootAgainIsLoggedOnce() throws Exception {
        bootModule("alu");
        try (LoggedErrors errors = new LoggedErrors();
                TestContainer kernos = boot()) {
            kernos.awaitBoot();
            kernos.runtime.failing = "alu";
            kernos.restartContainer();
            assertThat(kernos.awaitBoot().refused()).hasSize(1);
            assertThat(errors.messages())
                    .containsExactly(root.resolve("boot/alu") + ": KERNOS-0210 init of alu failed");
            kernos.runtime.failing = "";
            kernos.container().start("alu");
            assertThat(kernos.registry().hasFunction("alu/add")).isTrue();
        }
    }

    @Test
    void anOptionalModuleMayFailWithoutFailingTheBoot() throws Exception {
        bootModule("alu");
        bootModule("extra", "flags=optional", "needs=nowhere");
        bootModule("late", "flags=optional", "fail.init=yes");
        bootModule("user", "needs=late");
        try (LoggedErrors errors = new LoggedErrors();
                TestContainer kernos = boot()) {
            BootReport report = kernos.awaitBoot();
            assertThat(report.active()).extracting(ModuleInfo::name).containsExactly("alu");
            assertThat(report.optional())
                    .containsOnlyKeys(
                            root.resolve("boot/extra").toString(),
                            root.resolve("boot/late").toString());
            assertThat(report.refused())
                    .containsOnlyKeys(root.resolve("boot/user").toString());
            assertThat(errors.messages()).singleElement().asString().startsWith(root.resolve("boot/user") + ": ");
        }
    }

    @Test
    void aBootDirectoryThatIsNotThereIsReported() throws Exception {
        try (TestContainer kernos = boot()) {
            assertThat(kernos.awaitBoot().refused().values())
                    .singleElement()
                    .satisfies(problems -> assertThat(problems.get(0).code()).isEqualTo(ProblemCode.DIRECTORY_MISSING));
        }
    }

    @Test
    void aRestartKeepsModulesAndTakesChangedDirectoriesAsNewRevisions() throws Exception {
        bootModule("alu");
        bootModule("same");
        try (TestContainer first = boot()) {
            first.awaitBoot();
        }
        bootModule("alu", "bonus=5", "version=1.1.0");
        try (TestContainer second = boot()) {
            assertThat(second.awaitBoot().active())
                    .extracting(info -> Map.entry(info.name(), info.revision()))
                    .containsExactlyInAnyOrder(Map.entry("alu", 2L), Map.entry("same", 1L));
        }
    }

    @Test
    void oneDirectoryMayHoldTwoVersionsOfAModule() throws Exception {
        TestContainer.moduleIn(root.resolve("boot"), "alu", "version=1.0.0");
        TestContainer.moduleIn(root.resolve("boot"), "alu-2", "name=alu", "version=2.0.0", "bonus=10");
        try (TestContainer kernos = boot()) {
            assertThat(kernos.awaitBoot().active()).hasSize(2);
            assertThat(kernos.registry()
                            .findModule("alu")
                            .orElseThrow()
                            .descriptor()
                            .version())
                    .hasToString("2.0.0");
            assertThat(kernos.registry().functions()).hasSize(3);
            assertThat(kernos.registry().stopOrder()).containsExactly("alu", "alu");
        }
    }

    @Test
    void modulesThatTheFrameworkStartsWhileBootGoesThroughThemAreActiveInTheRegistry() throws Exception {
        for (int i = 0; i < 30; i++) {
            bootModule("module" + i);
        }
        try (TestContainer first = boot()) {
            first.awaitBoot();
        }
        for (int restart = 0; restart < 20; restart++) {
            try (TestContainer again = boot()) {
                again.awaitBoot();
                assertThat(again.registry().modules())
                        .as("restart %d", restart)
                        .hasSize(30)
                        .allMatch(module -> module.state() == ModuleState.ACTIVE);
                assertThat(again.registry().functions()).hasSize(90);
            }
        }
    }
}
