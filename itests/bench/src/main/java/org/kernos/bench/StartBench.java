package org.kernos.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The assembly with its ten sample modules active, against Felix with Gogo, Declarative Services and Config Admin; whole
 * processes in turn.
 *
 * <ul>
 *   <li>From the start of the process to the prompt of an interactive shell on a terminal, both with JLine, both with what an
 *       earlier session has installed. The terminal is one of util-linux's {@code script}.
 *   <li>From the start of the process to its end, with one command between, each with new storage.
 * </ul>
 *
 * <p>Kernos with the archive of classes that the first session of the warm-up leaves, and without one.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=StartBench</pre>
 */
public final class StartBench {

    private static final int ROUNDS = 15;
    /** One that leaves an archive of classes, and one that checks it. */
    private static final int WARM_UP = 2;

    private static final String WITHOUT_ARCHIVE = "-Xshare:auto";
    private static final int SAMPLES = 10;
    private static final long LIMIT_SECONDS = 30;

    private final Path kernos;
    private final Path framework;

    private StartBench(Path root) {
        this.kernos = root.resolve("distribution/assembly/target/kernos");
        this.framework = root.resolve("itests/scenarios/target/bundles/framework");
    }

    public static void main(String[] arguments) throws Exception {
        Path bareStorage = Files.createTempDirectory("bare-felix");
        var bench = new StartBench(Path.of(System.getProperty("kernos.root")));
        if (Files.isExecutable(Path.of("/usr/bin/script"))) {
            compare(
                    "to the prompt",
                    () -> toPrompt(bench.kernos(""), "kernos> ", "exit"),
                    () -> toPrompt(bench.kernos(WITHOUT_ARCHIVE), "kernos> ", "exit"),
                    () -> toPrompt(
                            bench.bare(List.of(), bench.kernos.resolve("bundles/0-libraries"), bareStorage),
                            "g! ",
                            "exit 0"));
        } else {
            System.out.println("to the prompt: skipped, there is no /usr/bin/script to make a terminal");
        }
        // With the flags that bin/kernos gives a single command.
        compare(
                "one command",
                () -> run(bench.kernos("", "module:order"), SAMPLES),
                () -> run(bench.kernos(WITHOUT_ARCHIVE, "module:order"), SAMPLES),
                () -> run(bench.bare(List.of("-XX:TieredStopAtLevel=1")), 1));
        BenchFramework.removeTree(bareStorage);
    }

    @FunctionalInterface
    private interface Measured {
        double millis() throws Exception;
    }

    private static void compare(String what, Measured archived, Measured plain, Measured bare) throws Exception {
        Times floor = new Times();
        var with = new Variant("with an archive", new Times(), new Times());
        var without = new Variant("without", new Times(), new Times());
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double bareMillis = bare.millis();
            double archivedMillis = archived.millis();
            double plainMillis = plain.millis();
            if (round >= WARM_UP) {
                floor.add(bareMillis);
                with.add(archivedMillis, bareMillis);
                without.add(plainMillis, bareMillis);
            }
        }
        System.out.println(what + ", bare Felix: " + floor.show("ms"));
        with.print(what);
        without.print(what);
    }

    private record Variant(String name, Times millis, Times ratios) {

        void add(double ours, double bare) {
            millis.add(ours);
            ratios.add(ours / bare);
        }

        void print(String what) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s, Kernos with ten modules, %s: %s, ratio of each pair %.2f (median)",
                    what,
                    name,
                    millis.show("ms"),
                    ratios.median()));
        }
    }

    /** A command line and the options that {@code bin/kernos} takes from the environment. */
    private record Launch(List<String> command, String options) {

        ProcessBuilder builder(List<String> line) {
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("KERNOS_OPTS", options);
            return builder;
        }
    }

    private Launch kernos(String options, String... command) {
        return new Launch(
                Stream.concat(Stream.of(kernos.resolve("bin/kernos").toString()), Stream.of(command))
                        .toList(),
                options);
    }

    private Launch bare(List<String> flags, Path... more) {
        String jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("bench") || entry.contains("felix.framework"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(flags);
        command.addAll(List.of("-cp", jars, BareFelix.class.getName(), framework.toString()));
        Stream.of(more).map(Path::toString).forEach(command::add);
        return new Launch(command, "");
    }

    private static double run(Launch launch, int expectedLines) throws Exception {
        long start = System.nanoTime();
        Process process = launch.builder(launch.command()).start();
        long lines = process.inputReader().lines().count();
        end(launch.command(), process);
        if (lines < expectedLines) {
            throw new IllegalStateException(launch.command() + " printed " + lines + " lines");
        }
        return Times.millisSince(start);
    }

    private static double toPrompt(Launch launch, String prompt, String leave) throws Exception {
        // A terminal of no size has no room for a prompt.
        String line = "stty rows 40 cols 120; exec " + String.join(" ", launch.command());
        List<String> onTerminal = List.of("/usr/bin/script", "-qefc", line, "/dev/null");
        long start = System.nanoTime();
        Process process = launch.builder(onTerminal).start();
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (InputStream screen = process.getInputStream();
                OutputStream keys = process.getOutputStream()) {
            await(prompt, screen);
            double millis = Times.millisSince(start);
            keys.write((leave + "\r").getBytes(StandardCharsets.US_ASCII));
            keys.flush();
            screen.transferTo(OutputStream.nullOutputStream());
            end(onTerminal, process);
            return millis;
        }
    }

    private static void await(String prompt, InputStream screen) throws IOException {
        StringBuilder seen = new StringBuilder();
        byte[] some = new byte[8_192];
        while (seen.indexOf(prompt) < 0) {
            int count = screen.read(some);
            if (count < 0) {
                throw new IllegalStateException("no prompt '" + prompt + "' in: " + seen);
            }
            seen.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    private static void end(List<String> command, Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
    }
}
