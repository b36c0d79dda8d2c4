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
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=StartBench</pre>
 */
public final class StartBench {

    private static final int ROUNDS = 15;
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
                    () -> bench.toPrompt(bench.kernos(), "kernos> ", "exit"),
                    () -> bench.toPrompt(
                            bench.bare(List.of(), bench.kernos.resolve("bundles/0-libraries"), bareStorage),
                            "g! ",
                            "exit 0"));
        } else {
            System.out.println("to the prompt: skipped, there is no /usr/bin/script to make a terminal");
        }
        // With the flags that bin/kernos gives a single command.
        compare(
                "one command",
                () -> run(bench.kernos("module:order"), SAMPLES),
                () -> run(bench.bare(List.of("-XX:TieredStopAtLevel=1")), 1));
        BenchFramework.removeTree(bareStorage);
    }

    @FunctionalInterface
    private interface Measured {
        double millis() throws Exception;
    }

    private static void compare(String what, Measured kernos, Measured bare) throws Exception {
        Times ours = new Times();
        Times floor = new Times();
        Times ratios = new Times();
        for (int round = 0; round <= ROUNDS; round++) {
            double plain = bare.millis();
            double full = kernos.millis();
            if (round > 0) {
                floor.add(plain);
                ours.add(full);
                ratios.add(full / plain);
            }
        }
        System.out.println(what + ", Kernos with ten modules: " + ours.show("ms"));
        System.out.println(what + ", bare Felix:              " + floor.show("ms"));
        System.out.println(String.format(Locale.ROOT, "%s, ratio of each pair: %.2f (median)", what, ratios.median()));
    }

    private List<String> kernos(String... command) {
        return Stream.concat(Stream.of(kernos.resolve("bin/kernos").toString()), Stream.of(command))
                .toList();
    }

    private List<String> bare(List<String> flags, Path... more) {
        String jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("bench") || entry.contains("felix.framework"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(flags);
        command.addAll(List.of("-cp", jars, BareFelix.class.getName(), framework.toString()));
        Stream.of(more).map(Path::toString).forEach(command::add);
        return command;
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static double run(List<String> command, int expectedLines) throws Exception {
        long start = System.nanoTime();
        Process process = builder(command).start();
        long lines = process.inputReader().lines().count();
        end(command, process);
        if (lines < expectedLines) {
            throw new IllegalStateException(command + " printed " + lines + " lines");
        }
        return Times.millisSince(start);
    }

    private double toPrompt(List<String> command, String prompt, String leave) throws Exception {
        // A terminal of no size has no room for a prompt.
        String line = "stty rows 40 cols 120; exec " + String.join(" ", command);
        List<String> onTerminal = List.of("/usr/bin/script", "-qefc", line, "/dev/null");
        long start = System.nanoTime();
        Process process = builder(onTerminal).start();
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
