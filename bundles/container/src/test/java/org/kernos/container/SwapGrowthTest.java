package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.container.bundle.BundleSynthesizer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;

/** What remains of revisions that have been swapped for others. */
class SwapGrowthTest {

    private static final int SWAPS = Integer.getInteger("kernos.swaps", 50);
    private static final int MOST_LOOKS = 200;
    /** Of one module, the one that serves among them. */
    private static final int MOST_CONTENTS = 4;

    /** Its directory, its jar, and where it came from. */
    private static final int FILES_OF_CONTENT = 3;

    @TempDir
    Path root;

    private TestContainer kernos;
    private Path[] contents;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(root);
        kernos.module("alu", "version=1.0.0");
        kernos.container().load(root.resolve("modules/alu").toString());
        contents = new Path[] {
            TestContainer.moduleIn(root.resolve("even"), "alu", "version=1.1.0"),
            TestContainer.moduleIn(root.resolve("odd"), "alu", "version=1.2.0")
        };
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    private void swap(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(kernos.container().swap("alu", contents[i % 2]).isSwitched())
                    .isTrue();
        }
    }

    private void loadDependent() throws Exception {
        kernos.module("math", "needs=alu 1.0.0");
        kernos.container().load(root.resolve("modules/math").toString());
        assertThat(kernos.registry().findModule("math").orElseThrow().state()).isEqualTo(ModuleState.ACTIVE);
    }

    private long storedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("storage"))) {
            return files.count();
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private ClassLoader loader() {
        Bundle bundle = kernos.bundles().get(0);
        return bundle.adapt(BundleWiring.class).getClassLoader();
    }

    /**
     * @param files that may come and go
     */
    private void assertNothingGrows(int files) throws Exception {
        swap(4);
        awaitOperations();
        long stored = storedFiles();
        long open = openFiles();
        swap(SWAPS);
        awaitOperations();
        assertThat(storedFiles()).as("files in the framework's storage").isLessThanOrEqualTo(stored + files);
        assertThat(openFiles()).as("open files").isLessThan(open + 10);
    }

    @Test
    void nothingGrowsWithoutDependents() throws Exception {
        assertNothingGrows(0);
    }

    /** What has been done so far is over when the next operation is. */
    private void awaitOperations() {
        assertThat(kernos.container().install(root.resolve("nowhere"), LoadOptions.NONE))
                .isInstanceOf(Outcome.Refused.class);
    }

    private static int contentsOf(Bundle bundle) {
        return bundle.adapt(BundleRevisions.class).getRevisions().size();
    }

    private Bundle bundle(String module) {
        return kernos.bundles().stream()
                .filter(bundle -> bundle.getSymbolicName().endsWith("." + module))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingGrowsWithADependentEither() throws Exception {
        loadDependent();
        assertNothingGrows((MOST_CONTENTS - 1) * FILES_OF_CONTENT);
        assertThat(contentsOf(bundle("alu")))
                .as("of the module that was swapped")
                .isLessThanOrEqualTo(MOST_CONTENTS);
        assertThat(contentsOf(bundle("math"))).as("of its dependent").isEqualTo(1);
    }

    /** To let go of a former content the framework stops and starts all that are wired to it. */
    @Test
    void theDependentStaysOpenWhileFormerContentsGo() throws Exception {
        loadDependent();
        kernos.module("top", "needs=math 1.0.0", "state=1");
        kernos.container().load(root.resolve("modules/top").toString());
        int before = kernos.runtime.events.size();
        AtomicInteger started = new AtomicInteger();
        Bundle dependent = bundle("math");
        kernos.context().addBundleListener(event -> {
            if (event.getBundle().equals(dependent) && event.getType() == BundleEvent.STARTED) {
                started.incrementAndGet();
            }
        });
        try (SwapCallers callers = new SwapCallers()) {
            callers.begin(kernos.registry().findFunction("top/count").orElseThrow(), 2);
            swap(SWAPS);
            awaitOperations();
            callers.endAndCheck();
        }
        assertThat(started).as("its bundle was started anew").hasPositiveValue();
        List<String> since = kernos.runtime.events.subList(before, kernos.runtime.events.size());
        assertThat(since).isNotEmpty().allMatch(event -> event.endsWith(" alu"), "is of the module that was swapped");
        assertThat(kernos.registry().stopOrder()).containsExactly("top", "math", "alu");
        assertThat(dependent.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(kernos.container().stop("alu", true)).isInstanceOf(Outcome.Done.class);
        assertThat(dependent.getState())
                .as("it depends on the module as before")
                .isNotEqualTo(Bundle.ACTIVE);
        assertThat(kernos.container().start("top")).isInstanceOf(Outcome.Done.class);
    }

    /** Free to choose, the framework would take the highest version. */
    @Test
    void theDependentStaysWiredToWhatItWasWiredTo() throws Exception {
        loadDependent();
        kernos.container()
                .install(TestContainer.moduleIn(root.resolve("other"), "alu", "version=1.9.0"), LoadOptions.NONE);
        swap(SWAPS);
        awaitOperations();
        Bundle provider = kernos.bundles().get(0);
        assertThat(contentsOf(provider)).as("let go of").isLessThanOrEqualTo(MOST_CONTENTS);
        assertThat(bundle("math")
                        .adapt(BundleWiring.class)
                        .getRequiredWires(BundleSynthesizer.MODULE_NAMESPACE + ".alu"))
                .extracting(wire -> wire.getProvider().getBundle())
                .containsExactly(provider);
    }

    /** What is no module would be stopped. */
    @Test
    void formerContentsStayWhileAnOrdinaryBundleIsWiredToTheModule() throws Exception {
        Bundle ordinary = kernos.context()
                .installBundle(
                        "ordinary",
                        TestContainer.emptyBundle("ordinary", "kernos.module;filter:=\"(kernos.module=alu)\""));
        ordinary.start();
        AtomicInteger stopped = new AtomicInteger();
        kernos.context().addBundleListener(event -> {
            if (event.getBundle().equals(ordinary)) {
                stopped.incrementAndGet();
            }
        });
        swap(10);
        awaitOperations();
        assertThat(contentsOf(bundle("alu"))).isGreaterThan(MOST_CONTENTS);
        assertThat(stopped).hasValue(0);
        ordinary.uninstall();
        swap(1);
        awaitOperations();
        assertThat(contentsOf(bundle("alu"))).isEqualTo(1);
    }

    @Test
    void theClassLoadersOfFormerRevisionsAreCollected() throws Exception {
        assertCollected();
    }

    private void assertCollected() {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            loaders.add(new WeakReference<>(loader()));
            swap(1);
            // To another content each time.
            Path first = contents[0];
            contents[0] = contents[1];
            contents[1] = first;
        }
        for (int i = 0; i < MOST_LOOKS && loaders.stream().anyMatch(loader -> loader.get() != null); i++) {
            System.gc();
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(loaders).allMatch(loader -> loader.get() == null);
    }
}
