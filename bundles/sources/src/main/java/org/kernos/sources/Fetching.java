package org.kernos.sources;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One fetch: where it writes, how much it has written until now, and whether it is to end. Owned by the thread that fetches. */
final class Fetching {

    private final String source;
    private final Path directory;
    private final Path scratch;
    private final Progress progress;
    private long bytes;

    /**
     * @param source what is fetched, as people know it
     * @param directory empty
     * @param scratch empty
     */
    Fetching(String source, Path directory, Path scratch, Progress progress) {
        this.source = source;
        this.directory = directory;
        this.scratch = scratch;
        this.progress = progress;
        progress.at(source, 0);
    }

    /** Where the fetch writes; the entry's content once it is whole, at another place. */
    Path directory() {
        return directory;
    }

    /** A directory that is gone when the fetch has ended. */
    Path scratch() {
        return scratch;
    }

    /** Counts what was written otherwise than to {@link #open}. */
    void wrote(long more) {
        bytes += more;
        progress.at(source, bytes);
    }

    /**
     * Ends the fetch if somebody has cancelled it.
     *
     * @throws InterruptedIOException when the thread is interrupted
     */
    void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the fetch of " + source + " was cancelled");
        }
    }

    /** A new file, whose bytes count. */
    OutputStream open(Path file) throws IOException {
        return new FilterOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                check();
                out.write(block, offset, length);
                wrote(length);
            }
        };
    }
}
