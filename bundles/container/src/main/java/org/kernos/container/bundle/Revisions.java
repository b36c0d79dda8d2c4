package org.kernos.container.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers the contents that each module name has had, from 1, and never uses a number twice, also after a restart: a journal
 * with one line for each number given out. Guarded by this object's lock.
 */
public final class Revisions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Revisions.class);

    private final Path file;
    private final LineFile journal;
    private final Map<String, Long> last = new TreeMap<>();

    public Revisions(Path file) {
        this.file = file;
        this.journal = new LineFile(file);
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file, StandardCharsets.UTF_8).forEach(this::replay);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the revision journal cannot be read: " + file, e);
        }
        compact();
    }

    /**
     * @throws StorageException when the number could not be written down; it must not be used then
     */
    public synchronized long next(String module) throws StorageException {
        long revision = last.merge(module, 1L, Long::sum);
        try {
            journal.append(module + " " + revision);
        } catch (IOException e) {
            throw new StorageException("the revision journal cannot be written: " + e, e);
        }
        return revision;
    }

    @Override
    public synchronized void close() {
        journal.close();
    }

    /** A line that a crash cut short belongs to a revision whose installation never ended: it is passed over. */
    private void replay(String line) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(space + 1).matches("[0-9]{1,18}")) {
            last.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Math::max);
        }
    }

    /** Where there is no room for that, the longer file goes on. */
    private void compact() {
        StringBuilder text = new StringBuilder();
        last.forEach((module, revision) ->
                text.append(module).append(' ').append(revision).append('\n'));
        try {
            journal.rewrite(text);
        } catch (IOException e) {
            LOG.warn("the revision journal stays as long as it is: {}", file, e);
        }
    }
}
