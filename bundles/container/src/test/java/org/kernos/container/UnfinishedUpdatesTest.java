package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleInfo;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport.Result;
import org.osgi.framework.Bundle;

/** What the framework has lost when it was killed while it updated a module's bundle. */
class UnfinishedUpdatesTest {

    @TempDir
    Path root;

    /** The storage as it was in the middle of a swap from 2.0.0 to 3.0.0, which stands for a kill at that moment. */
    private Path killed;

    private long bundle;

    @BeforeEach
    void swapAndCopy() throws Exception {
        killed = root.resolve("killed");
        try (TestContainer kernos = new TestContainer(root)) {
            kernos.module("tally", "state=1", "version=1.0.0");
            kernos.container().load(root.resolve("modules/tally").toString());
            bundle = kernos.bundles().get(0).getBundleId();
            swapTo(kernos, "2.0.0-x");
            kernos.altering = state -> {
                copyStorage();
                return state;
            };
            swapTo(kernos, "3.0.0-longer");
            assertThat(files(root)).isEmpty();
        }
    }

    private static void swapTo(TestContainer kernos, String version) throws IOException {
        kernos.module("tally", "state=1", "version=" + version.replaceFirst("-.*", ""), "# " + version);
        assertThat(kernos.container().swap("tally").result()).isEqualTo(Result.SWITCHED);
    }

    private void copyStorage() {
        Path storage = root.resolve("storage");
        try (Stream<Path> all = Files.walk(storage)) {
            for (Path file : all.toList()) {
                Path to = killed.resolve("storage").resolve(storage.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is there of unfinished updates below a directory. */
    private static List<String> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below.resolve("storage"))) {
            return all.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.contains(".update"))
                    .toList();
        }
    }

    /** As Felix leaves it when it is killed between opening the file and writing it. */
    private void cutShort() throws IOException {
        Files.write(killed.resolve("storage/bundle" + bundle + "/bundle.info"), new byte[0]);
    }

    private static TestContainer start(Path where) throws Exception {
        TestContainer kernos = new TestContainer(where);
        TestContainer.await("the module", () -> !kernos.registry().stopOrder().isEmpty());
        return kernos;
    }

    private static String version(TestContainer kernos) {
        ModuleInfo module = kernos.registry().findModule("tally").orElseThrow();
        return module.descriptor().version().toString();
    }

    @Test
    void aBundleThatTheFrameworkLostHasItsFormerContentAgain() throws Exception {
        assertThat(files(killed)).hasSize(1);
        cutShort();
        try (TestContainer kernos = start(killed)) {
            assertThat(kernos.bundles()).hasSize(1);
            assertThat(kernos.bundles().get(0).getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(version(kernos)).isEqualTo("2.0.0");
            assertThat(files(killed)).isEmpty();
        }
        try (TestContainer kernos = start(killed)) {
            assertThat(version(kernos)).isEqualTo("2.0.0");
        }
    }

    @Test
    void itsHistoryAndItsFormerRevisionsGoOnWithIt() throws Exception {
        cutShort();
        try (TestContainer kernos = start(killed)) {
            List<RevisionRecord> history = kernos.container().history("tally");
            assertThat(history)
                    .extracting(record -> record.version().toString())
                    .containsExactly("2.0.0", "1.0.0");
            assertThat(history.get(0).isServing()).isTrue();
            assertThat(kernos.container().rollback("tally").result()).isEqualTo(Result.SWITCHED);
            assertThat(version(kernos)).isEqualTo("1.0.0");
        }
        try (TestContainer kernos = start(killed)) {
            assertThat(kernos.container().history("tally")).hasSize(3);
            assertThat(version(kernos)).isEqualTo("1.0.0");
        }
    }

    @Test
    void aBundleThatIsStillThereIsLeftAlone() throws Exception {
        try (TestContainer kernos = start(killed)) {
            assertThat(kernos.bundles()).hasSize(1);
            assertThat(kernos.bundles().get(0).getBundleId()).isEqualTo(bundle);
            assertThat(files(killed)).isEmpty();
        }
    }

    @Test
    void aCopyThatWasNotWrittenToItsEndIsNoBundle() throws Exception {
        cutShort();
        try (Stream<Path> all = Files.walk(killed)) {
            Path copy = all.filter(file -> file.toString().endsWith(".update"))
                    .findFirst()
                    .orElseThrow();
            Files.move(copy, copy.resolveSibling(copy.getFileName() + ".new"));
        }
        try (TestContainer kernos = new TestContainer(killed)) {
            assertThat(kernos.bundles()).isEmpty();
            assertThat(files(killed)).isEmpty();
        }
    }
}
