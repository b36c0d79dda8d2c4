package org.kernos.deployer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Problem;

/**
 * Decides when something is done about a path. What FileInstall tells is a hint that something has happened there: what is done depends on
 * what is there once it has come to rest. So nothing is lost when an event is, and a directory that is away for a moment while another one
 * takes its place is not uninstalled.
 */
final class Deployer implements Wave.Refusals {

    private final ModuleContainer container;
    private final DeploymentRecord record;
    private final Archives archives;
    private final Surroundings surroundings;
    private final LongSupplier clockMs;
    private final QuietPaths quiet;
    private final WaitingPaths waiting = new WaitingPaths();

    private final Queue<Path> touched = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean arrived = new AtomicBoolean();
    private volatile boolean waits;
    private volatile boolean closed;

    /**
     * @param clockMs any clock that does not go back
     */
    Deployer(
            ModuleContainer container,
            DeploymentRecord record,
            Archives archives,
            Surroundings surroundings,
            DeployerSettings settings,
            LongSupplier clockMs) {
        this.container = container;
        this.record = record;
        this.archives = archives;
        this.surroundings = surroundings;
        this.clockMs = clockMs;
        this.quiet = new QuietPaths(settings.quietMs());
        // Of what has happened while nobody was looking, nobody tells.
        touched.addAll(record.paths());
    }

    /**
     * Something has happened to a file or directory. From any thread.
     *
     * @param path absolute and normalised
     */
    void touch(Path path) {
        touched.add(path);
    }

    /**
     * Something has come that others may have waited for. From any thread.
     *
     * @return whether anything waits, and a {@link #tick} is due
     */
    boolean arrived() {
        arrived.set(true);
        return waits;
    }

    /** No further step is begun. From any thread. */
    void close() {
        closed = true;
    }

    /**
     * Does what is to be done now, on the calling thread, which is always the same.
     *
     * @return after how many milliseconds there is something to do even if nothing happens; {@link Long#MAX_VALUE}: never
     */
    long tick() {
        long now = clockMs.getAsLong();
        takeTouched(now);
        Map<Path, String> ready = new TreeMap<>(quiet.takeSettled(now));
        ready.keySet().forEach(waiting::remove);
        ready.putAll(due(now));
        if (!ready.isEmpty()) {
            new Wave(container, record, archives, surroundings, this, () -> closed).run(ready);
            arrived.set(true);
        }
        record.save();
        return delay(now);
    }

    private void takeTouched(long now) {
        for (Path path = touched.poll(); path != null; path = touched.poll()) {
            record.enter(path);
            quiet.touch(path, now);
        }
    }

    /** Those that are tried again; one that has changed meanwhile has to come to rest first. */
    private Map<Path, String> due(long now) {
        boolean look = !waiting.isEmpty() && waiting.nextWaveMs() <= now && arrived.getAndSet(false);
        Map<Path, String> due = waiting.due(look ? surroundings.snapshot() : null, now);
        due.entrySet().removeIf(path -> {
            boolean changed = !path.getValue().equals(ContentStamp.of(path.getKey()));
            if (changed) {
                quiet.touch(path.getKey(), now);
            }
            return changed;
        });
        return due;
    }

    private long delay(long now) {
        long next = Math.min(quiet.nextMs(), waiting.nextMs());
        // Before the look at what has arrived: who brings it does it the other way round.
        waits = !waiting.isEmpty();
        if (arrived.get() && waits) {
            next = Math.min(next, waiting.nextWaveMs());
        }
        return next == Long.MAX_VALUE ? next : Math.max(next, now) - now;
    }

    @Override
    public void refused(Wave.Refused refused, List<Problem> problems, Object around) {
        boolean mayPass = WaitingPaths.mayPass(problems);
        boolean news = true;
        if (mayPass) {
            news = waiting.add(
                    refused.path(), new WaitingPaths.Refusal(refused.stamp(), problems, around, clockMs.getAsLong()));
        } else {
            waiting.remove(refused.path());
        }
        @Nullable ModuleInfo serving = refused.serving();
        if (!news) {
            return;
        } else if (serving != null) {
            OutcomeLog.serves(refused.path(), serving, refused.what(), problems);
        } else if (mayPass) {
            OutcomeLog.waits(refused.path(), problems);
        } else {
            OutcomeLog.failed(refused.path(), problems);
        }
    }

    @Override
    public void done(Path path) {
        waiting.remove(path);
    }
}
