package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleState;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What remains of revisions that have been swapped for others. */
class SwapGrowthTest {

    private static final int SWAPS = Integer.getInteger("kernos.swaps", 50);
    private static final int MOST_LOOKS = 200;

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

    private void assertNothingGrows() throws Exception {
        swap(4);
        long stored = storedFiles();
        long open = openFiles();
        swap(SWAPS);
        assertThat(storedFiles()).as("files in the framework's storage").isEqualTo(stored);
        assertThat(openFiles()).as("open files").isLessThan(open + 10);
    }

    @Test
    void nothingGrowsWithoutDependents() throws Exception {
        assertNothingGrows();
    }

    /** Felix keeps a content that others are wired to until the framework starts anew: a directory with a jar, and nothing open. */
    @Test
    void withADependentOneContentPerSwapIsKeptUntilTheFrameworkStartsAnew() throws Exception {
        swap(4);
        long alone = storedFiles();
        loadDependent();
        long stored = storedFiles();
        long open = openFiles();
        swap(SWAPS);
        assertThat(storedFiles() - stored)
                .as("files in the framework's storage")
                .isBetween((long) SWAPS, 3L * SWAPS);
        assertThat(openFiles() - open).as("open files").isLessThan(SWAPS + 10L);
        long perModule = stored - alone;

        kernos.close();
        kernos = new TestContainer(root);
        TestContainer.await("both modules", () -> kernos.registry().stopOrder().size() == 2);
        assertThat(storedFiles()).as("after a restart").isLessThanOrEqualTo(stored + perModule);
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
