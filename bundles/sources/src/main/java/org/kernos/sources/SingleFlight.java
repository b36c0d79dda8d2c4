package org.kernos.sources;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.ModuleLoadException;

/** Those who want the same thing at the same time fetch it once: the first one does, the others wait for it. */
final class SingleFlight {

    private final Map<String, FutureTask<Path>> flights = new ConcurrentHashMap<>();

    /**
     * What the fetch gives, which another thread may be at already. When that one is interrupted, the next one fetches anew.
     *
     * @param fetch throws {@link ModuleLoadException} or {@link IOException}
     * @throws InterruptedIOException when the calling thread is interrupted
     */
    Path get(String key, Callable<Path> fetch) throws ModuleLoadException, IOException {
        while (true) {
            FutureTask<Path> own = new FutureTask<>(fetch);
            FutureTask<Path> there = flights.putIfAbsent(key, own);
            if (there == null) {
                try {
                    own.run();
                } finally {
                    flights.remove(key, own);
                }
            }
            try {
                return (there == null ? own : there).get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("the fetch was cancelled").initCause(e);
            } catch (ExecutionException e) {
                if (there == null || !isCancelled(e.getCause())) {
                    throw failure(e.getCause());
                }
            }
        }
    }

    private static boolean isCancelled(@Nullable Throwable cause) {
        return cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException;
    }

    private static IOException failure(@Nullable Throwable cause) throws ModuleLoadException, IOException {
        if (cause instanceof ModuleLoadException load) {
            throw load;
        } else if (cause instanceof IOException io) {
            return io;
        } else if (cause instanceof RuntimeException runtime) {
            throw runtime;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }
}
