package org.kernos.container.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kernos.api.codec.CodecException;
import org.kernos.container.bundle.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which the history outlives the container: a line for each {@link Revision}. It is about what was, so that a disk which
 * fails costs the history and no module. One thread at a time.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long MOST_OUTDATED = 1_000;

    private final Path file;
    private final LineFile lineFile;
    private long lines;
    private boolean isTorn;

    Journal(Path file) {
        this.file = file;
        this.lineFile = new LineFile(file);
    }

    /** All that is whole. A line that a crash cut short is passed over, with what stands behind it in the same line. */
    List<Revision> read() {
        List<Revision> entries = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                // Not readAllLines: that refuses a file with one byte that is no UTF-8.
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                text.lines().forEach(line -> RevisionLine.read(line).ifPresent(entries::add));
                lines = text.lines().count();
                isTorn = !text.isEmpty() && !text.endsWith("\n");
            } catch (IOException e) {
                LOG.warn("the history of revisions cannot be read and begins anew: {}", file, e);
            }
        }
        return entries;
    }

    void append(Revision entry) {
        try {
            lineFile.append(RevisionLine.of(entry));
            lines++;
        } catch (IOException | CodecException e) {
            LOG.warn("revision {} was not written into the history: {}", entry.revision(), file, e);
        }
    }

    /** Whether it has other lines than those of this many entries, or has to be mended before a line is added. */
    boolean differs(long entries) {
        return lines != entries || isTorn;
    }

    /** Whether {@link #rewrite} with this many entries is worth it. */
    boolean isOutdated(long entries) {
        return lines > 2 * entries + MOST_OUTDATED;
    }

    /** Leaves these entries and no others. */
    void rewrite(Collection<Revision> entries) {
        StringBuilder text = new StringBuilder();
        try {
            entries.forEach(entry -> text.append(RevisionLine.of(entry)).append('\n'));
            lineFile.rewrite(text);
            lines = entries.size();
            isTorn = false;
        } catch (IOException | CodecException e) {
            LOG.warn("the history of revisions cannot be written: {}", file, e);
        }
    }

    @Override
    public void close() {
        lineFile.close();
    }
}
