package org.kernos.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From the start of the process to its end, with one command between: the assembly with its ten sample modules active,
 * against Felix with Gogo, Declarative Services and Config Admin. Whole processes in turn, each with storage of its own.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=StartBench</pre>
 */
public final class StartBench {

    private static final int ROUNDS = 15;
    private static final int SAMPLES = 10;

    private StartBench() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(System.getProperty("kernos.root"));
        List<String> kernos = List.of(
                root.resolve("distribution/assembly/target/kernos/bin/kernos").toString(), "module:order");
        List<String> bare = bare(root);
        Times ours = new Times();
        Times floor = new Times();
        Times ratios = new Times();
        for (int round = 0; round <= ROUNDS; round++) {
            double plain = run(bare, 1);
            double full = run(kernos, SAMPLES);
            if (round > 0) {
                floor.add(plain);
                ours.add(full);
                ratios.add(full / plain);
            }
        }
        System.out.println("Kernos, ten modules, one command: " + ours.show("ms"));
        System.out.println("bare Felix, one command:          " + floor.show("ms"));
        System.out.println(String.format(Locale.ROOT, "ratio of each pair: %.2f (median), goal 1.5", ratios.median()));
    }

    private static List<String> bare(Path root) {
        String jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("bench") || entry.contains("felix.framework"))
                .collect(Collectors.joining(File.pathSeparator));
        // With the flags that bin/kernos gives a single command.
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", jars));
        command.add(BareFelix.class.getName());
        command.add(root.resolve("itests/scenarios/target/bundles/framework").toString());
        return command;
    }

    private static double run(List<String> command, int expectedLines) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long start = System.nanoTime();
        Process process = builder.start();
        long lines = process.inputReader().lines().count();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0 || lines < expectedLines) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ", " + lines + " lines");
        }
        return Times.millisSince(start);
    }
}
