package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Result;
import org.osgi.framework.BundleException;

/** Swaps a module where the system takes no more bytes, and ends with 0 when all went as it has to. */
final class FullDiskProcess {

    /** So that files end at the end of a page some time, and need another one. */
    private static final int ATTEMPTS = 600;

    static final int LARGE = 1 << 20;

    private final Path root;
    private TestContainer kernos;
    private long counted;

    private FullDiskProcess(Path root) throws BundleException {
        this.root = root;
        kernos = new TestContainer(root);
    }

    public static void main(String[] arguments) {
        try {
            FullDiskProcess process = new FullDiskProcess(Path.of(arguments[1]));
            process.load();
            if (arguments[0].equals("limit")) {
                process.filesAreLimited();
            } else {
                process.theDiskIsFull();
            }
            process.kernos.close();
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace();
            // The framework's threads would keep the process.
            System.exit(1);
        }
    }

    private void load() throws IOException {
        Path directory = kernos.module("tally", "state=persistent", "version=1.0.0");
        assertThat(kernos.container().load(directory.toString())).isInstanceOf(Outcome.Done.class);
        count();
    }

    private void count() {
        counted++;
        assertThat(SwapCallers.call(
                        kernos.registry().findFunction("tally/count").orElseThrow()))
                .isEqualTo(counted);
    }

    /** A content of so many bytes, which no compression makes fewer. */
    static Path content(Path root, String version, int bytes) throws IOException {
        Path directory =
                TestContainer.moduleIn(root.resolve(version), "tally", "state=persistent", "version=" + version);
        byte[] data = new byte[bytes];
        new Random(bytes).nextBytes(data);
        Files.write(directory.resolve("data.bin"), data);
        return directory;
    }

    private long switched(Path content) {
        SwapReport report = kernos.container().swap("tally", content);
        assertThat(report.result()).as("%s", report).isEqualTo(Result.SWITCHED);
        count();
        return report.newRevision();
    }

    /** Whatever it is called, the former revision serves on with its state, and says why. */
    private SwapReport notSwitched(Path content) {
        SwapReport report = kernos.container().swap("tally", content);
        assertThat(report.isSwitched()).as("%s", report).isFalse();
        assertThat(report.problems()).isNotEmpty();
        assertThat(kernos.registry().findModule("tally").orElseThrow().revision())
                .isEqualTo(report.oldRevision());
        assertThat(kernos.bundles()).hasSize(1);
        count();
        return report;
    }

    private boolean isUpdating() {
        try {
            return filesOf(root.resolve("storage")).stream()
                    .anyMatch(file -> file.toString().endsWith(".update"));
        } catch (IOException e) {
            return true;
        }
    }

    private Set<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return new HashSet<>(files.filter(Files::isRegularFile).toList());
        }
    }

    /** The new revision is larger than the largest file that the process may write. */
    private void filesAreLimited() throws Exception {
        Path large = root.resolve("2.0.0/tally");
        Path huge = root.resolve("2.1.0/tally");
        Path small = root.resolve("3.0.0/tally");
        Set<Path> before = filesOf(root.resolve("storage"));
        for (Path content : List.of(large, huge)) {
            assertThat(notSwitched(content).problems().toString()).contains("File too large", "a disk with space left");
        }
        String location = "kernos:" + large;
        assertThatThrownBy(() -> kernos.bundles().get(0).update(new URL(location).openStream()))
                .isInstanceOf(BundleException.class);
        count();
        kernos.container().loadAll(List.of());
        TestContainer.await("the end of the update", () -> !isUpdating());
        Set<Path> after = filesOf(root.resolve("storage"));
        after.removeIf(path -> path.endsWith("history/journal"));
        assertThat(before).as("nothing is left of what was not taken").containsAll(after);
        switched(small);
    }

    private void theDiskIsFull() throws Exception {
        List<Path> contents = List.of(content(root, "2.0.0", 10), content(root, "3.0.0", LARGE));
        Path filler = root.resolve("filler");
        fill(filler);
        long newest = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            SwapReport report = notSwitched(contents.get(i % 2));
            newest = Math.max(newest, report.newRevision());
        }
        Outcome.Done stopped = (Outcome.Done) kernos.container().stop("tally", false);
        assertThat(stopped.warnings()).extracting(Problem::code).containsExactly(ProblemCode.STATE);
        kernos.container().start("tally");
        counted = 0;
        count();

        Files.delete(filler);
        long revision = switched(contents.get(0));
        assertThat(revision).isGreaterThan(newest);
        kernos.close();
        kernos = new TestContainer(root);
        TestContainer.await("the module", () -> kernos.registry().stopOrder().contains("tally"));
        assertThat(kernos.registry().findModule("tally").orElseThrow().revision())
                .isEqualTo(revision);
        count();
        assertThat(switched(contents.get(1))).as("no number twice").isGreaterThan(revision);
        assertThat(kernos.container().history("tally").get(0).isServing()).isTrue();
        assertThat(kernos.container().rollback("tally").result()).isEqualTo(Result.SWITCHED);
        count();
    }

    /** Takes all that is left, to the last byte. */
    private static void fill(Path filler) throws IOException {
        byte[] some = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int size = some.length; size > 0; size /= 2) {
                fill(out, some, size);
            }
        }
    }

    private static void fill(OutputStream out, byte[] some, int size) {
        try {
            while (true) {
                out.write(some, 0, size);
            }
        } catch (IOException e) {
            // Not even that many more.
        }
    }
}
