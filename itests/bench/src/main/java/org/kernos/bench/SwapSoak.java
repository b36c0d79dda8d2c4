package org.kernos.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
import org.kernos.api.Outcome;
import org.kernos.api.SwapReport;
import org.kernos.itests.Installation;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.Constants;

/**
 * Swaps modules of each kind a thousand times, alone and with an active dependent, and prints what remains: of the heap, of the classes'
 * memory, of mapped libraries, open files, files in the framework's storage and temporary files. The counted things must not grow; ends with
 * status 1 otherwise.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=SwapSoak</pre>
 *
 * {@code -Dkernos.jvm.args=-Dsoak.swaps=300} makes it shorter.
 */
public final class SwapSoak {

    private static final int WARM_UP = 100;
    private static final int SWAPS = Integer.getInteger("soak.swaps", 1_000);
    /** What the JVM itself opens meanwhile. */
    private static final int TOLERANCE = 10;

    private static final String DEPENDENT = "leaning";

    private final ModuleContainer container;
    private final Path storage;

    private SwapSoak(BenchFramework framework) {
        framework.await(ModuleReader.class);
        framework.await(ModuleRuntime.class);
        container = framework.await(ModuleContainer.class);
        storage = Path.of(framework.context().getProperty(Constants.FRAMEWORK_STORAGE));
    }

    private record Remains(
            double heapKibibytes, double metaspaceKibibytes, long libraries, long open, long stored, long temporary) {

        static Remains now(Path storage) throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            double heap =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0;
            double metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .mapToDouble(SwapSoak::usedKibibytes)
                    .sum();
            long libraries;
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
                libraries = lines.filter(line -> line.contains(".so") && line.indexOf('/') >= 0)
                        .map(line -> line.substring(line.indexOf('/')))
                        .distinct()
                        .count();
            }
            return new Remains(
                    heap,
                    metaspace,
                    libraries,
                    count(Path.of("/proc/self/fd"), 1),
                    count(storage, 99),
                    count(Path.of(System.getProperty("java.io.tmpdir")), 1));
        }

        /** What goes while it is counted is not counted. */
        private static long count(Path root, int depth) throws IOException {
            LongAdder count = new LongAdder();
            Files.walkFileTree(root, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    count.increment();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
                    count.increment();
                    return FileVisitResult.CONTINUE;
                }
            });
            return count.sum();
        }

        boolean hasGrownInto(Remains after) {
            return after.libraries > libraries
                    || after.open > open + TOLERANCE
                    || after.stored > stored + TOLERANCE
                    || after.temporary > temporary + TOLERANCE;
        }
    }

    private static double usedKibibytes(MemoryPoolMXBean pool) {
        return pool.getUsage().getUsed() / 1024.0;
    }

    /** A directory of its own, since others leave files in the one of the machine. */
    private static void moveTemporaryFiles() throws IOException {
        Path own = Path.of(
                System.getProperty("java.io.tmpdir"),
                "kernos-soak-" + ProcessHandle.current().pid());
        System.setProperty("java.io.tmpdir", Files.createDirectory(own).toString());
    }

    public static void main(String[] arguments) throws Exception {
        moveTemporaryFiles();
        Map<String, String> places = new Installation().properties();
        Path kernels = Path.of(places.get("kernos.itests.kernels"));
        Path samples = Path.of(places.get("kernos.itests.samples"));
        boolean good = true;
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            framework.installKernos();
            SwapSoak soak = new SwapSoak(framework);
            for (boolean dependent : new boolean[] {false, true}) {
                good &= soak.run("native kernel", kernels.resolve("tally"), kernels.resolve("next/tally"), dependent);
                good &= soak.run("Python", kernels.resolve("counting"), kernels.resolve("next/counting"), dependent);
                good &= soak.run("Helix in C", samples.resolve("rr-sched-c"), samples.resolve("rr-sched-c"), dependent);
                good &= soak.run(
                        "Helix in Java", samples.resolve("rr-sched-java"), samples.resolve("rr-sched-java"), dependent);
            }
        }
        BenchFramework.removeTree(Path.of(System.getProperty("java.io.tmpdir")));
        if (!good) {
            System.exit(1);
        }
    }

    private boolean run(String what, Path first, Path second, boolean withDependent) throws IOException {
        Path copies = Files.createTempDirectory("kernos-soak");
        try {
            // A copy is another content even of the same files.
            List<Path> contents = List.of(copy(first, copies.resolve("0")), copy(second, copies.resolve("1")));
            String name = load(contents.get(0));
            if (withDependent) {
                load(dependent(copies.resolve(DEPENDENT), name));
            }
            swap(name, contents, WARM_UP);
            Remains before = Remains.now(storage);
            swap(name, contents, SWAPS);
            Remains after = Remains.now(storage);
            System.out.println(what + (withDependent ? " with a dependent, " : ", ") + SWAPS + " swaps: "
                    + compare(before, after));
            if (withDependent) {
                container.uninstall(DEPENDENT, true);
            }
            container.uninstall(name, true);
            return !before.hasGrownInto(after);
        } finally {
            BenchFramework.removeTree(copies);
        }
    }

    private String load(Path directory) {
        if (container.load(directory.toString()) instanceof Outcome.Done done) {
            return done.modules().get(0).name();
        }
        throw new IllegalStateException(directory + " could not be loaded");
    }

    private static Path dependent(Path directory, String provider) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("manifest.json"), """
                {"version": "1.0.0", "mpy_entry": "leaning.py", "mpy_import_as": "leaning", "dependencies": ["%s"]}
                """.formatted(provider));
        Files.writeString(directory.resolve("leaning.py"), "def answer():\n    return 42\n");
        return directory;
    }

    private static Path copy(Path from, Path parent) throws IOException {
        Path to = parent.resolve(from.getFileName());
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path));
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
        return to;
    }

    private void swap(String name, List<Path> contents, int times) {
        for (int i = 0; i < times; i++) {
            SwapReport report = container.swap(name, contents.get((i + 1) % 2));
            if (!report.isSwitched()) {
                throw new IllegalStateException(report.toString());
            }
        }
    }

    private static String compare(Remains before, Remains after) {
        return String.format(
                Locale.ROOT,
                "heap %.0f -> %.0f KiB, metaspace %.0f -> %.0f KiB, libraries %d -> %d, open files %d -> %d, stored files %d -> %d, temporary ones %d -> %d",
                before.heapKibibytes,
                after.heapKibibytes,
                before.metaspaceKibibytes,
                after.metaspaceKibibytes,
                before.libraries,
                after.libraries,
                before.open,
                after.open,
                before.stored,
                after.stored,
                before.temporary,
                after.temporary);
    }
}
