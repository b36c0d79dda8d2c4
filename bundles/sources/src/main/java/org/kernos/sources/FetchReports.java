package org.kernos.sources;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.kernos.api.source.FetchListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the beginning of each fetch and, from then on, at most one line a second, and tells it to who listens. */
final class FetchReports implements Progress {

    private static final Logger LOG = LoggerFactory.getLogger(FetchReports.class);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clock;
    private final Supplier<List<FetchListener>> listeners;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     * @param listeners those of the moment
     */
    FetchReports(LongSupplier clock, Supplier<List<FetchListener>> listeners) {
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public void at(String source, long bytes) {
        long now = clock.getAsLong();
        Long last = told.get(source);
        if (bytes > 0 && last != null && now - last < INTERVAL_NS) {
            return;
        }
        // What was told longer ago holds nothing back any more.
        told.values().removeIf(time -> now - time >= INTERVAL_NS);
        told.put(source, now);
        LOG.info("{}: {} KiB written", source, bytes >> 10);
        listeners.get().forEach(listener -> tell(listener, source, bytes));
    }

    private static void tell(FetchListener listener, String source, long bytes) {
        try {
            listener.fetching(source, bytes);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} failed on hearing of {}", listener, source, e);
        }
    }
}
