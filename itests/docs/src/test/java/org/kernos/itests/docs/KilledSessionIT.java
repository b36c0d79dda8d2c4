package org.kernos.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a session of the distribution with {@code kill -9} while it swaps a native kernel with a persistent state under calls, again and
 * again on one storage. Each time the next session has exactly one revision of it, with a whole state, and nothing else is left.
 */
final class KilledSessionIT {

    private static final Path ROOT = Path.of(System.getProperty("kernos.root"));
    private static final Path LAUNCHER = ROOT.resolve("distribution/assembly/target/kernos/bin/kernos");
    private static final Path KERNELS = ROOT.resolve("itests/scenarios/target/kernels");
    private static final int ROUNDS = Integer.getInteger("kernos.kill.rounds", 5);
    private static final int MOST_SWAPS = 40;
    private static final int MOST_NANOS_AFTER = 10_000_000;
    private static final Pattern LISTED =
            Pattern.compile(" *([0-9]+)  tally +(1\\.[01])\\.0 +kernel +Active +3 +([0-9]+)  .*");

    @TempDir
    Path scratch;

    private Path progress;

    @BeforeEach
    void prepare() throws IOException {
        progress = scratch.resolve("progress");
        Files.createDirectories(scratch.resolve("boot"));
        content("odd", "tally");
        content("even", "next/tally");
        dropSwappingBundle(Files.createDirectories(scratch.resolve("deploy")));
    }

    /** A kernel of the tests, as its author writes it whose state is to be persistent. */
    private void content(String name, String kernel) throws IOException {
        Path directory = Files.createDirectories(scratch.resolve(name).resolve("tally"));
        for (String file : List.of("libkernel_tally.so", "kernel.sxs")) {
            Files.copy(KERNELS.resolve(kernel).resolve(file), directory.resolve(file));
        }
        String version = name.equals("odd") ? "1.0.0" : "1.1.0";
        Files.writeString(
                directory.resolve("manifest.json"), "{\"version\": \"" + version + "\", \"state\": \"persistent\"}");
    }

    private static void dropSwappingBundle(Path deploy) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.kernos.itests.swapping");
        headers.putValue("Bundle-Activator", SwappingActivator.class.getName());
        headers.putValue(
                "Import-Package", "org.kernos.api,org.kernos.api.value,org.osgi.framework,org.osgi.util.tracker");
        Path jar = deploy.resolveSibling("swapping.jar");
        String name = SwappingActivator.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream content = SwappingActivator.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new ZipEntry(name));
            content.transferTo(out);
        }
        Files.move(jar, deploy.resolve("swapping.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void afterAKillExactlyOneRevisionIsThereWithAWholeState() throws Exception {
        long seed = Long.getLong("kernos.kill.seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(progress);
            swapAndKill(1 + random.nextInt(MOST_SWAPS), random.nextInt(MOST_NANOS_AFTER));
            String where = "seed " + seed + ", round " + round;
            List<String> lines = Files.readAllLines(progress);
            assertThat(lines).as(where).allMatch(line -> line.matches("[0-9]+ [0-9]+"));
            String[] last = lines.get(lines.size() - 1).split(" ");
            assertThatOneRevisionIsWhole(where, Long.parseLong(last[0]), Long.parseLong(last[1]));
            assertThatNothingIsLeft(where);
        }
    }

    private void swapAndKill(int swaps, int nanosLater) throws Exception {
        Process session = session(
                "-D" + SwappingActivator.CONTENTS + "=" + scratch, "-D" + SwappingActivator.PROGRESS + "=" + progress);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (swapsSoFar() < swaps) {
                assertThat(session.isAlive()).as("%s", said()).isTrue();
                assertThat(System.nanoTime())
                        .as("waited 60 s for %d swaps: %s", swaps, said())
                        .isLessThan(deadline);
                LockSupport.parkNanos(1_000_000);
            }
            LockSupport.parkNanos(nanosLater);
            session.toHandle().destroyForcibly();
            assertThat(session.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(session.exitValue()).as("killed by signal 9: %s", said()).isEqualTo(128 + 9);
        } finally {
            session.destroyForcibly();
        }
    }

    private long swapsSoFar() throws IOException {
        String text = Files.exists(progress) ? Files.readString(progress) : "";
        assertThat(text).doesNotContain("FAILED");
        return text.lines().count();
    }

    /** A session that keeps what it installs, and lives until its input ends. */
    private Process session(String... properties) throws IOException {
        List<String> options = new ArrayList<>(List.of(properties));
        options.add("-Dkernos.boot=" + scratch.resolve("boot"));
        options.add("-Dkernos.deploy=" + scratch.resolve("deploy"));
        options.add("-Dkernos.storage=" + scratch.resolve("data"));
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString())
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("output").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KERNOS_OPTS", String.join(" ", options));
        return builder.start();
    }

    /** What a person finds who starts it again. */
    private void assertThatOneRevisionIsWhole(String where, long revision, long ticket) throws Exception {
        List<String> told =
                told("module:list", "kernel:call tally/stamped", "kernel:call tally/build", "module:info tally");
        List<Matcher> listed =
                told.stream().map(LISTED::matcher).filter(Matcher::matches).toList();
        assertThat(listed).as("%s: %s", where, told).hasSize(1);
        long found = Long.parseLong(listed.get(0).group(3));
        assertThat(found).as("%s: the revision, at most one swap later", where).isBetween(revision, revision + 1);
        List<Long> answers = told.stream()
                .filter(line -> line.matches("[0-9]+"))
                .map(Long::valueOf)
                .toList();
        assertThat(answers).as("%s: %s", where, told).hasSize(2);
        assertThat(answers.get(0) / SwappingActivator.STAMP)
                .as("%s: a ticket behind all of the state that was saved last", where)
                .isGreaterThan(ticket);
        assertThat(answers.get(1))
                .as("%s: the build", where)
                .isEqualTo(listed.get(0).group(2).equals("1.0") ? 1 : 2);
        assertThat(told).as(where).noneMatch(line -> line.contains("KERNOS-"));
    }

    /** The lines that a session prints for these commands, once it has the module, without prompts. */
    private List<String> told(String... commands) throws Exception {
        Process session = session();
        try {
            try (OutputStream typed = session.getOutputStream()) {
                // What is in the bundle cache and in no boot directory, the first prompt does not wait for.
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (lines().noneMatch(line -> LISTED.matcher(line).matches())) {
                    assertThat(System.nanoTime())
                            .as("waited 60 s for the module: %s", said())
                            .isLessThan(deadline);
                    type(typed, "module:list");
                    LockSupport.parkNanos(300_000_000);
                }
                type(typed, commands);
                type(typed, "exit");
            }
            assertThat(session.waitFor(60, TimeUnit.SECONDS)).as("%s", said()).isTrue();
            assertThat(session.exitValue()).as("%s", said()).isZero();
        } finally {
            session.destroyForcibly();
        }
        List<String> all = lines().toList();
        return all.subList(
                all.lastIndexOf(all.stream()
                        .filter(line -> line.startsWith("id  module  "))
                        .reduce((first, last) -> last)
                        .orElseThrow()),
                all.size());
    }

    private static void type(OutputStream typed, String... commands) throws IOException {
        typed.write((String.join("\n", commands) + "\n").getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }

    private Stream<String> lines() {
        return said().lines().map(line -> line.replaceAll("^(kernos> )+", ""));
    }

    private void assertThatNothingIsLeft(String where) throws IOException {
        try (Stream<Path> all = Files.walk(scratch.resolve("data"))) {
            List<String> files = all.filter(Files::isRegularFile)
                    .map(file -> scratch.relativize(file).toString())
                    .toList();
            assertThat(files)
                    .as(where)
                    .noneMatch(file -> file.endsWith(".new") || file.contains(".damaged-"))
                    .noneMatch(file -> file.contains("/run-"))
                    .noneMatch(file -> file.matches(".*/module[^/]*\\.jar"));
            assertThat(files).filteredOn(file -> file.endsWith("tally.state")).hasSize(1);
            // Those that a roll back returns to: kernos.revisions.kept.
            assertThat(files)
                    .filteredOn(file -> file.matches(".*/history/[^/]*\\.jar"))
                    .hasSizeLessThanOrEqualTo(3);
            assertThat(files)
                    .as("%s: contents of each bundle in the framework's cache", where)
                    .filteredOn(file -> file.endsWith("/bundle.jar"))
                    .extracting(file -> file.replaceFirst("/version[^/]*/bundle.jar$", ""))
                    .doesNotHaveDuplicates();
        }
    }

    private String said() {
        try {
            return Files.readString(scratch.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
