package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
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

    /** Killed while it writes what the bundle is, Felix knows the bundle no more. */
    @Test
    void aBundleThatTheFrameworkHasLostIsThereAgain() throws Exception {
        Path killed = root.resolve("killed");
        try (TestContainer kernos = new TestContainer(root)) {
            Path first = kernos.module("tally", "version=1.0.0");
            kernos.container().load(first.toString());
            Path next = TestContainer.moduleIn(root.resolve("next"), "tally", "version=1.1.0", "bonus=1");
            kernos.runtime.whenOpening = name -> copyTree(root.resolve("storage"), killed.resolve("storage"));
            assertThat(kernos.container().swap("tally", next).isSwitched()).isTrue();
            Path description =
                    killed.resolve("storage/bundle" + kernos.bundles().get(0).getBundleId() + "/bundle.info");
            assertThat(description).exists();
            Files.write(description, new byte[0]);
        }
        try (TestContainer kernos = new TestContainer(killed)) {
            TestContainer.await(
                    "the module", () -> !kernos.registry().stopOrder().isEmpty());
            assertThatOneRevisionAnswers(kernos, "the former content");
            kernos.container().uninstall("tally", false);
        }
        try (TestContainer kernos = new TestContainer(killed)) {
            assertThat(kernos.bundles()).as("once was enough").isEmpty();
        }
    }

    private static void copyTree(Path from, Path to) {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
