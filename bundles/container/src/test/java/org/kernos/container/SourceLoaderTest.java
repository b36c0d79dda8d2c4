package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.Coordinator;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleLoader;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

final class SourceLoaderTest {

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws BundleException {
        kernos = new TestContainer(
                root, "kernos.path", root.resolve("modules").toString(), "kernos.sources.limit.ms", "20000");
    }

    @AfterEach
    void stop() throws BundleException {
        kernos.close();
    }

    private ModuleLoader loader() {
        return kernos.service(ModuleLoader.class);
    }

    private Coordinator coordinator() {
        return kernos.service(Coordinator.class);
    }

    private ModuleInfo load(String id) throws Exception {
        return loader().load(id, Map.of(), null);
    }

    private void mount(ModuleSourceResolver resolver) {
        coordinator().mount(ModuleSourceResolver.MOUNT_POINT, resolver);
    }

    private ServiceRegistration<?> register(ModuleSourceResolver resolver, int ranking) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, ranking));
        return kernos.context().registerService(ModuleSourceResolver.class, resolver, properties);
    }

    /** What is wrong with the mounted resolver, which has led to nothing. */
    private Problem fault(String id) {
        ModuleLoadException thrown = catchThrowableOfType(ModuleLoadException.class, () -> load(id));
        assertThat(thrown).isNotNull();
        assertThat(thrown.moduleId()).isEqualTo(id);
        assertThat(kernos.bundles()).isEmpty();
        Problem problem = thrown.problems().get(0);
        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_RESOLVER);
        assertThat(problem.message()).contains(SourceLoaderTest.class.getName(), "of bundle", "service ");
        return problem;
    }

    @Test
    void aMountedResolverSaysWhereAModuleIs() throws Exception {
        Path elsewhere = TestContainer.moduleIn(root.resolve("elsewhere"), "alu");
        List<@Nullable Object> hints = new ArrayList<>();
        mount((id, hint) -> {
            hints.add(hint);
            return () -> elsewhere;
        });
        ModuleInfo info = loader().load("alu", Map.of("speed", "9"), "there");
        assertThat(info.state()).isEqualTo(ModuleState.ACTIVE);
        assertThat(hints).containsExactly("there");
        assertThat(kernos.runtime.events).containsExactly("open alu");
    }

    @Test
    void theConfigurationIsKeptWithTheBundle() throws Exception {
        kernos.module("alu");
        loader().load("alu", Map.of("speed", "9"), null);
        assertThat(kernos.bundles().get(0).getHeaders().get("Kernos-Settings")).contains("config.speed");
    }

    @Test
    void aLoadedModuleIsLeftAsItIsAndNobodyIsAsked() throws Exception {
        kernos.module("alu");
        load("alu");
        mount((id, hint) -> {
            throw new AssertionError();
        });
        assertThat(load("alu").revision()).isEqualTo(1);
    }

    @Test
    void anInstalledModuleIsStartedAndNobodyIsAskedUnlessToldWhere() throws Exception {
        Path installed = TestContainer.moduleIn(root.resolve("elsewhere"), "alu", "version=2.0.0");
        kernos.container().install(installed, LoadOptions.NONE);
        mount((id, hint) -> {
            throw new ModuleNotFoundException(id, List.of(new Attempt("nowhere", "empty")), List.of(), "wait");
        });
        assertThat(loader().explain("alu", null))
                .extracting(Attempt::where)
                .containsExactly("installed bundles", "nowhere");
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> loader().load("alu", Map.of(), "there"));
        assertThat(load("alu").state()).isEqualTo(ModuleState.ACTIVE);
    }

    @Test
    void theServiceSaysWhichDirectoriesAreSearched() {
        String[] searched = (String[])
                kernos.context().getServiceReference(ModuleLoader.class).getProperty(ModuleLoader.SEARCH_PATH);
        assertThat(searched).endsWith(Path.of("").toAbsolutePath().toString()).hasSizeGreaterThan(1);
    }

    @Test
    void withoutAResolverInstalledBundlesComeFirstThenTheSearchPaths() throws Exception {
        Path installed = TestContainer.moduleIn(root.resolve("elsewhere"), "alu", "version=2.0.0");
        kernos.module("alu", "version=1.0.0");
        kernos.container().install(installed, LoadOptions.NONE);
        assertThat(load("alu").descriptor().version()).hasToString("2.0.0");

        kernos.module("mul");
        assertThat(load("mul").state()).isEqualTo(ModuleState.ACTIVE);
    }

    @Test
    void withoutAResolverWhatIsNotFoundSaysWhatWasTriedAndWhatToDo() throws Exception {
        kernos.module("alu");
        load("alu");
        ModuleNotFoundException thrown = catchThrowableOfType(ModuleNotFoundException.class, () -> load("alv"));
        assertThat(thrown.moduleId()).isEqualTo("alv");
        assertThat(thrown.attempts())
                .extracting(Attempt::toString)
                .contains(
                        "installed bundles: none declares 'alv'",
                        root.resolve("modules/alv") + ": no module directory");
        assertThat(thrown).hasMessageContaining("did you mean  alu").hasMessageContaining("kernos.path");
    }

    @Test
    void whatAResolverDoesNotFindIsNotLookedForElsewhere() throws Exception {
        kernos.module("alu");
        mount((id, hint) -> {
            throw new ModuleNotFoundException(id, List.of(new Attempt("moon", "no air")), List.of(), "try mars");
        });
        assertThatExceptionOfType(ModuleNotFoundException.class)
                .isThrownBy(() -> load("alu"))
                .withMessageContaining("module 'alu' was not found, tried moon: no air")
                .withMessageContaining("try mars");
        assertThat(kernos.bundles()).isEmpty();
    }

    @Test
    void whatIsFoundAndCannotBeLoadedHasItsProblems() throws Exception {
        Path needy = TestContainer.moduleIn(root.resolve("elsewhere"), "alu", "needs=nothing");
        mount((id, hint) -> () -> needy);
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> load("alu"))
                .withMessageContaining("KERNOS-0301");
        assertThat(kernos.bundles()).isEmpty();
    }

    @Test
    void aDirectoryWithoutADescriptorIsFoundAndNotLoadable() throws Exception {
        Path empty = Files.createDirectories(root.resolve("elsewhere/alu"));
        mount((id, hint) -> () -> empty);
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> load("alu"))
                .withMessageContaining("KERNOS-0110");
    }

    @Test
    void anotherModuleThanAskedForIsRefused() throws Exception {
        Path other = TestContainer.moduleIn(root.resolve("elsewhere"), "other");
        mount((id, hint) -> () -> other);
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> load("alu"))
                .withMessageContaining("'alu' was asked for, and the directory holds 'other'");
        assertThat(kernos.bundles()).isEmpty();
    }

    @Test
    void whatIsNoNameOfAModuleReachesNoResolver() {
        AtomicInteger asked = new AtomicInteger();
        mount((id, hint) -> {
            asked.incrementAndGet();
            return () -> root;
        });
        for (String id : List.of("", "../alu", "a/b", "/etc", "a b", "x".repeat(129))) {
            assertThatExceptionOfType(ModuleNotFoundException.class).isThrownBy(() -> load(id));
            assertThatExceptionOfType(ModuleLoadException.class).isThrownBy(() -> loader().explain(id, null));
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void aResolverThatThrowsIsNamed() {
        mount((id, hint) -> {
            throw new IllegalStateException("out of order");
        });
        assertThat(fault("alu").message()).endsWith("failed for 'alu': java.lang.IllegalStateException: out of order");
    }

    @Test
    void aSourceThatThrowsIsTheResolversFault() {
        mount((id, hint) -> () -> {
            throw new IOException("no disk");
        });
        assertThat(fault("alu").message()).endsWith("failed for 'alu': java.io.IOException: no disk");
    }

    @Test
    void aResolverOrSourceThatAnswersNullIsNamed() {
        mount((id, hint) -> null);
        assertThat(fault("alu").message()).endsWith("answered null for 'alu'");
        mount((id, hint) -> () -> null);
        assertThat(fault("alu").message()).endsWith("answered null for 'alu'");
    }

    @Test
    void aFileOrAMissingPathIsNoAnswer() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "");
        mount((id, hint) -> () -> file);
        assertThat(fault("alu").message()).endsWith(file + " for 'alu', which is no directory");
        mount((id, hint) -> () -> root.resolve("nowhere"));
        assertThat(fault("alu").message()).endsWith("which does not exist");
    }

    @Test
    void anotherAnswerToTheSameQuestionIsRefused() throws Exception {
        List<Path> answers = new ArrayList<>(List.of(
                TestContainer.moduleIn(root.resolve("one"), "alu"),
                TestContainer.moduleIn(root.resolve("two"), "alu")));
        mount((id, hint) -> () -> answers.remove(0));
        load("alu");
        kernos.container().uninstall("alu", false);
        assertThat(fault("alu").message())
                .contains(root.resolve("two/alu") + " for 'alu', and " + root.resolve("one/alu"));
    }

    @Test
    void anotherHintMayHaveAnotherAnswer() throws Exception {
        TestContainer.moduleIn(root.resolve("one"), "alu");
        TestContainer.moduleIn(root.resolve("two"), "alu");
        mount((id, hint) -> () -> root.resolve(String.valueOf(hint)).resolve(id));
        loader().load("alu", Map.of(), "one");
        kernos.container().uninstall("alu", false);
        assertThat(loader().load("alu", Map.of(), "two").from()).contains("two");
    }

    @Test
    void aResolverThatBlocksIsInterruptedAtTheLimit() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        kernos.configure("kernos.sources.limit.ms", "50");
        mount((id, hint) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return () -> root;
        });
        assertThat(fault("alu").message()).endsWith("did not answer for 'alu' within 50 ms (kernos.sources.limit.ms)");
        interrupted.await();
    }

    @Test
    void anInterruptOfTheCallerCancelsTheResolver() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        mount((id, hint) -> {
            caller.interrupt();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return () -> root;
        });
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> load("alu"))
                .withMessageContaining("KERNOS-0604");
        assertThat(Thread.interrupted()).isTrue();
        interrupted.await();
    }

    @Test
    void theOperationsGoOnWhileAResolverIsAsked() throws Exception {
        Path alu = TestContainer.moduleIn(root.resolve("elsewhere"), "alu");
        kernos.module("mul");
        mount((id, hint) -> {
            kernos.container().load("mul");
            return () -> alu;
        });
        load("alu");
        assertThat(kernos.runtime.events).containsExactly("open mul", "open alu");
    }

    @Test
    void theHighestRankingIsAskedAndTheNextOneWhenItGoes() throws Exception {
        Path alu = TestContainer.moduleIn(root.resolve("elsewhere"), "alu");
        mount((id, hint) -> () -> alu);
        ServiceRegistration<?> higher = register(
                (id, hint) -> {
                    throw new ModuleNotFoundException(id, List.of(), List.of(), "ask the lower one");
                },
                5);
        ServiceRegistration<?> lower = register((id, hint) -> null, -5);
        assertThatExceptionOfType(ModuleNotFoundException.class).isThrownBy(() -> load("alu"));
        higher.unregister();
        assertThat(load("alu").state()).isEqualTo(ModuleState.ACTIVE);
        lower.unregister();
    }

    @Test
    void mountedResolversOutliveAChangeOfTheConfiguration() {
        mount((id, hint) -> null);
        kernos.configure("kernos.sources.limit.ms", "10000");
        fault("alu");
    }

    @Test
    void theCoordinatorHandsOutWhatIsMounted() {
        Object clock = new Object();
        coordinator().mount("clock", clock);
        ModuleSourceResolver resolver = (id, hint) -> null;
        mount(resolver);
        assertThat(coordinator().get("clock")).isSameAs(clock);
        assertThat(coordinator().get("module-source-resolver")).isSameAs(resolver);
        assertThat(coordinator().points()).containsExactly("clock", "module-source-resolver");
        assertThat(kernos.count(ModuleSourceResolver.class, "(mount.point=module-source-resolver)"))
                .isEqualTo(1);

        ModuleSourceResolver next = (id, hint) -> null;
        mount(next);
        assertThat(coordinator().get("module-source-resolver")).isSameAs(next);
        coordinator().unmount("module-source-resolver");
        coordinator().unmount("clock");
        assertThat(coordinator().points()).isEmpty();
    }

    @Test
    void aPointWhereNothingIsMountedNamesThoseThatAreTaken() {
        coordinator().mount("clock", "tick");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> coordinator().get("clack"))
                .withMessage("nothing is mounted at 'clack', mounted are: clock; did you mean clock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coordinator().unmount("clack"))
                .withMessageContaining("has mounted nothing at 'clack'");
    }

    @Test
    void thePointOfResolversTakesNothingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coordinator().mount("module-source-resolver", "text"))
                .withMessageContaining("java.lang.String");
        assertThatIllegalArgumentException().isThrownBy(() -> coordinator().mount(" ", "text"));
        kernos.context()
                .registerService(
                        String.class, "text", new Hashtable<>(Map.of("mount.point", "module-source-resolver")));
        assertThat(coordinator().points()).isEmpty();
    }

    @Test
    void toExplainInstallsNothing() throws Exception {
        Path alu = kernos.module("alu");
        assertThat(loader().explain("alu", null))
                .contains(new Attempt("installed bundles", "none declares 'alu'"))
                .anyMatch(attempt -> attempt.found().equals(Optional.of(alu)));

        mount((id, hint) -> () -> alu);
        assertThat(loader().explain("alu", null)).singleElement().matches(attempt -> attempt.found()
                .equals(Optional.of(alu)));
        assertThat(kernos.bundles()).isEmpty();
    }

    @Test
    void theLockHoldsForWhatAResolverFinds() throws Exception {
        Path alu = TestContainer.moduleIn(root.resolve("elsewhere"), "alu");
        mount((id, hint) -> () -> alu);
        kernos.container().lock();
        assertThatExceptionOfType(ModuleLoadException.class)
                .isThrownBy(() -> load("alu"))
                .withMessageContaining("KERNOS-0304");
        assertThat(kernos.bundles()).isEmpty();
    }
}
