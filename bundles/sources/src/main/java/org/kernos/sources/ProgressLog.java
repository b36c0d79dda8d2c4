package org.kernos.sources;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the beginning of each fetch and, from then on, at most one line a second. */
final class ProgressLog implements Progress {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clock;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    ProgressLog(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void at(String source, long bytes) {
        long now = clock.getAsLong();
        Long last = told.get(source);
        if (bytes > 0 && last != null && now - last < INTERVAL_NS) {
            return;
        }
        told.put(source, now);
        LOG.info("{}: {} KiB written", source, bytes >> 10);
    }
}
