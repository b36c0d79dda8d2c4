package org.kernos.samples.fs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The open files by their handles: numbers from 1 that are never used twice. */
final class OpenFiles implements AutoCloseable {

    /** How many may be open at once. */
    static final int MOST = 256;

    private final Map<Long, OpenFile> files = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final Semaphore free = new Semaphore(MOST);

    /** The handle of a file that is opened now. */
    long add(Supplier<OpenFile> opening) {
        if (!free.tryAcquire()) {
            throw Failure.LIMIT.with(MOST + " files are open, which is the limit; close one");
        }
        boolean opened = false;
        try {
            OpenFile file = opening.get();
            long handle = last.incrementAndGet();
            files.put(handle, file);
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                free.release();
            }
        }
    }

    OpenFile get(long handle) {
        OpenFile file = files.get(handle);
        if (file == null) {
            throw unknown(handle);
        }
        return file;
    }

    void close(long handle) {
        OpenFile file = files.remove(handle);
        if (file == null) {
            throw unknown(handle);
        }
        free.release();
        file.close();
    }

    private static RuntimeException unknown(long handle) {
        return Failure.HANDLE.with("no open file has the handle " + handle);
    }

    /** Closes them all. No call runs any more. */
    @Override
    public void close() {
        files.keySet().forEach(this::close);
    }
}
