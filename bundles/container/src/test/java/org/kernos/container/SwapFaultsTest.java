package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleState;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Result;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.bundle.ModuleLocation;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** What can go wrong around a swap: others who swap, stop or close at the same time, and contents that do not arrive whole. */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SwapFaultsTest {

    private static final int ROUNDS = 25;
    /** Of two threads that resolve or update bundles at once Felix sometimes refuses one; only the container tries again. */
    private static final String FELIX_IS_BUSY = "global lock";

    private static final String BUNDLE_IS_LOCKED = "Bundle is locked by another thread";

    @TempDir
    Path root;

    private TestContainer kernos;
    private SwapCallers callers;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root, "kernos.drain.limit.ms", "2000", "kernos.shutdown.limit.ms", "2000");
        callers = new SwapCallers();
    }

    @AfterEach
    void stop() throws Exception {
        callers.close();
        kernos.runtime.releaseInit.countDown();
        kernos.runtime.release.countDown();
        kernos.close();
    }

    private KernelFunction function(String name) {
        return kernos.registry().findFunction(name).orElseThrow();
    }

    private void load(String name, String... lines) throws Exception {
        kernos.module(name, lines);
        kernos.container().load(root.resolve("modules").resolve(name).toString());
        assertThat(kernos.registry().findModule(name).orElseThrow().state()).isEqualTo(ModuleState.ACTIVE);
    }

    private Path next(String parent, String... lines) throws IOException {
        return TestContainer.moduleIn(root.resolve(parent), "tally", lines);
    }

    private Bundle bundle() {
        return kernos.bundles().get(0);
    }

    /** One bundle, active, whose content is the revision that serves; all others are closed. */
    private void assertExactlyOneRevisionServes() {
        assertThat(kernos.bundles()).hasSize(1);
        assertThat(bundle().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(kernos.registry().findModule("tally").orElseThrow().revision())
                .isEqualTo(ModuleHeaders.of(bundle()).revision());
        assertThat(opened() - closed()).as("revisions that are open").isEqualTo(1);
    }

    private long opened() {
        return kernos.runtime.events.stream().filter("open tally"::equals).count();
    }

    private long closed() {
        return kernos.runtime.events.stream().filter("close tally"::equals).count();
    }

    private static SwapReport switched(SwapReport report) {
        assertThat(report.result()).as("%s", report).isEqualTo(Result.SWITCHED);
        return report;
    }

    /** Unchanged, when an update of another thread's came between, and this one is back to what had been before. */
    private static void switchedOrUnchanged(SwapReport report) {
        if (report.result() != Result.UNCHANGED) {
            switched(report);
        }
    }

    /** The swap of a module whose state has been counted to 1, which does not come about. */
    private SwapReport rolledBack(SwapReport report) {
        assertThat(report.result()).as("%s", report).isEqualTo(Result.ROLLED_BACK);
        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(2);
        return report;
    }

    @Test
    void swapsOfOneModuleAreCarriedOutOneAfterTheOther() throws Exception {
        load("tally", "state=1");
        List<Future<List<SwapReport>>> swapping = new ArrayList<>();
        callers.begin(function("tally/count"), 2);
        for (int thread = 0; thread < 4; thread++) {
            Path[] contents = {
                next("even" + thread, "state=1", "version=1." + thread), next("odd" + thread, "state=1", "version=2.1")
            };
            swapping.add(callers.submit(() -> {
                List<SwapReport> reports = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    reports.add(switched(kernos.container().swap("tally", contents[i % 2])));
                }
                return reports;
            }));
        }
        List<SwapReport> reports = new ArrayList<>();
        for (Future<List<SwapReport>> each : swapping) {
            reports.addAll(each.get());
        }
        callers.endAndCheck();

        reports.sort(Comparator.comparingLong(SwapReport::newRevision));
        for (int i = 0; i < reports.size(); i++) {
            assertThat(reports.get(i).oldRevision()).isEqualTo(i + 1L);
            assertThat(reports.get(i).newRevision()).isEqualTo(i + 2L);
        }
        assertExactlyOneRevisionServes();
    }

    @Test
    void ownSwapsAndTheFrameworksUpdatesDoNotOverlap() throws Exception {
        load("tally", "state=1");
        Path[] contents = {next("even", "state=1", "version=1.1"), next("odd", "state=1", "version=1.2")};
        callers.begin(function("tally/count"), 2);
        Bundle bundle = bundle();
        Future<?> updating = callers.submit(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                update(bundle);
            }
            return null;
        });
        Future<?> alsoUpdating = callers.submit(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                update(bundle);
            }
            return null;
        });
        for (int i = 0; i < ROUNDS; i++) {
            switchedOrUnchanged(kernos.container().swap("tally", contents[i % 2]));
        }
        updating.get();
        alsoUpdating.get();
        callers.endAndCheck();
        assertExactlyOneRevisionServes();
    }

    @Test
    void ownSwapsAndUpdatesThatFailDoNotOverlap() throws Exception {
        load("tally", "state=1");
        Path[] contents = {next("even", "state=1", "version=1.1"), next("odd", "state=1", "version=1.2")};
        callers.begin(function("tally/count"), 2);
        Bundle bundle = bundle();
        Future<?> updating = callers.submit(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                kernos.module("tally", "state=1", "fail=verify", "version=3." + i);
                try {
                    bundle.update();
                } catch (BundleException e) {
                    assertThat(e.toString() + e.getCause())
                            .matches(text -> text.contains(FELIX_IS_BUSY) || text.contains("verify of tally failed"));
                }
            }
            return null;
        });
        for (int i = 0; i < ROUNDS; i++) {
            SwapReport report = kernos.container().swap("tally", contents[i % 2]);
            if (report.newVersion().getMajor() == 3) {
                // The other one came between, when the bundle had been stopped.
                assertThat(report.problems().toString()).contains("verify of tally failed");
            } else {
                switchedOrUnchanged(report);
            }
        }
        updating.get();
        TestContainer.await("the last to be taken back", () -> bundle.getState() == Bundle.ACTIVE);
        callers.endAndCheck();
        kernos.container().loadAll(List.of());
        assertExactlyOneRevisionServes();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderAndItsDependentAreSwappedAtOnce(boolean byTheFramework) throws Exception {
        load("alu", "version=1.0.0");
        load("tally", "state=1", "needs=alu 1.0.0");
        Path alu = TestContainer.moduleIn(root.resolve("alu2"), "alu", "version=1.1.0", "bonus=1");
        Path alu3 = TestContainer.moduleIn(root.resolve("alu3"), "alu", "version=1.2.0", "bonus=2");
        Path tally = next("tally2", "state=1", "needs=alu 1.0.0", "version=1.5.0");
        callers.begin(function("tally/count"), 2);
        Bundle provider = kernos.bundles().get(0);
        Bundle dependent = kernos.bundles().get(1);
        Future<?> swapping = callers.submit(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                if (byTheFramework) {
                    update(dependent);
                } else {
                    kernos.container().swap("tally", i % 2 == 0 ? tally : root.resolve("modules/tally"));
                }
            }
            return null;
        });
        for (int i = 0; i < ROUNDS; i++) {
            if (byTheFramework) {
                update(provider);
            } else {
                switched(kernos.container().swap("alu", i % 2 == 0 ? alu : alu3));
            }
        }
        swapping.get();
        TestContainer.await(
                "what was refused to be taken back",
                () -> provider.getState() == Bundle.ACTIVE && dependent.getState() == Bundle.ACTIVE);
        kernos.container().loadAll(List.of());
        callers.endAndCheck();
        assertThat(opened() - closed()).isEqualTo(1);
        assertThat(kernos.registry().dependents("alu"))
                .extracting(module -> module.name())
                .containsExactly("tally");
    }

    /** As Karaf does it on another thread, whenever it hears of a bundle. */
    @Test
    void aSwapIsNotRefusedBecauseSomebodyResolvesBundles() throws Exception {
        load("tally", "state=1");
        Path[] contents = {next("even", "state=1", "version=1.1"), next("odd", "state=1", "version=1.2")};
        Path spoilt = next("spoilt", "state=1", "fail=verify", "version=3.0");
        callers.begin(function("tally/count"), 1);
        AtomicBoolean ended = new AtomicBoolean();
        FrameworkWiring wiring = bundle().getBundleContext()
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class);
        Future<?> resolving = callers.submit(() -> {
            while (!ended.get()) {
                wiring.resolveBundles(kernos.bundles());
            }
            return null;
        });
        try {
            for (int i = 0; i < 2 * ROUNDS; i++) {
                switched(kernos.container().swap("tally", contents[i % 2]));
                SwapReport report = kernos.container().swap("tally", spoilt);
                assertThat(report.result()).as("%s", report).isEqualTo(Result.ROLLED_BACK);
                assertThat(report.problems()).as("%s", report).hasSize(1);
            }
        } finally {
            ended.set(true);
        }
        resolving.get();
        callers.endAndCheck();
        TestContainer.await("the refresh of former contents", () -> bundle().getState() == Bundle.ACTIVE);
        assertExactlyOneRevisionServes();
    }

    private static void update(Bundle bundle) throws BundleException {
        try {
            bundle.update();
        } catch (BundleException | IllegalStateException e) {
            String said = String.valueOf(e.getMessage());
            if (!said.contains(FELIX_IS_BUSY) && !said.contains(BUNDLE_IS_LOCKED)) {
                throw e;
            }
        }
    }

    /** As when the disk is full, or the connection breaks. */
    @Test
    void aContentThatBreaksOffIsNotTakenByTheFrameworksUpdate() throws Exception {
        load("tally", "state=1");
        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(1);
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[20_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("No space left on device");
            }
        });

        assertThatThrownBy(() -> bundle().update(breaking)).isInstanceOf(BundleException.class);

        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(2);
        assertExactlyOneRevisionServes();
        assertThat(opened()).isEqualTo(1);
        next("next", "state=1", "version=2.0.0");
        switched(kernos.container().swap("tally", root.resolve("next/tally")));
        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(3);
    }

    @Test
    void aContentThatBecomesUnreadableIsRefused() throws Exception {
        load("tally", "state=1");
        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(1);
        Path next = next("next", "state=1", "version=2.0.0", "vanishing=" + root.resolve("next/tally/data.txt"));

        SwapReport report = kernos.container().swap("tally", next);

        assertThat(report.result()).as("%s", report).isEqualTo(Result.REFUSED);
        assertThat(report.problems().toString()).contains("data.txt");
        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(2);
        assertExactlyOneRevisionServes();
    }

    @Test
    void aStateOfWhichOneBitHasChangedIsNotTaken() throws Exception {
        load("tally", "state=1");
        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(1);
        Path next = next("next", "state=1", "version=2.0.0");
        kernos.altering = state -> {
            byte[] altered = state.clone();
            altered[5] ^= 0x10;
            return altered;
        };

        SwapReport report = rolledBack(kernos.container().swap("tally", next));

        assertThat(report.problems()).extracting(problem -> problem.code()).containsExactly(ProblemCode.STATE);
        assertThat(report.problems().get(0).message()).contains("CRC32C");
        assertThat(kernos.runtime.events).doesNotContain("deserialize tally 2");
        assertExactlyOneRevisionServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap", "update"})
    void aModuleThatIsSwappedByItsOwnCallIsBusy(String way) throws Exception {
        kernos.configure("kernos.drain.limit.ms", "300");
        load("tally", "state=1", "acts=1");
        assertThat(SwapCallers.call(function("tally/count"))).isEqualTo(1);
        Path next = next("next", "state=1", "version=2.0.0");
        AtomicReference<String> ended = new AtomicReference<>();
        kernos.runtime.action = () -> {
            if (way.equals("swap")) {
                ended.set(rolledBack(kernos.container().swap("tally", next)).toString());
                return;
            }
            try {
                bundle().update(Files.newInputStream(bundleOf(next)));
            } catch (BundleException e) {
                ended.set(e.getCause().toString());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };

        SwapCallers.call(function("tally/act"));

        assertThat(ended.get()).contains("KERNOS-0503");
        TestContainer.await("the former content", () -> bundle().getState() == Bundle.ACTIVE);
        kernos.container().loadAll(List.of());
        assertExactlyOneRevisionServes();
    }

    /** A bundle made of a directory, as a file. */
    private Path bundleOf(Path directory) throws IOException {
        Path jar = root.resolve("next.jar");
        if (!Files.exists(jar)) {
            try (InputStream in = new URL(ModuleLocation.of(directory)).openStream()) {
                Files.copy(in, jar);
            }
        }
        return jar;
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap", "update"})
    void aModuleThatIsSwappedByItsOwnInitIsBusy(String way) throws Exception {
        kernos.configure("kernos.drain.limit.ms", "300");
        load("tally", "state=1");
        Path other = next("other", "state=1", "version=3.0.0");
        kernos.module("tally", "state=1", "version=2.0.0");
        AtomicReference<SwapReport> inner = new AtomicReference<>();
        kernos.runtime.whenOpening = name -> {
            if (inner.get() == null) {
                inner.set(kernos.container().swap("tally", other));
            }
        };

        if (way.equals("swap")) {
            switched(kernos.container().swap("tally"));
        } else {
            bundle().update();
        }

        assertThat(inner.get().result()).isEqualTo(Result.REFUSED);
        assertThat(inner.get().problems()).extracting(problem -> problem.code()).containsExactly(ProblemCode.SWAP_BUSY);
        assertThat(bundle().getVersion()).hasToString("2.0.0");
        assertExactlyOneRevisionServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap stop", "swap uninstall", "update stop", "update uninstall"})
    void aModuleThatSomebodyStopsMeanwhileIsStoppedWhenItIsSwapped(String ways) throws Exception {
        load("tally", "state=1");
        kernos.module("tally", "state=1", "version=2.0.0");
        Bundle bundle = bundle();
        kernos.runtime.heldInit = "tally";
        Future<?> swapping = callers.submit(() -> {
            if (ways.startsWith("swap")) {
                return kernos.container().swap("tally");
            }
            bundle.update();
            return null;
        });
        kernos.runtime.insideInit.await();
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> stopping = callers.submit(() -> {
            begun.countDown();
            if (ways.endsWith("uninstall")) {
                bundle.uninstall();
            } else {
                bundle.stop();
            }
            return null;
        });
        begun.await();
        kernos.runtime.releaseInit.countDown();
        swapping.get();
        stopping.get();
        kernos.container().loadAll(List.of());

        assertThat(bundle.getState()).isEqualTo(ways.endsWith("stop") ? Bundle.RESOLVED : Bundle.UNINSTALLED);
        assertThat(opened()).isEqualTo(2);
        assertThat(closed()).as("of both revisions").isEqualTo(2);
        assertThat(kernos.registry().findFunction("tally/count")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap framework", "swap container", "update framework", "update container"})
    void whatIsSwappedWhileTheContainerClosesIsClosed(String ways) throws Exception {
        load("alu", "version=1.0.0");
        load("tally", "state=1", "needs=alu");
        kernos.module("tally", "state=1", "version=2.0.0", "needs=alu");
        Bundle bundle = kernos.bundles().get(1);
        kernos.runtime.heldInit = "tally";
        Future<?> swapping = callers.submit(() -> {
            if (ways.startsWith("swap")) {
                return kernos.container().swap("tally");
            }
            bundle.update();
            return null;
        });
        kernos.runtime.insideInit.await();
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> closing = callers.submit(() -> {
            begun.countDown();
            if (ways.endsWith("framework")) {
                kernos.close();
            } else {
                kernos.stopContainer();
            }
            return null;
        });
        begun.await();
        kernos.runtime.releaseInit.countDown();
        closing.get(60, TimeUnit.SECONDS);
        try {
            swapping.get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(Exception.class);
        }
        assertThat(closed()).as("of all revisions").isEqualTo(opened());
        assertThat(kernos.runtime.events.stream().filter("close alu"::equals)).hasSize(1);
        assertThat(kernos.runtime.events).endsWith("close alu");
    }

    /** Nothing can be done about that one; all others are closed. */
    @Test
    void aNewRevisionThatHangsInItsInitDoesNotKeepTheContainerFromClosing() throws Exception {
        kernos.configure("kernos.drain.limit.ms", "300");
        load("alu", "version=1.0.0");
        load("tally", "state=1");
        kernos.module("tally", "state=1", "version=2.0.0");
        kernos.runtime.heldInit = "tally";
        Future<SwapReport> swapping = callers.submit(() -> kernos.container().swap("tally"));
        kernos.runtime.insideInit.await();

        callers.submit(() -> {
                    kernos.stopContainer();
                    return null;
                })
                .get(60, TimeUnit.SECONDS);

        assertThat(kernos.runtime.events).contains("close alu");
        kernos.runtime.releaseInit.countDown();
        swapping.get(60, TimeUnit.SECONDS);
        assertThat(closed()).as("of both revisions, in the end").isEqualTo(2);
    }

    /** A dependent whose code is linked to its provider's must not outlive it. */
    @Test
    void dependentsOfWhatCannotBeSwappedAreStoppedByTheFrameworksUpdateFirst() throws Exception {
        load("linked", "linked=tally");
        load("tally", "state=1", "needs=linked");
        kernos.module("linked", "version=1.1.0", "linked=tally");

        kernos.bundles().get(0).update();

        assertThat(kernos.runtime.events)
                .containsSubsequence("close tally", "close linked", "open linked", "open tally");
        assertThat(kernos.bundles()).extracting(Bundle::getState).containsOnly(Bundle.ACTIVE);
    }

    @Test
    void dependentsRunThroughAHundredSwapsAndARestartFindsAllActive() throws Exception {
        load("alu", "version=1.0.0");
        load("tally", "state=1", "needs=alu 1.0.0");
        Path[] contents = {
            TestContainer.moduleIn(root.resolve("even"), "alu", "version=1.1.0"),
            TestContainer.moduleIn(root.resolve("odd"), "alu", "version=1.2.0")
        };
        callers.begin(function("tally/count"), 2);
        for (int i = 0; i < 100; i++) {
            switched(kernos.container().swap("alu", contents[i % 2]));
        }
        callers.endAndCheck();
        assertThat(opened()).as("openings of the dependent").isEqualTo(1);

        kernos.close();
        assertThat(kernos.runtime.events).endsWith("shutdown tally", "shutdown alu", "close tally", "close alu");

        kernos = new TestContainer(root);
        TestContainer.await("both modules", () -> kernos.registry().stopOrder().size() == 2);
        assertThat(kernos.registry().stopOrder()).containsExactly("tally", "alu");
        assertThat(kernos.bundles()).extracting(Bundle::getState).containsOnly(Bundle.ACTIVE);
        assertThat(kernos.registry().findModule("alu").orElseThrow().revision()).isEqualTo(101);
    }
}
