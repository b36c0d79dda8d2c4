package org.kernos.container.bundle;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines in UTF-8, to which lines are added one by one. A line that was not written to its end, since the process was killed or the
 * disk was full, spoils no other: the next one begins on a line of its own. One thread at a time.
 */
public final class LineFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

    private final Path file;
    private @Nullable FileOutputStream appender;
    private boolean isTorn;

    public LineFile(Path file) {
        this.file = file;
    }

    /**
     * @param line without its end
     * @throws IOException when it was not written, or not to its end
     */
    public void append(String line) throws IOException {
        FileOutputStream open = appender();
        byte[] bytes = ((isTorn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8);
        isTorn = true;
        open.write(bytes);
        isTorn = false;
    }

    private FileOutputStream appender() throws IOException {
        FileOutputStream open = appender;
        if (open == null) {
            isTorn |= endsInALine();
            // No channel: an interrupt, as threads get when everything stops, would close it.
            open = new FileOutputStream(file.toFile(), true);
            appender = open;
        }
        return open;
    }

    private boolean endsInALine() throws IOException {
        if (Files.notExists(file)) {
            return false;
        }
        try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
            if (read.length() == 0) {
                return false;
            }
            read.seek(read.length() - 1);
            return read.read() != '\n';
        }
    }

    /**
     * Leaves these lines and no others.
     *
     * @throws IOException when they were not written; the former ones are still there
     */
    public void rewrite(CharSequence lines) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        close();
        try {
            Files.writeString(fresh, lines, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            isTorn = false;
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    @Override
    public void close() {
        FileOutputStream open = appender;
        appender = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("{} cannot be closed", file, e);
            }
        }
    }
}
