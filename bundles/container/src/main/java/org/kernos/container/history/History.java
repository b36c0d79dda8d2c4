package org.kernos.container.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;
import org.kernos.container.bundle.StoredContent;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revisions that each module's bundle has had, and the contents of the last few, across restarts. A content that a swap replaces is what a
 * roll back returns to; the one that came by a roll back goes back to what was before the content it returned to. So each roll back
 * undoes one swap more. Guarded by this object's lock.
 */
public final class History implements AutoCloseable {

    /** How a content came that no swap has brought. */
    public static final String LOAD = "load";

    public static final String ROLLBACK = "rollback";

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int MOST_ENTRIES = 200;

    private final Journal journal;
    private final KeptContents contents;
    private final int kept;
    /** By the bundle's id, the oldest first. */
    private final Map<Long, List<Revision>> entries = new HashMap<>();

    /**
     * @param kept how many former contents of each module
     * @param moved the bundles that have come in the place of others, by those ones' ids
     * @param isInstalled whether there still is a bundle of this id
     */
    public History(Path directory, int kept, Map<Long, Bundle> moved, LongPredicate isInstalled) {
        this.kept = kept;
        this.journal = new Journal(directory.resolve("journal"));
        this.contents = new KeptContents(directory);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            LOG.warn("{} cannot be made, no former revision is kept", directory, e);
        }
        moved.forEach((from, to) -> contents.move(from, to.getBundleId()));
        journal.read().stream()
                .map(entry -> {
                    Bundle now = moved.get(entry.bundle());
                    return now == null ? entry : entry.of(now.getBundleId());
                })
                .filter(entry -> isInstalled.test(entry.bundle()))
                .forEach(this::add);
        if (!moved.isEmpty() || journal.differs(count())) {
            journal.rewrite(flat());
        }
        Map<Long, Set<Long>> reachable = new HashMap<>();
        entries.forEach((bundle, list) -> reachable.put(bundle, reachable(list)));
        contents.retain(
                (bundle, revision) -> reachable.getOrDefault(bundle, Set.of()).contains(revision));
    }

    private long count() {
        return entries.values().stream().mapToLong(List::size).sum();
    }

    private Collection<Revision> flat() {
        List<Revision> flat = new ArrayList<>();
        entries.values().forEach(flat::addAll);
        return flat;
    }

    private void add(Revision entry) {
        List<Revision> list = entries.computeIfAbsent(entry.bundle(), bundle -> new ArrayList<>());
        list.add(entry);
        if (list.size() > MOST_ENTRIES) {
            Set<Long> reachable = reachable(list);
            int serving = list.lastIndexOf(lastServing(list));
            for (int i = 0; i < list.size(); i++) {
                if (i != serving && !reachable.contains(list.get(i).revision())) {
                    list.remove(i);
                    return;
                }
            }
        }
    }

    /** A module was opened: that is news unless it was open with this content before. */
    public synchronized void opened(long bundle, long revision, Version version) {
        Revision last = lastServing(entries.getOrDefault(bundle, List.of()));
        if (last == null || last.revision() != revision) {
            enter(new Revision(bundle, revision, version, Instant.now(), LOAD, 0, 0, Optional.empty()));
        }
    }

    /**
     * A swap has ended, however it has.
     *
     * @param reason as in {@link RevisionRecord}
     * @param content of the former revision's bundle
     */
    public synchronized void ended(SwapReport report, String reason, long bundle, byte[] content) {
        if (!report.isSwitched()) {
            enter(entry(report, reason, bundle, 0, 0));
            return;
        }
        if (!reason.equals(ROLLBACK)) {
            keep(report, reason, bundle, content);
            return;
        }
        List<Revision> list = entries.getOrDefault(bundle, List.of());
        Revision former = lastServing(list);
        Revision returned = former == null ? null : find(list, former.before());
        enter(
                returned == null
                        ? entry(report, reason, bundle, 0, 0)
                        : entry(report, reason, bundle, returned.before(), returned.checksum()));
    }

    private void keep(SwapReport report, String reason, long bundle, byte[] content) {
        long before = 0;
        long checksum = 0;
        if (kept > 0) {
            try {
                checksum = contents.keep(bundle, report.oldRevision(), content);
                before = report.oldRevision();
            } catch (IOException e) {
                LOG.warn(
                        "revision {} of {} is not kept, it cannot be rolled back to",
                        report.oldRevision(),
                        report.module(),
                        e);
            }
        }
        enter(entry(report, reason, bundle, before, checksum));
    }

    private static Revision entry(SwapReport report, String reason, long bundle, long before, long checksum) {
        return new Revision(
                bundle,
                report.newRevision(),
                report.newVersion(),
                report.isSwitched() ? Instant.now() : report.began(),
                reason,
                before,
                checksum,
                Optional.of(report));
    }

    private void enter(Revision entry) {
        Set<Long> before = reachable(entries.getOrDefault(entry.bundle(), List.of()));
        add(entry);
        journal.append(entry);
        before.removeAll(reachable(entries.getOrDefault(entry.bundle(), List.of())));
        before.forEach(revision -> contents.delete(entry.bundle(), revision));
        if (journal.isOutdated(count())) {
            journal.rewrite(flat());
        }
    }

    /** The revisions that one roll back after the other would return to. */
    private Set<Long> reachable(List<Revision> list) {
        Set<Long> reachable = new HashSet<>();
        Revision from = lastServing(list);
        while (from != null
                && from.before() != 0
                && reachable.size() < kept
                && contents.has(from.bundle(), from.before())
                && reachable.add(from.before())) {
            from = find(list, from.before());
        }
        return reachable;
    }

    private static @Nullable Revision lastServing(List<Revision> list) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).served()) {
                return list.get(i);
            }
        }
        return null;
    }

    private static @Nullable Revision find(List<Revision> list, long revision) {
        return list.stream()
                .filter(entry -> entry.served() && entry.revision() == revision)
                .findFirst()
                .orElse(null);
    }

    /**
     * What a roll back of a bundle's module returns to. To be closed.
     *
     * @throws ModuleException when there is nothing, or it is damaged
     */
    public synchronized StoredContent former(long bundle, String module) throws ModuleException {
        List<Revision> list = entries.getOrDefault(bundle, List.of());
        Revision now = lastServing(list);
        if (now == null || reachable(list).isEmpty()) {
            throw new ModuleException(Problem.of(
                            ProblemCode.NO_FORMER_REVISION,
                            "module '" + module + "' has no former revision to return to: "
                                    + (kept == 0
                                            ? "kernos.revisions.kept is 0"
                                            : "it was not swapped since it was loaded, or all its swaps that are"
                                                    + " remembered were rolled back"))
                    .fix("module:history " + module
                            + " shows what is kept; module:swap with a directory goes to what is in there"));
        }
        try {
            return contents.open(bundle, now.before(), now.checksum());
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(Problem.of(
                                    ProblemCode.UNREADABLE,
                                    "revision " + now.before() + " of module '" + module + "' cannot be read: " + e)
                            .fix("swap it for a directory with that content")),
                    e);
        }
    }

    /**
     * The history of a bundle's module, the newest first.
     *
     * @param serving the revision that serves, or 0
     */
    public synchronized List<RevisionRecord> records(long bundle, long serving) {
        List<Revision> list = entries.getOrDefault(bundle, List.of());
        Set<Long> reachable = reachable(list);
        List<RevisionRecord> records = new ArrayList<>();
        for (int i = list.size() - 1; i >= 0; i--) {
            Revision entry = list.get(i);
            records.add(new RevisionRecord(
                    entry.revision(),
                    entry.version(),
                    entry.since(),
                    entry.reason(),
                    entry.served() && entry.revision() == serving,
                    entry.served() && reachable.contains(entry.revision()),
                    entry.swap()));
        }
        return records;
    }

    /** The bundle is gone, and with it what it was. */
    public synchronized void forget(long bundle) {
        List<Revision> list = entries.remove(bundle);
        if (list != null) {
            reachable(list).forEach(revision -> contents.delete(bundle, revision));
        }
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
