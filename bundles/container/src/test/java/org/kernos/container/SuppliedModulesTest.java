package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.BootReport;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.ModuleLoader;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.BundleException;

/** What loads ask the mounted resolver for: names that are nowhere else, and what modules need. */
final class SuppliedModulesTest {

    @TempDir
    Path root;

    private TestContainer kernos;
    private TestResolver resolver;

    @BeforeEach
    void start() throws BundleException {
        kernos = new TestContainer(
                root, "kernos.path", root.resolve("modules").toString(), "kernos.sources.limit.ms", "20000");
        resolver = new TestResolver(root.resolve("store"));
        kernos.service(Coordinator.class).mount(ModuleSourceResolver.MOUNT_POINT, resolver);
    }

    @AfterEach
    void stop() throws BundleException {
        kernos.close();
    }

    private List<String> loaded(String name) {
        Outcome outcome = kernos.container().load(name);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).modules().stream().map(ModuleInfo::name).toList();
    }

    private List<Problem> refused(String name) {
        Outcome outcome = kernos.container().load(name);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).problems();
    }

    private List<Problem> refusedAndNothingIsLeft(String name) {
        List<Problem> problems = refused(name);
        assertThat(kernos.bundles()).isEmpty();
        assertThat(kernos.registry().functions())
                .allMatch(function -> function.module().equals("kernos"));
        return problems;
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.code().label() + " " + problem.message())
                .toList();
    }

    @Test
    void whatIsNotOnTheSearchPathIsAskedOfTheResolver() throws Exception {
        resolver.with("alu");
        assertThat(loaded("alu")).containsExactly("alu");
        assertThat(resolver.asked).containsExactly("alu");
        assertThat(kernos.container().load("alu")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(resolver.asked).hasSize(1);
    }

    @Test
    void whatIsOnTheSearchPathAsksNobody() throws Exception {
        kernos.module("alu");
        assertThat(loaded("alu")).containsExactly("alu");
        assertThat(resolver.asked).isEmpty();
    }

    @Test
    void theHintBehindANameIsForTheResolver() throws Exception {
        kernos.module("alu", "version=1.0.0");
        resolver.with("alu", "version=2.0.0");
        assertThat(loaded("alu@mvn:org.example:alu:2.0")).containsExactly("alu");
        assertThat(resolver.asked).containsExactly("alu@mvn:org.example:alu:2.0");
        assertThat(kernos.registry()
                        .findModule("alu")
                        .orElseThrow()
                        .descriptor()
                        .version())
                .hasToString("2.0.0");
        assertThat(kernos.container().load("alu@elsewhere")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(resolver.asked).hasSize(1);
    }

    @Test
    void aDirectoryThatIsCalledLikeANameWithAHintComesFirst() throws Exception {
        kernos.module("alu@2", "name=two");
        assertThat(loaded("alu@2")).containsExactly("two");
        assertThat(resolver.asked).isEmpty();
    }

    @Test
    void aHintWithoutAResolverSaysThatOneIsMissing() {
        kernos.service(Coordinator.class).unmount(ModuleSourceResolver.MOUNT_POINT);
        assertThat(texts(refused("alu@there")))
                .containsExactly("KERNOS-0307 module 'alu' was not found: it was asked for as 'alu@there',"
                        + " and no module source resolver is mounted");
    }

    @Test
    void pathsAreNobodysBusiness() {
        for (String path : List.of("libs/alu", "/nowhere/alu", "../alu", "a b")) {
            assertThat(texts(refused(path))).hasSize(1).allMatch(text -> text.startsWith("KERNOS-"));
        }
        assertThat(resolver.asked).isEmpty();
    }

    @Test
    void whatIsNowhereSaysWhatBothHaveTried() {
        assertThat(texts(refused("alu")))
                .containsExactly(
                        "KERNOS-0307 module 'alu' was not found, tried: " + root.resolve("modules/alu") + ", alu",
                        "KERNOS-0307 module 'alu' was not found, tried the moon: no alu");
        assertThat(kernos.registry().why("alu")).hasSize(2);
    }

    @Test
    void toDescribeAModuleAsksAndInstallsNothing() throws Exception {
        resolver.with("alu", "version=3.0.0");
        assertThat(kernos.container().describe("alu@there", LoadOptions.NONE).version())
                .hasToString("3.0.0");
        assertThat(kernos.bundles()).isEmpty();
        assertThatExceptionOfType(ModuleException.class)
                .isThrownBy(() -> kernos.container().describe("mul", LoadOptions.NONE))
                .withMessageContaining("the moon: no mul");
    }

    @Test
    void whatAModuleNeedsIsAskedForAndWhatThatNeedsInTurn() throws Exception {
        kernos.module("user", "needs=alu 1.0.0, fs", "source.alu=mvn:org.example:alu:1.2");
        resolver.with("alu", "version=1.2.0", "needs=base").with("base").with("fs", "needs=base");
        assertThat(loaded("user")).hasSize(4).last().isEqualTo("user");
        assertThat(kernos.runtime.events).containsExactly("open base", "open alu", "open fs", "open user");
        assertThat(resolver.asked).containsExactlyInAnyOrder("alu@mvn:org.example:alu:1.2", "fs", "base");
    }

    @Test
    void aModuleLoaderAsksForWhatItsModuleNeeds() throws Exception {
        resolver.with("user", "needs=alu").with("alu");
        kernos.service(ModuleLoader.class).load("user", Map.of(), "hint");
        assertThat(resolver.asked).containsExactly("user@hint", "alu");
        assertThat(kernos.runtime.events).containsExactly("open alu", "open user");
    }

    @Test
    void whatIsInstalledOrOptionalIsNotAskedFor() throws Exception {
        kernos.container().install(kernos.module("alu"), LoadOptions.NONE);
        kernos.module("user", "needs=alu, nice?");
        assertThat(loaded("user")).containsExactly("user");
        assertThat(kernos.runtime.events).containsExactly("open alu", "open user");
        assertThat(resolver.asked).isEmpty();
    }

    @Test
    void whatAnInstalledProviderLacksIsAskedForAsWell() throws Exception {
        kernos.container().install(kernos.module("alu", "needs=base"), LoadOptions.NONE);
        kernos.module("user", "needs=alu");
        resolver.with("base");
        assertThat(loaded("user")).containsExactly("base", "user");
        assertThat(kernos.runtime.events).containsExactly("open base", "open alu", "open user");
    }

    @Test
    void anotherVersionThanNeededIsRefusedAndBothAreNamed() throws Exception {
        kernos.module("user", "needs=alu 1.0.0");
        resolver.with("alu", "version=2.3.0");
        assertThat(texts(refusedAndNothingIsLeft("user"))).anySatisfy(text -> assertThat(text)
                .startsWith("KERNOS-0310 module 'user' needs alu [1.0.0,2.0.0), and resolver ")
                .contains("has version 2.3.0 of it, in '" + resolver.directory("alu") + "'"));
        assertThat(kernos.runtime.events).isEmpty();
    }

    @Test
    void allIsLoadedOrNothing() throws Exception {
        kernos.module("user", "needs=alu, gone");
        resolver.with("alu", "needs=lost");
        List<Problem> problems = refusedAndNothingIsLeft("user");
        assertThat(texts(problems))
                .contains("KERNOS-0301 module 'user' needs alu, installed: none")
                .contains("KERNOS-0301 module 'user' needs gone, installed: none")
                .contains("KERNOS-0307 module 'gone' was not found, tried the moon: no gone")
                .contains("KERNOS-0307 module 'lost' was not found, tried the moon: no lost");
        assertThat(kernos.runtime.events).isEmpty();
    }

    @Test
    void aCircleThroughTheResolverEnds() throws Exception {
        kernos.module("user", "needs=alu");
        resolver.with("alu", "needs=base").with("base", "needs=user");
        assertThat(texts(refusedAndNothingIsLeft("user"))).anyMatch(text -> text.startsWith("KERNOS-0302 "));
        assertThat(resolver.asked).containsExactly("alu", "base");
    }

    @Test
    void aResolverThatMakesUpModulesWithoutEndIsStopped() throws Exception {
        kernos.module("user", "needs=m0");
        for (int i = 0; i < 1_001; i++) {
            String next = "m" + (i + 1);
            resolver.answering("m" + i, (id, hint) -> () -> {
                return TestContainer.moduleIn(root.resolve("store"), id, "needs=" + next);
            });
        }
        assertThat(texts(refusedAndNothingIsLeft("user")))
                .anyMatch(text -> text.startsWith("KERNOS-0601 ")
                        && text.endsWith(
                                "was not asked for 'm1000': it was asked for 1000 modules before in the same load"));
    }

    static Stream<ModuleSourceResolver> faults() {
        return Stream.of(
                (id, hint) -> {
                    throw new IllegalStateException("out of order");
                },
                (id, hint) -> () -> {
                    throw new IOException("no disk");
                },
                (id, hint) -> null,
                (id, hint) -> () -> null,
                (id, hint) -> () -> Files.createTempFile("no-directory", ""),
                (id, hint) -> () -> Path.of("nowhere", id));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfTheResolverInstallsNothing(ModuleSourceResolver fault) throws Exception {
        kernos.module("user", "needs=alu");
        resolver.answering("alu", fault);
        for (String name : List.of("user", "alu", "alu@hint")) {
            assertThat(texts(refusedAndNothingIsLeft(name)))
                    .as(name)
                    .anyMatch(text -> text.startsWith("KERNOS-0601 resolver " + TestResolver.class.getName())
                            && text.contains("'alu'"));
        }
    }

    @Test
    void anotherModuleThanAskedForIsRefused() throws Exception {
        kernos.module("user", "needs=alu");
        resolver.with("alu", "name=mul");
        for (String name : List.of("user", "alu")) {
            assertThat(texts(refusedAndNothingIsLeft(name)))
                    .contains("KERNOS-0108 module 'alu' was asked for, and the directory holds 'mul'");
        }
    }

    @Test
    void aBrokenModuleKeepsWhatNeedsItFromBeingLoaded() throws Exception {
        kernos.module("user", "needs=alu");
        resolver.with("alu", "broken=yes");
        assertThat(texts(refusedAndNothingIsLeft("user"))).contains("KERNOS-0102 this descriptor is broken");
    }

    @Test
    void aResolverThatBlocksIsInterruptedAtTheLimit() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        kernos.configure("kernos.sources.limit.ms", "50");
        kernos.module("user", "needs=alu");
        resolver.answering("alu", (id, hint) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return () -> root;
        });
        assertThat(texts(refusedAndNothingIsLeft("user")))
                .anyMatch(text -> text.endsWith("did not answer for 'alu' within 50 ms (kernos.sources.limit.ms)"));
        interrupted.await();
    }

    @Test
    void anInterruptOfTheCallerCancelsTheLoad() throws Exception {
        Thread caller = Thread.currentThread();
        kernos.module("user", "needs=alu");
        resolver.answering("alu", (id, hint) -> {
            caller.interrupt();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return () -> root;
        });
        assertThat(texts(refused("user")))
                .contains("KERNOS-0604 module 'alu' was not loaded: the wait for its source was cancelled");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kernos.bundles()).isEmpty();
    }

    @Test
    void anotherAnswerToTheSameQuestionIsRefused() throws Exception {
        kernos.module("user", "needs=alu");
        resolver.with("alu");
        loaded("user");
        kernos.container().uninstall("alu", true);
        kernos.container().uninstall("user", true);
        Path other = TestContainer.moduleIn(root.resolve("other"), "alu");
        resolver.answering("alu", (id, hint) -> () -> other);
        assertThat(texts(refusedAndNothingIsLeft("user")))
                .anyMatch(text -> text.startsWith("KERNOS-0601 ")
                        && text.contains(other + " for 'alu', and " + resolver.directory("alu")));
    }

    @Test
    void whatWasSuppliedGoesWithAModuleThatCannotBeOpened() throws Exception {
        kernos.module("user", "needs=alu", "fail.init=yes");
        resolver.with("alu", "needs=base").with("base");
        assertThat(texts(refusedAndNothingIsLeft("user"))).containsExactly("KERNOS-0210 init of user failed");
        assertThat(kernos.runtime.events)
                .containsExactly(
                        "open base",
                        "open alu",
                        "open user",
                        "shutdown alu",
                        "close alu",
                        "shutdown base",
                        "close base");
    }

    @Test
    void whatWasSuppliedStaysWhereAnotherModuleNeedsIt() throws Exception {
        Path failing = kernos.module("failing", "needs=alu", "fail.init=yes");
        Path user = kernos.module("user", "needs=alu");
        resolver.with("alu");
        BootReport report = kernos.container().loadAll(List.of(failing, user));
        assertThat(report.active()).extracting(ModuleInfo::name).containsExactly("alu", "user");
        assertThat(report.refused()).containsOnlyKeys(failing.toString());
        assertThat(resolver.asked).containsExactly("alu");
    }

    @Test
    void whatLacksNothingIsLoadedBeforeTheResolverIsAsked() throws Exception {
        Path plain = kernos.module("plain");
        Path user = kernos.module("user", "needs=alu");
        Path above = kernos.module("above", "needs=user");
        Path alu = TestContainer.moduleIn(root.resolve("store"), "alu");
        resolver.answering("alu", (id, hint) -> {
            assertThat(kernos.runtime.events).containsExactly("open plain");
            return () -> alu;
        });
        BootReport report = kernos.container().loadAll(List.of(above, plain, user));
        assertThat(report.active()).extracting(ModuleInfo::name).containsExactly("plain", "alu", "user", "above");
    }

    @Test
    void whatComesWhileTheResolverIsAskedIsTaken() throws Exception {
        kernos.module("user", "needs=alu");
        Path alu = kernos.module("alu");
        resolver.answering("alu", (id, hint) -> {
            kernos.container().load("alu");
            return () -> copy("alu");
        });
        assertThat(loaded("user")).containsExactly("user");
        assertThat(kernos.bundles()).hasSize(2);
        assertThat(kernos.registry().findModule("alu").orElseThrow().from()).isEqualTo(alu.toString());
    }

    private Path copy(String name) {
        try {
            return TestContainer.moduleIn(root.resolve("copies"), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatGoesWhileTheResolverIsAskedIsAskedForAsWell() throws Exception {
        kernos.module("user", "needs=alu, base");
        kernos.container()
                .load(TestContainer.moduleIn(root.resolve("elsewhere"), "base").toString());
        resolver.with("base");
        Path alu = TestContainer.moduleIn(root.resolve("store"), "alu");
        resolver.answering("alu", (id, hint) -> {
            kernos.container().uninstall("base", true);
            return () -> alu;
        });
        assertThat(loaded("user")).containsExactly("alu", "base", "user");
        assertThat(resolver.asked).containsExactly("alu", "base");
    }

    @Test
    void aLoadFromWithinAnOperationAsksNobody() throws Exception {
        kernos.module("outer");
        kernos.runtime.whenOpening = name -> refused("alu");
        resolver.with("alu");
        assertThat(loaded("outer")).containsExactly("outer");
        assertThat(resolver.asked).isEmpty();
    }

    @Test
    void aLoadByTheResolverItselfAsksNobody() throws Exception {
        resolver.with("base");
        Path alu = TestContainer.moduleIn(root.resolve("store"), "alu");
        resolver.answering("alu", (id, hint) -> {
            refused("base");
            return () -> alu;
        });
        assertThat(loaded("alu")).containsExactly("alu");
        assertThat(resolver.asked).containsExactly("alu");
    }

    @Test
    void theLockHoldsForWhatModulesNeed() throws Exception {
        Path user = kernos.module("user", "needs=alu");
        kernos.container().install(user, LoadOptions.NONE);
        kernos.container().lock();
        resolver.with("alu");
        assertThat(texts(refused("user"))).anyMatch(text -> text.startsWith("KERNOS-0304 module 'alu'"));
        assertThat(kernos.bundles()).hasSize(1);
    }

    @Test
    void anActiveModuleIsNotReplacedBecauseAnotherOneNeedsIt() throws Exception {
        resolver.with("alu", "version=1.0.0");
        loaded("alu");
        resolver.with("alu", "version=2.0.0");
        kernos.module("user", "needs=alu 2.0.0");
        assertThat(texts(refused("user")))
                .contains("KERNOS-0305 module 'alu' is active with a former content of this directory");
        assertThat(kernos.registry().findModule("alu").orElseThrow().revision()).isEqualTo(1);
        assertThat(kernos.runtime.events).containsExactly("open alu");
    }
}
