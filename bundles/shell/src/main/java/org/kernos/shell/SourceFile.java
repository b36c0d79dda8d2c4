package org.kernos.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.kernos.api.value.Value;

/**
 * A file with a source, and what it held when it was read.
 *
 * @param file itself, not a link to it: replacing that would leave the file as it was
 * @param text as {@link Value.Str} has it, so that bytes that are not UTF-8 survive
 */
record SourceFile(Path file, String text) {

    /** The largest file that is read. */
    private static final long LIMIT = 16L << 20;

    /**
     * @throws IOException when it is no file, cannot be read or is too large
     */
    static SourceFile read(Path path) throws IOException {
        Path file = path.toRealPath();
        if (!Files.isRegularFile(file)) {
            throw new IOException("'" + path + "' is no file");
        } else if (Files.size(file) > LIMIT) {
            throw new IOException("'" + path + "' has more than " + (LIMIT >> 20) + " MiB");
        }
        return new SourceFile(file, Value.Str.ofBytes(Files.readAllBytes(file)).text());
    }

    /** Puts another text in its place in one step: whoever opens the file meanwhile reads the one or the other. */
    void replace(String newText) throws IOException {
        Path copy = Files.createTempFile(file.getParent(), ".", ".fmt");
        try {
            // Copied and not created anew, for its owner and permissions.
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.write(
                    copy,
                    new Value.Str(newText).bytes(),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
