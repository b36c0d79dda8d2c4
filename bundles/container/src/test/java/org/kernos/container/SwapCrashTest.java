package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.SwapReport;
import org.kernos.api.value.Value;
import org.kernos.container.bundle.ModuleHeaders;
import org.osgi.framework.Bundle;

/**
 * Kills a process with {@code kill -9} in the middle of its swaps, again and again on one storage. Each time exactly one revision of the
 * module has to be there afterwards, whole.
 */
class SwapCrashTest {

    private static final int ROUNDS = Integer.getInteger("kernos.crash.rounds", 4);
    private static final int MOST_SWAPS = 40;
    private static final int MOST_NANOS_AFTER = 8_000_000;

    @TempDir
    Path root;

    @Test
    void afterAKillExactlyOneRevisionIsThere() throws Exception {
        TestContainer.moduleIn(root.resolve("even"), "tally", "version=1.1.0", "bonus=1");
        TestContainer.moduleIn(root.resolve("odd"), "tally", "version=1.2.0", "bonus=2");
        long seed = Long.getLong("kernos.crash.seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            swapAndKill(1 + random.nextInt(MOST_SWAPS), random.nextInt(MOST_NANOS_AFTER));
            try (TestContainer kernos = new TestContainer(root)) {
                TestContainer.await(
                        "the module", () -> !kernos.registry().stopOrder().isEmpty());
                assertThatOneRevisionAnswers(kernos, "seed " + seed + ", round " + round);
            }
        }
    }

    private static void assertThatOneRevisionAnswers(TestContainer kernos, String where) {
        assertThat(kernos.bundles()).as(where).hasSize(1);
        Bundle bundle = kernos.bundles().get(0);
        assertThat(bundle.getState()).as(where).isEqualTo(Bundle.ACTIVE);
        assertThat(kernos.registry().modules()).as(where).hasSize(1);
        ModuleInfo module = kernos.registry().modules().get(0);
        assertThat(module.revision())
                .as(where)
                .isEqualTo(ModuleHeaders.of(bundle).revision());
        KernelFunction add = kernos.registry().findFunction("tally/add").orElseThrow();
        long bonus = bundle.getVersion().getMinor();
        assertThat(add.call(new Value.Int(1), new Value.Int(2))).as(where).isEqualTo(new Value.Int(3 + bonus));
    }

    /** Felix writes its record of a bundle over the former one: a kill in between leaves a part of it, or an empty file. */
    @ParameterizedTest
    @ValueSource(strings = {"swap", "update"})
    void aBundleThatTheFrameworkLosesIsInstalledAgainAsItWas(String way) throws Exception {
        Path killed = Files.createDirectories(root.resolve("killed"));
        try (TestContainer kernos = new TestContainer(root.resolve("first"))) {
            Path directory = kernos.module("tally", "state=1", "version=1.1.0");
            kernos.container().load(directory.toString());
            kernos.runtime.whenOpening = name -> copy(root.resolve("first/storage"), killed.resolve("storage"));
            kernos.module("tally", "state=1", "version=1.2.0");
            if (way.equals("swap")) {
                kernos.container().swap("tally");
            } else {
                kernos.bundles().get(0).update();
            }
            assertThat(kernos.bundles().get(0).getVersion()).hasToString("1.2.0");
            TestContainer.await("the copy to go", () -> copiesIn(root.resolve("first")) == 0);
        }
        assertThat(copiesIn(killed)).isEqualTo(1);
        Files.write(recordOfTally(killed), new byte[0]);

        try (TestContainer kernos = new TestContainer(killed)) {
            TestContainer.await(
                    "the module", () -> !kernos.registry().stopOrder().isEmpty());
            assertThat(kernos.bundles())
                    .extracting(bundle -> bundle.getVersion().toString())
                    .containsExactly("1.1.0");
            assertThat(kernos.registry().findModule("tally").orElseThrow().revision())
                    .isEqualTo(1);
            assertThat(copiesIn(killed)).isZero();
            SwapReport report = kernos.container().swap("tally", root.resolve("first/modules/tally"));
            assertThat(report.isSwitched()).as("%s", report).isTrue();
        }
        try (TestContainer kernos = new TestContainer(killed)) {
            TestContainer.await(
                    "the module", () -> !kernos.registry().stopOrder().isEmpty());
            assertThat(kernos.bundles())
                    .extracting(bundle -> bundle.getVersion().toString())
                    .containsExactly("1.2.0");
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long copiesIn(Path container) {
        try (Stream<Path> all = Files.walk(container.resolve("storage"))) {
            return all.filter(path -> path.toString().endsWith(".update")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path recordOfTally(Path container) throws IOException {
        try (Stream<Path> all = Files.walk(container.resolve("storage"))) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (each.endsWith("bundle.info") && Files.readString(each).contains("kernos:")) {
                    return each;
                }
            }
        }
        throw new AssertionError("no record of the module's bundle");
    }

    /** Lets it swap so many times, and kills it so much later. */
    private void swapAndKill(int swaps, int nanosLater) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SwappingProcess.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream out = process.getInputStream()) {
            for (int i = 0; i < swaps; i++) {
                assertThat(out.read()).as("it swaps until it is killed").isNotNegative();
            }
            LockSupport.parkNanos(nanosLater);
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("killed by signal 9").isEqualTo(128 + 9);
        } finally {
            process.destroyForcibly();
        }
    }
}
