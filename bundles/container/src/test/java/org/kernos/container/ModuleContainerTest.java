package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.BootReport;
import org.kernos.api.KernelFunction;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.life.Wiring;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

final class ModuleContainerTest {

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws BundleException {
        kernos = new TestContainer(root, "kernos.path", root.resolve("modules").toString());
    }

    @AfterEach
    void stop() throws BundleException {
        kernos.close();
    }

    private static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private static List<Problem> refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).problems();
    }

    private Value add(String module, long a, long b) {
        return kernos.registry().findFunction(module + "/add").orElseThrow().call(new Value.Int(a), new Value.Int(b));
    }

    @Test
    void aDirectoryBecomesABundleWhoseFunctionsAreServices() throws Exception {
        kernos.module("alu", "version=1.2.0");
        ModuleInfo info = done(kernos.container().load("alu")).modules().get(0);
        assertThat(info.state()).isEqualTo(ModuleState.ACTIVE);
        assertThat(info.revision()).isEqualTo(1);
        Bundle bundle = kernos.context().getBundle(info.bundleId());
        assertThat(bundle.getSymbolicName()).isEqualTo("org.kernos.module.alu");
        assertThat(bundle.getVersion()).hasToString("1.2.0");
        assertThat(bundle.getEntry("module/data.txt")).isNotNull();
        assertThat(kernos.count(
                        KernelFunction.class,
                        "(&(kernos.function=alu/add)(kernos.module=alu)(kernos.version=1.2.0)(kernos.revision=1)"
                                + "(kernos.return=:int)(kernos.variadic=false)(kernos.signature=*))"))
                .isEqualTo(1);
        assertThat(add("alu", 5, 3)).isEqualTo(new Value.Int(8));
    }

    @Test
    void loadingALoadedModuleChangesNothing() throws Exception {
        kernos.module("alu");
        done(kernos.container().load("alu"));
        assertThat(kernos.container().load("alu")).isInstanceOf(Outcome.Unchanged.class);
        kernos.container().lock();
        assertThat(kernos.container().load("alu")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(kernos.bundles()).hasSize(1);
    }

    @Test
    void whatIsNotFoundNamesEveryPlaceThatWasTried() {
        Problem problem = refused(kernos.container().load("alu")).get(0);
        assertThat(problem.code()).isEqualTo(ProblemCode.MODULE_NOT_FOUND);
        assertThat(problem.message())
                .contains(root.resolve("modules/alu").toString())
                .endsWith(", alu");
    }

    @Test
    void anAbsolutePathWinsAndSearchPathsComeBeforeTheWorkingDirectory() throws Exception {
        Path elsewhere = TestContainer.moduleIn(root.resolve("elsewhere"), "alu", "bonus=100", "version=2.0.0");
        kernos.module("alu", "bonus=10");
        done(kernos.container().load("alu"));
        assertThat(add("alu", 1, 2)).isEqualTo(new Value.Int(13));
        done(kernos.container().load(elsewhere.toString()));
        assertThat(add("alu", 1, 2)).isEqualTo(new Value.Int(103));
    }

    @Test
    void providersStartFirstWhateverTheOrderOfTheDirectories() throws Exception {
        List<Path> directories = List.of(
                kernos.module("top", "needs=middle"), kernos.module("middle", "needs=base"), kernos.module("base"));
        BootReport report = kernos.container().loadAll(directories);
        assertThat(report.refused()).isEmpty();
        assertThat(kernos.runtime.events).containsExactly("open base", "open middle", "open top");
    }

    @Test
    void everyShutdownFunctionRunsBeforeAnyCodeIsClosedDependentsFirst() throws Exception {
        kernos.container()
                .loadAll(List.of(
                        kernos.module("first"),
                        kernos.module("user", "needs=alu"),
                        kernos.module("alu"),
                        kernos.module("last", "fail.shutdown=yes")));
        assertThat(kernos.registry().stopOrder()).containsExactly("first", "last", "user", "alu");
        kernos.runtime.events.clear();
        kernos.close();
        assertThat(kernos.runtime.events)
                .containsExactly(
                        "shutdown first",
                        "shutdown last",
                        "shutdown user",
                        "shutdown alu",
                        "close first",
                        "close last",
                        "close user",
                        "close alu");
    }

    @Test
    void aMissingDependencyIsNamedWithWhatIsInstalledAndNothingStaysBehind() throws Exception {
        kernos.module("alu", "version=2.0.0");
        done(kernos.container().load("alu"));
        kernos.module("user", "needs=alu 1.0.0");
        Problem problem = refused(kernos.container().load("user")).get(0);
        assertThat(problem.message()).isEqualTo("module 'user' needs alu [1.0.0,2.0.0), installed: 2.0.0");
        assertThat(kernos.bundles()).hasSize(1);
        assertThat(problem.place())
                .hasValue(Place.of(root.resolve("modules/user").toString()));
        assertThat(kernos.registry().why("user")).containsExactly(problem);
    }

    @Test
    void anUnresolvedProviderIsExplainedThroughTheChain() throws Exception {
        Path user = kernos.module("user", "needs=middle");
        Path middle = kernos.module("middle", "needs=nowhere");
        BootReport report = kernos.container().loadAll(List.of(user, middle));
        assertThat(report.active()).isEmpty();
        assertThat(report.refused().get(user.toString()).get(0).message())
                .contains("needs middle")
                .contains("present but itself unresolved because module 'middle' needs nowhere");
        assertThat(kernos.bundles()).isEmpty();
    }

    @Test
    void anOptionalDependencyMayBeMissing() throws Exception {
        kernos.module("user", "needs=nowhere?");
        done(kernos.container().load("user"));
    }

    @Test
    void aCircleOfDependenciesIsNamedAsAWhole() throws Exception {
        BootReport report = kernos.container()
                .loadAll(List.of(
                        kernos.module("a", "needs=b"),
                        kernos.module("b", "needs=c"),
                        kernos.module("c", "needs=a"),
                        kernos.module("free")));
        assertThat(report.active()).extracting(ModuleInfo::name).containsExactly("free");
        assertThat(report.refused()).hasSize(3);
        assertThat(report.refused().values().iterator().next().get(0).message()).endsWith(": a -> b -> c -> a");
        report.refused().forEach((directory, problems) -> assertThat(problems)
                .allMatch(problem -> problem.place().equals(Optional.of(Place.of(directory)))));
    }

    @Test
    void aModuleThatFailsToOpenLeavesNothingAndHarmsNoOther() throws Exception {
        Path bad = kernos.module("bad", "fail.init=yes");
        BootReport report =
                kernos.container().loadAll(List.of(bad, kernos.module("user", "needs=bad"), kernos.module("good")));
        assertThat(report.active()).extracting(ModuleInfo::name).containsExactly("good");
        assertThat(report.refused().get(bad.toString()).get(0).message()).isEqualTo("init of bad failed");
        assertThat(kernos.bundles()).hasSize(1);
        assertThat(kernos.registry().why("bad").get(0).message()).isEqualTo("init of bad failed");
        assertThat(kernos.registry().why("user").get(0).message()).contains("needs 'bad', which could not be started");
    }

    @Test
    void theSecondOfTwoModulesOfOneNameAndVersionIsRefused() throws Exception {
        kernos.module("alu");
        done(kernos.container().load("alu"));
        Path twin = TestContainer.moduleIn(root.resolve("elsewhere"), "alu");
        Problem problem = refused(kernos.container().load(twin.toString())).get(0);
        assertThat(problem.code()).isEqualTo(ProblemCode.ALREADY_INSTALLED);
        assertThat(problem.message()).contains("'alu' 1.0.0 is already installed from");
        assertThat(problem.toString()).endsWith("fix give this one another version, or module:uninstall alu first");
    }

    @Test
    void ofSeveralVersionsTheOneThatIsInTheWayIsNamedByItsBundle() throws Exception {
        kernos.module("alu");
        long bundle = done(kernos.container().load("alu")).modules().get(0).bundleId();
        done(kernos.container()
                .load(kernos.module("alu-2", "name=alu", "version=2.0.0").toString()));
        Path twin = TestContainer.moduleIn(root.resolve("elsewhere"), "alu");
        assertThat(refused(kernos.container().load(twin.toString())).get(0).toString())
                .endsWith("fix give this one another version, or uninstall its bundle " + bundle + " first");
    }

    @Test
    void afterTheLockNoNewNameIsInstalledByAnyWay() throws Exception {
        Path late = kernos.module("late");
        kernos.container().lock();
        assertThat(kernos.container().isLoadAllowed()).isFalse();
        assertThat(refused(kernos.container().load("late")).get(0).code()).isEqualTo(ProblemCode.LOCKED);
        assertThat(refused(kernos.container().install(late, LoadOptions.NONE))
                        .get(0)
                        .code())
                .isEqualTo(ProblemCode.LOCKED);
        try {
            kernos.context().installBundle("kernos:" + late);
            throw new AssertionError("the framework installed a module after the lock");
        } catch (BundleException e) {
            assertThat(String.valueOf(e.getCause())).contains("KERNOS-0304");
        }
        assertThat(kernos.bundles()).isEmpty();
    }

    @Test
    void theLockSurvivesANewConfigurationAndModulesGoOn() throws Exception {
        done(kernos.container().load(kernos.module("alu").toString()));
        Path late = TestContainer.moduleIn(root.resolve("boot"), "late");
        kernos.container().lock();
        kernos.configure(
                "kernos.lock", "none", "kernos.boot", root.resolve("boot").toString());
        assertThat(kernos.container().isLoadAllowed()).isFalse();
        assertThat(kernos.awaitBoot().refused().get(late.toString()))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.LOCKED);
        assertThat(add("alu", 5, 3)).isEqualTo(new Value.Int(8));
        assertThat(kernos.container().load("alu")).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void stoppingAProviderIsRefusedUnlessForced() throws Exception {
        kernos.container()
                .loadAll(List.of(
                        kernos.module("alu"), kernos.module("user", "needs=alu"), kernos.module("top", "needs=user")));
        Problem problem = refused(kernos.container().stop("alu", false)).get(0);
        assertThat(problem.code()).isEqualTo(ProblemCode.HAS_DEPENDENTS);
        assertThat(problem.message()).contains("top, user");
        kernos.runtime.events.clear();
        Outcome.Done stopped = done(kernos.container().stop("alu", true));
        assertThat(stopped.modules()).extracting(ModuleInfo::name).containsExactly("top", "user", "alu");
        assertThat(kernos.runtime.events).startsWith("shutdown top", "close top", "shutdown user");
        assertThat(kernos.registry().functions()).isEmpty();
        done(kernos.container().start("top"));
        assertThat(kernos.registry().functions()).hasSize(9);
    }

    @Test
    void stoppingAProviderWithTheFrameworkStopsDependentsFirstAndTheyComeBackWithIt() throws Exception {
        kernos.container().loadAll(List.of(kernos.module("alu"), kernos.module("user", "needs=alu")));
        Bundle alu = Objects.requireNonNull(kernos.context().getBundle("kernos:" + root.resolve("modules/alu")));
        kernos.runtime.events.clear();
        alu.stop();
        assertThat(kernos.runtime.events).containsExactly("shutdown user", "close user", "shutdown alu", "close alu");
        alu.start();
        assertThat(kernos.registry().findModule("user").orElseThrow().state()).isEqualTo(ModuleState.ACTIVE);
    }

    @Test
    void theFrameworksOwnCommandsWorkOnAModule() throws Exception {
        Path directory = kernos.module("alu", "bonus=1");
        Bundle bundle = kernos.context().installBundle("kernos:" + directory);
        bundle.start();
        assertThat(add("alu", 1, 1)).isEqualTo(new Value.Int(3));
        KernelFunction old = kernos.registry().findFunction("alu/add").orElseThrow();
        kernos.module("alu", "bonus=50", "version=1.1.0");
        bundle.update();
        assertThat(add("alu", 1, 1)).isEqualTo(new Value.Int(52));
        assertThat(kernos.registry().findModule("alu").orElseThrow().revision()).isEqualTo(2);
        assertThat(old.call(new Value.Int(1), new Value.Int(1)))
                .as("what was taken before the update follows it")
                .isEqualTo(new Value.Int(52));
        bundle.uninstall();
        assertThat(org.junit.jupiter.api.Assertions.assertThrows(
                                org.kernos.api.KernelException.class,
                                () -> old.call(new Value.Int(1), new Value.Int(1)))
                        .problem()
                        .code())
                .isEqualTo(ProblemCode.NOT_ACTIVE);
        assertThat(kernos.registry().modules()).isEmpty();
        assertThat(kernos.count(KernelFunction.class, null)).isZero();
    }

    @Test
    void modulesComeBackFromTheBundleCacheWithTheirRevision() throws Exception {
        Path alu = kernos.module("alu", "bonus=7");
        kernos.container().loadAll(List.of(kernos.module("user", "needs=alu"), alu));
        kernos.close();
        removeTree(alu);
        kernos = new TestContainer(root);
        TestContainer.await("both modules", () -> kernos.registry().functions().size() == 6);
        assertThat(add("alu", 1, 1)).isEqualTo(new Value.Int(9));
        assertThat(kernos.registry().findModule("alu").orElseThrow().revision()).isEqualTo(1);
    }

    private static void removeTree(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aChangedDirectoryIsANewRevisionAtTheNextLoad() throws Exception {
        Path directory = kernos.module("alu");
        kernos.container().loadAll(List.of(directory));
        kernos.module("alu", "bonus=1000");
        kernos.container().loadAll(List.of(directory));
        assertThat(add("alu", 1, 1)).isEqualTo(new Value.Int(1002));
        assertThat(kernos.registry().findModule("alu").orElseThrow().revision()).isEqualTo(2);
        done(kernos.container().uninstall("alu", false));
        done(kernos.container().load("alu"));
        assertThat(kernos.registry().findModule("alu").orElseThrow().revision()).isEqualTo(3);
    }

    @Test
    void aDependentIsWiredToTheHighestVersionThatCanResolve() throws Exception {
        kernos.container()
                .loadAll(List.of(
                        TestContainer.moduleIn(root.resolve("v1"), "alu", "version=1.0.0"),
                        TestContainer.moduleIn(root.resolve("v12"), "alu", "version=1.2.0"),
                        TestContainer.moduleIn(root.resolve("v13"), "alu", "version=1.3.0", "needs=nowhere"),
                        TestContainer.moduleIn(root.resolve("v2"), "alu", "version=2.0.0"),
                        kernos.module("user", "needs=alu 1.0.0")));
        Bundle user = Objects.requireNonNull(kernos.context().getBundle("kernos:" + root.resolve("modules/user")));
        assertThat(new Wiring(kernos.context()).providers(user))
                .extracting(bundle -> bundle.getVersion().toString())
                .containsExactly("1.2.0");
    }

    @Test
    void aRunningCallIsWaitedForBeforeTheCodeIsClosed() throws Exception {
        kernos.module("alu");
        done(kernos.container().load("alu"));
        KernelFunction add = kernos.registry().findFunction("alu/add").orElseThrow();
        Thread caller = new Thread(() -> add.call(new Value.Int(-1), new Value.Int(1)));
        caller.start();
        kernos.runtime.inside.await();
        kernos.runtime.events.clear();
        Thread stopper = new Thread(() -> kernos.container().stop("alu", false));
        stopper.start();
        TestContainer.await("the services to go", () -> kernos.count(KernelFunction.class, "(kernos.module=alu)") == 0);
        assertThat(kernos.runtime.events).isEmpty();
        kernos.runtime.release.countDown();
        stopper.join();
        caller.join();
        assertThat(kernos.runtime.events).containsExactly("shutdown alu", "close alu");
    }

    @Test
    void revisionsAreNeverReusedAcrossRestarts() throws Exception {
        kernos.module("alu");
        done(kernos.container().load("alu"));
        done(kernos.container().uninstall("alu", false));
        kernos.close();
        kernos = new TestContainer(root, "kernos.path", root.resolve("modules").toString());
        assertThat(done(kernos.container().load("alu")).modules().get(0).revision())
                .isEqualTo(2);
    }

    @Test
    void loadOptionsStayWithTheBundle() throws Exception {
        kernos.module("alu");
        done(kernos.container().load("alu", new LoadOptions(Map.of("args", "form"))));
        Bundle bundle = kernos.bundles().get(0);
        assertThat(ModuleHeaders.of(bundle).settings()).isEqualTo(Map.of("args", "form"));
        bundle.update();
        assertThat(ModuleHeaders.of(bundle).settings()).isEqualTo(Map.of("args", "form"));
    }

    @Test
    void whatTheReaderWarnsOfIsKeptThroughARestart() throws Exception {
        kernos.module("alu", "warning=looks odd");
        assertThat(done(kernos.container().load("alu")).warnings())
                .extracting(Problem::message)
                .containsExactly("looks odd");
        kernos.container().stop("alu", false);
        kernos.container().start("alu");
        assertThat(kernos.registry().findModule("alu").orElseThrow().problems())
                .extracting(Problem::message)
                .containsExactly("looks odd");
    }

    @Test
    void afterAnUpdateOfAProviderItsDependentsAreStillKnown() throws Exception {
        kernos.container().loadAll(List.of(kernos.module("alu"), kernos.module("user", "needs=alu")));
        Bundle alu = Objects.requireNonNull(kernos.context().getBundle("kernos:" + root.resolve("modules/alu")));
        kernos.module("alu", "bonus=1");
        alu.update();
        assertThat(kernos.registry().findModule("user").orElseThrow().state()).isEqualTo(ModuleState.ACTIVE);
        assertThat(refused(kernos.container().stop("alu", false)).get(0).code()).isEqualTo(ProblemCode.HAS_DEPENDENTS);
        assertThat(kernos.registry().stopOrder()).containsExactly("user", "alu");
    }

    @Test
    void aContentThatCannotBeOpenedGivesWayToTheFormerOne() throws Exception {
        Path directory = kernos.module("alu", "bonus=1");
        kernos.container().loadAll(List.of(directory));
        kernos.module("alu", "fail.init=yes");
        assertThat(kernos.container().loadAll(List.of(directory)).refused()).hasSize(1);
        assertThat(add("alu", 1, 1)).isEqualTo(new Value.Int(3));
        assertThat(kernos.registry().findModule("alu").orElseThrow().revision()).isEqualTo(1);
        assertThat(refused(kernos.container().install(directory, LoadOptions.NONE))
                        .get(0)
                        .message())
                .isEqualTo("module 'alu' is active with a former content of this directory");
    }

    @Test
    void aLocationThatIsSpelledDifferentlyIsTheSameModule() throws Exception {
        kernos.module("alu#1", "name=alu", "bonus=1");
        Bundle bundle = kernos.context().installBundle("kernos:" + root.resolve("modules/../modules/alu#1"));
        bundle.start();
        kernos.module("alu#1", "name=alu", "bonus=22");
        bundle.update();
        assertThat(add("alu", 1, 1)).isEqualTo(new Value.Int(24));
        assertThat(kernos.container().load(root.resolve("modules/alu#1").toString()))
                .isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void aCircleIsRefusedAlsoWhenItsModulesAreInstalledOneByOne() throws Exception {
        done(kernos.container().install(kernos.module("x", "needs=y"), LoadOptions.NONE));
        Problem problem = refused(kernos.container().install(kernos.module("y", "needs=x"), LoadOptions.NONE))
                .get(0);
        assertThat(problem.message()).endsWith(": x -> y -> x");
        assertThat(kernos.registry().why("x")).isNotEmpty();
    }

    @Test
    void modulesThatWereStartedBeforeTheContainerOpenInTheOrderOfTheirDependencies() throws Exception {
        kernos.container()
                .loadAll(List.of(
                        kernos.module("base"),
                        kernos.module("user", "needs=base"),
                        kernos.module("top", "needs=user")));
        for (int i = 0; i < 5; i++) {
            kernos.runtime.events.clear();
            kernos.restartContainer();
            assertThat(kernos.runtime.events)
                    .containsExactly(
                            "shutdown top",
                            "shutdown user",
                            "shutdown base",
                            "close top",
                            "close user",
                            "close base",
                            "open base",
                            "open user",
                            "open top");
            assertThat(add("top", 1, 1)).isEqualTo(new Value.Int(2));
        }
    }

    @Test
    void aModuleFromMemoryThatNobodyReadsLeavesNothing() {
        List<Problem> problems = refused(kernos.container().loadFromMemory("ghost", new byte[] {1, 2, 3}));

        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.NO_DESCRIPTOR);
        assertThat(kernos.registry().modules()).isEmpty();
        assertThat(refused(kernos.container().loadFromMemory("../ghost", new byte[0])))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.NAME);
    }
}
