package org.kernos.samples.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file behind a handle. One operation at a time; threads that share a handle share its position. */
final class OpenFile {

    /** The most bytes that one call reads. */
    static final int MOST_BYTES = 16 << 20;

    private final RelativePath path;
    private final FileMode mode;
    private final SeekableByteChannel channel;

    OpenFile(RelativePath path, FileMode mode, SeekableByteChannel channel) {
        this.path = path;
        this.mode = mode;
        this.channel = channel;
    }

    /** An operation on the channel. */
    @FunctionalInterface
    private interface Work<T> {
        T on(SeekableByteChannel channel) throws IOException;
    }

    private synchronized <T> T with(Work<T> work) {
        // A channel is closed under a thread that is interrupted, and under all others with it.
        boolean interrupted = Thread.interrupted();
        try {
            return work.on(channel);
        } catch (ClosedChannelException e) {
            throw Failure.HANDLE.with("the file '" + path + "' was closed meanwhile");
        } catch (IOException e) {
            throw Failure.of(e, path);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** All bytes from the position to the end. */
    byte[] readAll() {
        return with(file -> {
            requireReading();
            long left = Math.max(0, file.size() - file.position());
            if (left > MOST_BYTES) {
                throw Failure.LIMIT.with("'" + path + "' has " + left + " more bytes, one call reads at most "
                        + MOST_BYTES + "; use read_bytes");
            }
            return fill(file, (int) left);
        });
    }

    /** So many bytes from the position on, fewer at the end. */
    byte[] read(long count) {
        if (count < 0 || count > MOST_BYTES) {
            throw Failure.ARGUMENT.with("a count of " + count + " bytes, expected 0 to " + MOST_BYTES);
        }
        return with(file -> {
            requireReading();
            long left = Math.max(0, file.size() - file.position());
            return fill(file, (int) Math.min(count, left));
        });
    }

    private static byte[] fill(SeekableByteChannel file, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // The system gives as many as it likes.
        }
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    /** Writes all bytes at the position, in a mode that appends at the end; gives their count. */
    int write(byte[] bytes) {
        return with(file -> {
            if (!mode.writes()) {
                throw Failure.MODE.with("'" + path + "' is open for reading only");
            }
            if (mode.appends()) {
                file.position(file.size());
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            return bytes.length;
        });
    }

    private void requireReading() {
        if (!mode.reads()) {
            throw Failure.MODE.with("'" + path + "' is open for writing only");
        }
    }

    /** Moves the position, also beyond the end; gives the new one. */
    long seek(long offset, long whence) {
        return with(file -> {
            long base;
            if (whence == 0) {
                base = 0;
            } else if (whence == 1) {
                base = file.position();
            } else if (whence == 2) {
                base = file.size();
            } else {
                throw Failure.ARGUMENT.with("whence " + whence + ", expected 0 (start), 1 (here) or 2 (end)");
            }
            long target = base + offset;
            // Both are positive or the sum cannot overflow: then it is negative.
            if (target < 0) {
                throw Failure.ARGUMENT.with("offset " + offset + " from " + base + " is before the start");
            }
            file.position(target);
            return target;
        });
    }

    long position() {
        return with(SeekableByteChannel::position);
    }

    long size() {
        return with(SeekableByteChannel::size);
    }

    /** Forces what was written to the disk. */
    void flush() {
        with(file -> {
            if (file instanceof FileChannel onDisk) {
                onDisk.force(true);
            }
            return 0;
        });
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Failure.of(e, path);
        }
    }
}
