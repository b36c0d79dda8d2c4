package org.kernos.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has mapped. */
public final class Mappings {

    private static final Path MAPS = Path.of("/proc/self/maps");

    private Mappings() {}

    public static boolean canBeRead() {
        return Files.isReadable(MAPS);
    }

    /** Whether any copy of the kernel's library is mapped. */
    public static boolean contain(String kernel) {
        try (Stream<String> lines = Files.lines(MAPS)) {
            return lines.anyMatch(line -> line.contains("libkernel_" + kernel + ".so"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
