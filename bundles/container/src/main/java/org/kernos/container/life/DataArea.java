package org.kernos.container.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the openings of all modules keep their files: in the container's part of the framework's storage, since to ask for the
 * part of each module's bundle costs as much as opening a small library. No path is used twice: code of the last opening may
 * still be mapped from its own. What a killed JVM has left is removed before the first is made.
 */
final class DataArea {

    private static final String RUN = "run-";

    private final Path root;
    private @Nullable Path run;
    private long last;

    DataArea(Path root) {
        this.root = root;
    }

    /**
     * An empty directory whose path was never used before.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    synchronized Path fresh() {
        try {
            Path current = run;
            if (current == null) {
                Files.createDirectories(root);
                removeLeftovers();
                current = Files.createTempDirectory(root, RUN);
                run = current;
            }
            return Files.createDirectory(current.resolve(Long.toString(++last)));
        } catch (IOException e) {
            throw new UncheckedIOException("the directory for the module's files cannot be made", e);
        }
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, RUN + "*")) {
            for (Path directory : directories) {
                OpenModule.removeTree(directory);
            }
        }
    }
}
