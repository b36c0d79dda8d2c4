package org.kernos.deployer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The paths where something has happened, until nothing has for the quiet period: only two equal stamps that far apart make a module
 * complete, or gone. Used by one thread.
 */
final class QuietPaths {

    private final long quietMs;
    private final Map<Path, Observation> observed = new LinkedHashMap<>();

    private record Observation(String stamp, long sinceMs) {}

    QuietPaths(long quietMs) {
        this.quietMs = quietMs;
    }

    /** Something has happened there; what is observed already goes on being so. */
    void touch(Path path, long nowMs) {
        observed.computeIfAbsent(path, touched -> new Observation(ContentStamp.of(touched), nowMs));
    }

    /** The paths that have come to rest, with their stamps, by name; they are observed no longer. */
    Map<Path, String> takeSettled(long nowMs) {
        List<Path> due = new ArrayList<>();
        observed.forEach((path, observation) -> {
            if (observation.sinceMs() + quietMs <= nowMs) {
                due.add(path);
            }
        });
        Map<Path, String> settled = new TreeMap<>();
        for (Path path : due) {
            String stamp = ContentStamp.of(path);
            Observation former = observed.put(path, new Observation(stamp, nowMs));
            if (former != null && former.stamp().equals(stamp)) {
                observed.remove(path);
                settled.put(path, stamp);
            }
        }
        return settled;
    }

    /** When to look again, or {@link Long#MAX_VALUE} when there is nothing to look at. */
    long nextMs() {
        return observed.values().stream()
                .mapToLong(observation -> observation.sinceMs() + quietMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
