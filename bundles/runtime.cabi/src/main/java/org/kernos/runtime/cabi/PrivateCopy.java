package org.kernos.runtime.cabi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.kernos.spi.ModuleFiles;

/**
 * A copy of a kernel's library, and of the libraries beside it, in a directory whose name was never used before. Opening
 * the same path again would give the old code, and overwriting a mapped file ends the JVM with SIGBUS (native U-1).
 */
final class PrivateCopy implements AutoCloseable {

    private final Path directory;
    private final Path library;
    private final boolean isAlone;

    private PrivateCopy(Path directory, Path library, boolean isAlone) {
        this.directory = directory;
        this.library = library;
        this.isAlone = isAlone;
    }

    static PrivateCopy of(ModuleFiles files, String path, Path dataDirectory) throws IOException {
        // Dependencies linked with $ORIGIN are found only where the library itself is.
        List<String> siblings = LibraryPlaces.siblings(files, path);
        Path directory = Files.createTempDirectory(dataDirectory, "library").toRealPath();
        PrivateCopy copy =
                new PrivateCopy(directory, directory.resolve(LibraryPlaces.fileName(path)), siblings.isEmpty());
        try {
            copy.add(files, path);
            for (String sibling : siblings) {
                copy.add(files, sibling);
            }
            return copy;
        } catch (IOException e) {
            copy.close();
            throw e;
        }
    }

    private void add(ModuleFiles files, String path) throws IOException {
        try (InputStream in = files.open(path)) {
            Files.copy(in, directory.resolve(LibraryPlaces.fileName(path)));
        }
    }

    Path library() {
        return library;
    }

    /** Whether no other library was copied beside it. */
    boolean isAlone() {
        return isAlone;
    }

    Path directory() {
        return directory;
    }

    /** Deletes the copies; a file that is still mapped stays readable for the code that runs in it. */
    @Override
    public void close() {
        if (!Files.exists(directory)) {
            // Code that others used until now may outlive its module's data directory.
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
