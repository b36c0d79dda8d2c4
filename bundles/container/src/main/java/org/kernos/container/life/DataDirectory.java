package org.kernos.container.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where one opening of a module keeps its files: made when it is first asked for, a fresh one each time, since code of the last
 * opening may still be mapped from its own. What a killed JVM has left beside it is removed then.
 */
final class DataDirectory implements AutoCloseable {

    static final String RUN = "run-";

    private final Path area;
    private final String runPrefix;
    private @Nullable Path made;

    /**
     * @param runPrefix tells the directories of this container from those that an earlier one has left
     */
    DataDirectory(Path area, String runPrefix) {
        this.area = area;
        this.runPrefix = runPrefix;
    }

    /**
     * @throws UncheckedIOException when it cannot be made
     */
    synchronized Path path() {
        Path present = made;
        if (present != null) {
            return present;
        }
        try {
            Files.createDirectories(area);
            removeLeftovers();
            Path fresh = Files.createTempDirectory(area, runPrefix);
            made = fresh;
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("the directory for the module's files cannot be made", e);
        }
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(area, RUN + "*")) {
            for (Path directory : directories) {
                if (!String.valueOf(directory.getFileName()).startsWith(runPrefix)) {
                    OpenModule.removeTree(directory);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        if (made != null) {
            OpenModule.removeTree(made);
        }
    }
}
