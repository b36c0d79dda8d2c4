package org.kernos.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

class DeployerTest {

    @TempDir
    Path temporary;

    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(temporary);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Path elsewhere() {
        return temporary.resolve("elsewhere");
    }

    private static Properties module(String name) {
        Properties module = new Properties();
        module.setProperty("name", name);
        return module;
    }

    @Test
    void aDirectoryThatIsDroppedIsLoadedOnceItIsQuiet() {
        Path alu = rig.write("alu", "name=alu");
        rig.touch("alu");

        assertThat(rig.tick()).isEqualTo(Rig.QUIET_MS);
        rig.passAndTick(Rig.QUIET_MS - 1);
        assertThat(rig.container.takeAsked()).isEmpty();
        rig.passAndTick(1);

        assertThat(rig.container.takeAsked()).containsExactly("load [alu]");
        assertThat(rig.log.take()).containsExactly("INFO " + alu + ": alu 1.0.0 deployed, revision 1");
        assertThat(rig.tick()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsStillBeingWrittenIsNotRead() throws IOException {
        Path alu = rig.write("alu", "name=alu");
        rig.touch("alu");
        rig.tick();
        for (int step = 0; step < 5; step++) {
            Files.writeString(alu.resolve("data" + step), "part");
            rig.passAndTick(Rig.QUIET_MS);
            assertThat(rig.container.takeAsked()).isEmpty();
        }
        rig.passAndTick(Rig.QUIET_MS);

        assertThat(rig.container.takeAsked()).containsExactly("load [alu]");
    }

    @Test
    void aFileThatGrowsInAHiddenPlaceDoesNotDelayIt() throws IOException {
        Path alu = rig.write("alu", "name=alu");
        rig.touch("alu");
        rig.tick();
        Files.writeString(Files.createDirectories(alu.resolve(".git")).resolve("index"), "x");
        Files.writeString(alu.resolve(".module.txt.swp"), "x");
        rig.passAndTick(Rig.QUIET_MS);

        assertThat(rig.container.takeAsked()).containsExactly("load [alu]");
    }

    @Test
    void aChangedDirectoryOfAnActiveModuleIsSwapped() {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        rig.write("alu", "name=alu", "version=1.1.0");
        rig.log.take();

        assertThat(rig.settle("alu")).containsExactly("swap alu alu");
        assertThat(rig.log.take())
                .containsExactly("INFO " + alu + ": alu swapped, revision 1 -> 2, version 1.0.0 -> 1.1.0, calls"
                        + " waited 0 us, 0 bytes of state");
    }

    @Test
    void aDirectoryThatIsReplacedByRenamingIsSwappedAndNeverUninstalled() throws IOException {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        Path next = rig.write("alu.new", "name=alu", "version=2.0.0");

        rig.delete("alu");
        rig.touch("alu");
        rig.tick();
        rig.passAndTick(Rig.QUIET_MS / 2);
        Files.move(next, alu);
        assertThat(rig.settle("alu")).isEmpty();

        rig.passAndTick(Rig.QUIET_MS);
        assertThat(rig.container.takeAsked()).containsExactly("swap alu alu");
    }

    @Test
    void aRefusedSwapLeavesTheFormerContentServingAndIsSaidInOneLine() {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        rig.write("alu", "name=alu", "version=1.1.0", "fails=INIT_FAILED");
        rig.log.take();

        assertThat(rig.settle("alu")).containsExactly("swap alu alu");
        assertThat(rig.log.take())
                .containsExactly(
                        "WARNING " + alu + ": swap rolled back, alu 1.0.0 revision 1 serves on: KERNOS-0210 it fails");
        assertThat(rig.container.modules.get("alu").revision()).isEqualTo(1);

        rig.write("alu", "name=alu", "version=1.2.0");
        assertThat(rig.settle("alu")).containsExactly("swap alu alu");
    }

    @Test
    void aDescriptorThatIsGoneLeavesTheFormerContentServing() throws IOException {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        Files.writeString(alu.resolve("other"), "x");
        Files.delete(alu.resolve(FakeContainer.FILE));
        rig.log.take();

        assertThat(rig.settle("alu")).isEmpty();
        assertThat(rig.log.take()).singleElement().asString().contains("not swapped, alu 1.0.0 revision 1 serves on");
    }

    @Test
    void aRefusedModuleIsLoadedWhenItHasChanged() {
        Path alu = rig.write("alu", "name=alu", "fails=LIBRARY_DAMAGED");
        assertThat(rig.settle("alu")).containsExactly("load [alu]");
        assertThat(rig.log.take())
                .containsExactly("SEVERE " + alu + ": not deployed until it changes: KERNOS-0205 it fails");

        rig.container.put(module("other"), elsewhere(), ModuleState.ACTIVE);
        rig.arrived();
        assertThat(rig.settle()).as("what other modules do does not mend it").isEmpty();

        rig.write("alu", "name=alu");
        assertThat(rig.settle("alu")).containsExactly("load [alu]");
    }

    @Test
    void aModuleWhoseDependencyIsMissingWaitsAndStartsWhenItArrives() {
        Path needy = rig.write("a-needy", "name=needy", "needs=late");
        assertThat(rig.settle("a-needy")).containsExactly("load [a-needy]");
        assertThat(rig.log.take())
                .containsExactly("WARNING " + needy + ": waits, and is tried again when something new arrives:"
                        + " KERNOS-0301 needs late; fix load it first");

        Path late = rig.write("late", "name=late");
        assertThat(rig.settle("late")).containsExactly("load [late]", "load [a-needy]");
        assertThat(rig.log.take())
                .containsExactly(
                        "INFO " + late + ": late 1.0.0 deployed, revision 1",
                        "INFO " + needy + ": needy 1.0.0 deployed, revision 1");
    }

    @Test
    void aModuleThatWaitsStartsWhenItsDependencyComesFromElsewhere() {
        rig.write("needy", "name=needy", "needs=late");
        rig.settle("needy");
        rig.container.put(module("late"), elsewhere(), ModuleState.ACTIVE);
        rig.arrived();

        assertThat(rig.settle()).containsExactly("load [needy]");
        assertThat(rig.container.modules).containsKey("needy");
    }

    @Test
    void whatWaitsIsTriedAgainOnlyWhenSomethingIsOtherThanBefore() {
        rig.write("needy", "name=needy", "needs=late");
        rig.settle("needy");
        rig.log.take();

        for (int event = 0; event < 20; event++) {
            rig.arrived();
            assertThat(rig.settle()).isEmpty();
        }
        rig.container.put(module("other"), elsewhere(), ModuleState.ACTIVE);
        rig.arrived();
        assertThat(rig.settle()).containsExactly("load [needy]");
        assertThat(rig.log.take()).as("the same reason is not said again").isEmpty();
    }

    @Test
    void modulesThatArriveTogetherAreLoadedTogether() {
        rig.write("a", "name=a", "needs=b");
        rig.write("b", "name=b", "needs=c");
        rig.write("c", "name=c");

        assertThat(rig.settle("a", "b", "c")).containsExactly("load [a, b, c]");
        assertThat(rig.log.take()).hasSize(3).allMatch(line -> line.contains(" deployed, "));
    }

    @Test
    void aDirectoryThatIsGoneIsUninstalledOnceItStaysGone() {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        rig.delete("alu");
        rig.log.take();

        rig.touch("alu");
        rig.tick();
        rig.passAndTick(Rig.QUIET_MS - 1);
        assertThat(rig.container.takeAsked()).isEmpty();
        rig.passAndTick(1);

        assertThat(rig.container.takeAsked()).containsExactly("uninstall alu");
        assertThat(rig.log.take()).containsExactly("INFO " + alu + ": gone, alu uninstalled");
        assertThat(rig.knows("alu")).isFalse();
    }

    @Test
    void aDirectoryThatIsDeletedSlowlyIsNeitherReadNorSwappedOnTheWay() throws IOException {
        Path alu = rig.write("alu", "name=alu");
        Files.writeString(alu.resolve("library"), "x");
        rig.settle("alu");

        Files.delete(alu.resolve(FakeContainer.FILE));
        rig.touch("alu");
        rig.tick();
        rig.passAndTick(Rig.QUIET_MS / 2);
        Files.delete(alu.resolve("library"));
        rig.passAndTick(Rig.QUIET_MS / 2);
        Files.delete(alu);
        rig.passAndTick(Rig.QUIET_MS);
        assertThat(rig.container.takeAsked()).isEmpty();
        rig.passAndTick(Rig.QUIET_MS);

        assertThat(rig.container.takeAsked()).containsExactly("uninstall alu");
    }

    @Test
    void aModuleThatOthersNeedStaysUntilTheyHaveGone() {
        Path base = rig.write("base", "name=base");
        rig.write("user", "name=user", "needs=base");
        rig.settle("base", "user");
        rig.delete("base");
        rig.log.take();

        assertThat(rig.settle("base")).containsExactly("uninstall base");
        assertThat(rig.log.take())
                .containsExactly("WARNING " + base + ": gone, but not uninstalled, base 1.0.0 revision 1 serves on:"
                        + " KERNOS-0303 user depends on it");

        rig.delete("user");
        assertThat(rig.settle("user")).containsExactly("uninstall user", "uninstall base");
        assertThat(rig.container.modules).isEmpty();
    }

    @Test
    void aDirectoryThatComesBackWhileItsModuleStillServesStays() {
        rig.write("base", "name=base");
        rig.write("user", "name=user", "needs=base");
        rig.settle("base", "user");
        rig.delete("base");
        rig.settle("base");
        rig.write("base", "name=base", "version=1.0.1");

        assertThat(rig.settle("base")).containsExactly("swap base base");
        rig.container.remove("user");
        rig.arrived();
        assertThat(rig.settle()).as("nothing is gone any more").isEmpty();
    }

    @Test
    void aRenamedDirectoryMovesItsModule() throws IOException {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        Files.move(alu, rig.artifact("alu-1.0"));

        assertThat(rig.settle("alu", "alu-1.0")).containsExactly("uninstall alu", "load [alu-1.0]");
    }

    @Test
    void anotherModuleInTheSameDirectoryTakesTheFormersPlace() {
        rig.write("slot", "name=alu");
        rig.settle("slot");
        rig.write("slot", "name=beta");

        assertThat(rig.settle("slot")).containsExactly("uninstall alu", "load [slot]");
        assertThat(rig.container.modules).containsOnlyKeys("beta");
    }

    @Test
    void aModuleOfThatNameFromElsewhereIsLeftAlone() {
        rig.container.put(module("alu"), elsewhere(), ModuleState.ACTIVE);
        Path alu = rig.write("alu", "name=alu", "version=2.0.0");

        assertThat(rig.settle("alu")).isEmpty();
        assertThat(rig.log.take())
                .containsExactly("WARNING " + alu + ": waits, and is tried again when something new arrives:"
                        + " KERNOS-0305 module 'alu' is already installed from '" + elsewhere() + "'; at " + alu
                        + "; fix remove one of the two");

        rig.delete("alu");
        assertThat(rig.settle("alu")).as("it is not ours to uninstall").isEmpty();
        rig.write("alu", "name=alu", "version=2.0.0");
        rig.settle("alu");
        rig.container.remove("alu");
        rig.arrived();
        assertThat(rig.settle()).containsExactly("load [alu]");
    }

    @Test
    void ofTwoDirectoriesWithOneModuleTheFirstIsLoaded() {
        rig.write("a", "name=alu");
        rig.write("b", "name=alu", "version=2.0.0");

        assertThat(rig.settle("a", "b")).containsExactly("load [a]");
        assertThat(rig.log.take()).anyMatch(line -> line.contains("already installed from '" + rig.artifact("a")));
    }

    @Test
    void afterARestartWhatIsAsItWasIsLeftAlone() {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        rig.container.put(module("alu"), alu, ModuleState.REGISTERED);
        rig.log.take();
        rig.start();

        assertThat(rig.settle("alu")).as("a person may have stopped it").isEmpty();
        assertThat(rig.log.take()).containsExactly("INFO " + alu + ": alu 1.0.0 is there already, revision 2");
    }

    @Test
    void afterARestartWhatHasChangedIsSwappedAndWhatHasGoneIsUninstalled() {
        rig.write("alu", "name=alu");
        rig.write("old", "name=old");
        rig.settle("alu", "old");
        rig.write("alu", "name=alu", "version=1.1.0");
        rig.delete("old");
        rig.start();

        assertThat(rig.knows("old"))
                .as("FileInstall asks who is in charge of it")
                .isTrue();
        assertThat(rig.settle()).containsExactly("uninstall old", "swap alu alu");
    }

    @Test
    void aModuleThatTheContainerHasNotReadYetIsUninstalledWhenItHas() {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        rig.delete("alu");
        rig.container.remove("alu");
        rig.bundles = true;
        rig.start();

        assertThat(rig.settle()).isEmpty();
        rig.container.put(module("alu"), alu, ModuleState.ACTIVE);
        rig.arrived();
        assertThat(rig.settle()).containsExactly("uninstall alu");
    }

    @Test
    void whatAPersonHasUninstalledIsForgottenWithItsDirectory() {
        Path alu = rig.write("alu", "name=alu");
        rig.settle("alu");
        rig.container.remove("alu");
        rig.delete("alu");
        rig.log.take();

        assertThat(rig.settle("alu")).isEmpty();
        assertThat(rig.log.take()).containsExactly("INFO " + alu + ": gone, nothing is installed from it");
        assertThat(rig.knows("alu")).isFalse();
    }

    @Test
    void aFailureOfTheContainerIsThatModulesAlone() {
        rig.write("a", "name=a");
        rig.write("b", "name=b");
        rig.settle("a", "b");
        rig.write("a", "name=a", "version=2.0.0");
        rig.write("b", "name=b", "version=2.0.0");
        rig.container.thrown = new UnsupportedOperationException("not yet");
        rig.log.take();

        assertThat(rig.settle("a", "b")).containsExactly("swap a a", "swap b b");
        assertThat(rig.log.take())
                .hasSize(2)
                .anyMatch(line -> line.contains("not swapped, a 1.0.0 revision 1 serves on: KERNOS-0308 "))
                .anyMatch(line -> line.contains("b swapped"));
    }

    @Test
    void aContainerThatStopsLeavesTheRestToTheNext() {
        rig.write("alu", "name=alu");
        rig.container.thrown = new IllegalStateException("the container has stopped");
        rig.settle("alu");
        assertThat(rig.log.take()).singleElement().asString().contains("put off until there is a container again");
        rig.start();

        assertThat(rig.settle()).containsExactly("load [alu]");
    }

    @Test
    void anUnreadableModuleIsTriedAgainAfterSomeTime() {
        rig.write("alu", "name=alu", "fails=" + ProblemCode.UNREADABLE);
        rig.settle("alu");

        rig.passAndTick(WaitingPaths.RETRY_MS / 2);
        assertThat(rig.container.takeAsked()).isEmpty();
        rig.passAndTick(WaitingPaths.RETRY_MS / 2);
        assertThat(rig.container.takeAsked()).containsExactly("load [alu]");
    }

    @Test
    void problemsAreOneLine() {
        Problem first = Problem.of(ProblemCode.LIMIT, "too\nmuch").fix("take less");
        assertThat(OutcomeLog.line(java.util.List.of(first, Problem.of(ProblemCode.NAME, "no name"))))
                .isEqualTo("KERNOS-0106 too; much; fix take less | KERNOS-0104 no name");
    }
}
