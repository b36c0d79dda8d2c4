package org.kernos.sources;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;

/**
 * Those who want the same thing at the same time fetch it once: the first one does, the others wait for it.
 *
 * @param <T> what is fetched
 */
final class SingleFlight<T> {

    private final Map<String, FutureTask<T>> flights = new ConcurrentHashMap<>();

    /**
     * What the fetch gives, which another thread may be at already. When that one is interrupted, the next one fetches anew.
     *
     * @param fetch throws {@link ModuleNotFoundException}, {@link ModuleLoadException} or {@link IOException}
     * @throws InterruptedIOException when the calling thread is interrupted
     */
    T get(String key, Callable<T> fetch) throws ModuleNotFoundException, ModuleLoadException, IOException {
        while (true) {
            FutureTask<T> own = new FutureTask<>(fetch);
            FutureTask<T> there = flights.putIfAbsent(key, own);
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

    /** What a fetch may throw is thrown; anything else comes back in what is to be thrown. */
    static IOException failure(@Nullable Throwable cause)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        if (cause instanceof ModuleNotFoundException notFound) {
            throw notFound;
        } else if (cause instanceof ModuleLoadException load) {
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
