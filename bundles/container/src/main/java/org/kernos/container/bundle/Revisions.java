package org.kernos.container.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the contents that each module name has had, from 1, and never uses a number twice, also after a restart: a journal
 * with one line for each number given out. Guarded by this object's lock.
 */
public final class Revisions implements AutoCloseable {

    private final Path journal;
    private final Map<String, Long> last = new TreeMap<>();
    private @Nullable Writer appender;

    public Revisions(Path journal) {
        this.journal = journal;
        try {
            if (Files.exists(journal)) {
                Files.readAllLines(journal, StandardCharsets.UTF_8).forEach(this::replay);
                compact();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the revision journal cannot be read: " + journal, e);
        }
    }

    public synchronized long next(String module) {
        long revision = last.merge(module, 1L, Long::sum);
        try {
            appender().write(module + " " + revision + "\n");
            appender().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the revision journal cannot be written: " + journal, e);
        }
        return revision;
    }

    private Writer appender() throws IOException {
        Writer open = appender;
        if (open == null) {
            open = Files.newBufferedWriter(
                    journal, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            appender = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        try {
            if (appender != null) {
                appender.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the revision journal cannot be closed: " + journal, e);
        }
    }

    /** A line that a crash cut short belongs to a revision whose installation never ended: it is passed over. */
    private void replay(String line) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(space + 1).matches("[0-9]{1,18}")) {
            last.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Math::max);
        }
    }

    private void compact() throws IOException {
        StringBuilder text = new StringBuilder();
        last.forEach((module, revision) ->
                text.append(module).append(' ').append(revision).append('\n'));
        Path fresh = journal.resolveSibling(journal.getFileName() + ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, journal, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
