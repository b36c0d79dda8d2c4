package org.kernos.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.kernos.elf.helix.HeaderWriter;
import org.kernos.elf.helix.HmodWriter;
import org.kernos.format.helix.HelixReader;
import org.kernos.spi.ModuleFiles;

/**
 * How long it takes to read a thousand native Helix modules from their files up to descriptors: at first in a fresh process, and
 * warm. Each file has 16 KiB, eight interfaces of four methods, and eight dependencies.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=HeaderBench</pre>
 */
public final class HeaderBench {

    private static final int MODULES = 1_000;
    private static final int FILE_SIZE = 16 << 10;
    private static final int PARTS = 8;
    private static final int ROUNDS = 31;

    private HeaderBench() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("kernos-headers");
        try {
            List<OneFile> modules = write(directory);
            long start = processorTime();
            double first = read(modules);
            double firstOfProcessor = (processorTime() - start) / 1e6;
            Times warm = new Times();
            for (int round = 0; round < ROUNDS; round++) {
                warm.add(read(modules));
            }
            System.out.printf(
                    "1,000 headers: at first %.0f ms (%.0f of them the thread's processor time), warm %s%n",
                    first, firstOfProcessor, warm.show("ms"));
            System.out.println("goal: 1,000 ms at first");
        } finally {
            delete(directory);
        }
    }

    /** Of this thread, in nanoseconds: what other processes take of the machine is not in it. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<OneFile> write(Path directory) throws IOException {
        List<OneFile> modules = new ArrayList<>();
        for (int i = 0; i < MODULES; i++) {
            Path file = directory.resolve("module-" + i + ".hmod");
            Files.write(file, Arrays.copyOf(HmodWriter.sharedObject(header("module-" + i)), FILE_SIZE));
            modules.add(new OneFile("module-" + i, file));
        }
        return modules;
    }

    private static HeaderWriter header(String name) {
        HeaderWriter header = new HeaderWriter().name(name).description("A module that is only read");
        for (int i = 0; i < PARTS; i++) {
            header.provides("Interface" + i, 1, i, 0, "a" + i + "(u32)", "b" + i + "() -> u8", "c" + i + "()", "d" + i + "()");
            header.dependency("provider-" + i, HeaderWriter.COMPATIBLE, 1, i, 0);
        }
        return header;
    }

    /** In milliseconds. */
    private static double read(List<OneFile> modules) throws Exception {
        HelixReader reader = new HelixReader();
        long start = System.nanoTime();
        for (OneFile module : modules) {
            if (reader.read(module).descriptor().functions().size() != 4 * PARTS) {
                throw new IllegalStateException("'" + module.directoryName() + "' was not read to its end");
            }
        }
        return Times.millisSince(start);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** A module directory that holds one file. */
    private record OneFile(String directoryName, Path file) implements ModuleFiles {

        @Override
        public String location() {
            return file.toString();
        }

        @Override
        public Set<String> paths() {
            return Set.of(file.getFileName().toString());
        }

        @Override
        public InputStream open(String path) {
            return new ByteArrayInputStream(read(path, Integer.MAX_VALUE));
        }

        @Override
        public byte[] read(String path, int limit) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
