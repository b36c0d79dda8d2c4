package org.kernos.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.Dependency;
import org.kernos.api.Module;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;

class ModuleServicesTest {

    private static final Version ONE = new Version(1, 0, 0);

    @TempDir
    Path scratch;

    private ServiceFramework framework;
    private ModuleServices services;
    private LoggedWarnings log;

    @BeforeEach
    void open() throws Exception {
        log = new LoggedWarnings();
        framework = new ServiceFramework(scratch);
        // Before: its arrival is news, after which everything is tried again.
        framework.registerReader();
        services = framework.open();
    }

    @AfterEach
    void close() throws Exception {
        services.close();
        framework.close();
        log.close();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 20 s for " + what);
            }
            Thread.onSpinWait();
        }
    }

    private void awaitBundles(String... names) {
        await("the modules " + List.of(names), () -> framework.bundles().equals(List.of(names)));
    }

    private List<String> files() {
        Path directories = framework.context().getDataFile("services").toPath();
        if (!Files.exists(directories)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directories)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directories.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServiceBecomesAModuleDirectoryThatSaysAllOfIt() {
        framework.register(new ToldModule());

        awaitBundles("told");
        assertThat(framework.manifests)
                .containsExactly(
                        "{\"name\": \"told\", \"version\": \"1.2.3\", \"description\": \"A \\\"quote\\\", a \\\\,"
                                + " a\\u0009tab, é and half a pair \\ud83d\", \"author\": \"Unknown\", \"dependencies\": ["
                                + "{\"name\": \"any\"}, {\"name\": \"exact\", \"kind\": \"exact\", \"version\": \"1.0.0\","
                                + " \"optional\": true}, {\"name\": \"compatible\", \"version\": \"1.0.0\", \"interfaces\": ["
                                + "{\"name\": \"Timer\", \"version\": \"1.0.0\", \"methods\": [\"start(f64) -> bool\"]}]},"
                                + " {\"name\": \"atLeast\", \"min\": \"1.0.0\"}, {\"name\": \"between\", \"min\": \"1.0.0\","
                                + " \"max\": \"2.0.0\"}], \"provides\": [{\"name\": \"Empty\", \"version\": \"1.0.0\"},"
                                + " {\"name\": \"Counter\", \"version\": \"1.0.0\", \"methods\": [\"count() -> u32\"]}],"
                                + " \"capabilities\": [\"io-ports\", \"scheduling\"], \"flags\": [\"hot-reload\"]}");
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void whoeverRegistersAServiceDoesNotWaitForItsModule() {
        framework.loading = new CountDownLatch(1);

        framework.register("a", "1.0.0");
        assertThat(framework.bundles()).isEmpty();

        framework.loading.countDown();
        awaitBundles("a");
    }

    @Test
    void aServiceThatGoesTakesItsModuleAlongBeforeItIsGone() {
        ServiceRegistration<Module> service = framework.register("a", "1.0.0");
        awaitBundles("a");
        assertThat(files()).hasSize(2).allMatch(file -> file.matches("[0-9]+.a.(manifest.json|module.service)"));

        service.unregister();

        assertThat(framework.bundles()).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(framework.table.find("a", ONE)).isEmpty();
    }

    @Test
    void aServiceThatComesBackIsLoadedAgain() {
        framework.register("a", "1.0.0").unregister();
        await("the end of the first", () -> framework.bundles().isEmpty() && files().isEmpty());

        Module second = new ServiceFramework.Service("a", ONE);
        framework.register(second);

        awaitBundles("a");
        assertThat(framework.table.find("a", ONE)).containsSame(second);
    }

    @Test
    void aServiceThatGoesWhileItIsLoadedLeavesNothing() throws Exception {
        framework.loading = new CountDownLatch(1);
        ServiceRegistration<Module> service = framework.register("a", "1.0.0");
        await("the directory", () -> !files().isEmpty());

        Thread leaving = new Thread(service::unregister);
        leaving.start();
        await("the wait for the end of loading", () -> leaving.getState() == Thread.State.TIMED_WAITING);
        framework.loading.countDown();
        leaving.join();

        assertThat(framework.operations).containsExactly("load a 1.0.0 true");
        assertThat(framework.bundles()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void versionsOfOneNameStandSideBySideAndGoOneByOne() {
        ServiceRegistration<Module> first = framework.register("a", "1.0.0");
        framework.register("a", "2.0.0");
        awaitBundles("a", "a");

        first.unregister();

        assertThat(framework.bundles()).containsExactly("a");
        assertThat(framework.table.find("a", ONE)).isEmpty();
        assertThat(framework.table.find("a", new Version(2, 0, 0))).isPresent();
    }

    @Test
    void theSecondOfOneNameAndVersionTakesThePlaceOfTheFirst() {
        ServiceRegistration<Module> first = framework.register("a", "1.0.0");
        Module second = new ServiceFramework.Service("a", ONE);
        framework.register(second);
        await("the refusal", () -> !log.messages().isEmpty());
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("KERNOS-0305 module 'a' 1.0.0 is already there from another service");

        first.unregister();

        await("the second", () -> framework.table.find("a", ONE).equals(Optional.of(second)));
        awaitBundles("a");
    }

    @Test
    void aRefusedModuleIsLoggedOnceAndTriedAgainWhenSomethingNewArrives() {
        List<Problem> missing =
                List.of(Problem.of(ProblemCode.DEPENDENCY_MISSING, "needs b").fix("load it"));
        framework.refusals.put("a", missing);
        framework.register("a", "1.0.0");
        await("the refusal", () -> !log.messages().isEmpty());
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith("the Module service of ")
                .contains("class org.kernos.runtime.java.ServiceFramework$Service, was not loaded")
                .endsWith("comes: KERNOS-0301 needs b\n  fix load it");
        assertThat(files()).isEmpty();

        framework.registerBootReport();
        await("the second attempt", () -> framework.operations.size() == 2);
        framework.refusals.clear();
        framework.register("b", "1.0.0");

        awaitBundles("a", "b");
        assertThat(log.messages()).hasSize(1);
    }

    @Test
    void aServiceWhoseNameIsNoModulesNameIsToldWhatToDo() {
        framework.register("../a", "1.0.0");

        await("the warning", () -> !log.messages().isEmpty());
        assertThat(log.messages())
                .singleElement()
                .asString()
                .endsWith("KERNOS-0104 expected a module's name, found '../a'\n  fix let name() give 1 to 128 of"
                        + " A-Z a-z 0-9 _ . - with a letter or digit first");
        assertThat(framework.operations).isEmpty();
    }

    private static final class Silent implements Module {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public Version version() {
            return ONE;
        }

        @Override
        public String description() {
            throw new IllegalStateException("no words");
        }

        @Override
        public void init() {}

        @Override
        public void cleanup() {}
    }

    @Test
    void aServiceThatThrowsWhenItIsAskedIsRefused() {
        framework.register(new Silent());

        await("the warning", () -> !log.messages().isEmpty());
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("KERNOS-0210 description() of module 'silent' ")
                .endsWith("ended with: java.lang.IllegalStateException: no words");
    }

    @Test
    void servicesWaitForTheReaderOfTheirKind() throws Exception {
        close();
        scratch = scratch.resolve("without");
        log = new LoggedWarnings();
        framework = new ServiceFramework(scratch);
        services = framework.open();
        framework.register("a", "1.0.0");
        framework.registerBootReport();
        assertThat(framework.operations).isEmpty();

        framework.registerReader();

        awaitBundles("a");
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void allModulesGoWithTheRuntime() {
        framework.register("a", "1.0.0");
        framework.register("b", "1.0.0");
        awaitBundles("a", "b");

        services.close();

        assertThat(framework.bundles()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void modulesGoThoughTheFrameworkIsStopping() throws Exception {
        ModuleServices stopping = services;
        framework.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) {
                stopping.close();
            }
        });
        framework.register("a", "1.0.0");
        awaitBundles("a");
        framework.close();
        framework = new ServiceFramework(scratch);

        assertThat(framework.bundles()).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(log.messages()).isEmpty();
        services = framework.open();
    }

    @Test
    void whatARunThatDidNotComeToItsEndHasLeftIsRemovedAndNothingElse() throws Exception {
        services.close();
        Path left = framework.context().getDataFile("services").toPath().resolve("9/old");
        Files.createDirectories(left);
        Files.writeString(left.resolve("module.service"), "");
        framework.install("kernos:" + left);
        framework.install("kernos:/elsewhere/alu");

        services = framework.open();

        assertThat(framework.bundles()).containsExactly("alu");
        assertThat(files()).isEmpty();
    }

    @Test
    void aDependentThatIsMeantToRunIsStartedWhenItsProviderComes() throws Exception {
        Bundle meant = framework.install("kernos:/elsewhere/meant");
        meant.start();
        meant.stop(Bundle.STOP_TRANSIENT);
        Bundle stopped = framework.install("kernos:/elsewhere/stopped");
        addToRegistry(meant, "meant", ONE, ModuleState.REGISTERED);
        addToRegistry(stopped, "stopped", ONE, ModuleState.REGISTERED);

        framework.register("a", "0.9.0");
        await("the first", () -> framework.bundles().contains("a"));
        assertThat(meant.getState()).isNotEqualTo(Bundle.ACTIVE);
        framework.register("a", "1.0.0");

        await("the start", () -> meant.getState() == Bundle.ACTIVE);
        assertThat(stopped.getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void ofTwoVersionsOfADependentTheOneThatNeedsTheProviderIsStarted() throws Exception {
        Bundle lower = framework.install("kernos:/elsewhere/twice-1");
        lower.start();
        lower.stop(Bundle.STOP_TRANSIENT);
        Bundle higher = framework.install("kernos:/elsewhere/twice-2");
        higher.start();
        addToRegistry(lower, "twice", ONE, ModuleState.REGISTERED);
        addToRegistry(higher, "twice", new Version(2, 0, 0), ModuleState.ACTIVE);

        framework.register("a", "1.0.0");

        await("the start", () -> lower.getState() == Bundle.ACTIVE);
        assertThat(framework.operations).containsExactly("load a 1.0.0 true");
    }

    private void addToRegistry(Bundle bundle, String name, Version version, ModuleState state) {
        Dependency a = new Dependency("a", new VersionRequirement.AtLeast(ONE), false);
        ModuleDescriptor descriptor =
                new ModuleDescriptor(name, version, "helix", "java", List.of(), List.of(a), Map.of());
        framework.modules.add(framework.info(bundle.getBundleId(), descriptor, state));
    }
}
