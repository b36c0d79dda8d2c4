package org.kernos.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.container.bundle.ModuleDirectory;
import org.kernos.container.bundle.StoredContent;
import org.kernos.container.history.History;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.Replacement;
import org.kernos.container.life.StartProblems;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Swaps an active module for a new content: its bundle is updated, while the module itself stays open until the new revision has taken
 * its place (helix W-1 to W-5, ADR 23). On the thread of operations.
 */
final class Swaps {

    private static final Logger LOG = LoggerFactory.getLogger(Swaps.class);

    private final ModuleInstaller installer;
    private final SwapChecks checks;
    private final FrameworkSwaps updates;
    private final Replacement.StatePassage passage;
    private final Duration drainLimit;
    private final SwapLog log;
    private final History history;

    Swaps(
            ModuleInstaller installer,
            SwapChecks checks,
            FrameworkSwaps updates,
            Replacement.StatePassage passage,
            Duration drainLimit,
            SwapLog log,
            History history) {
        this.installer = installer;
        this.checks = checks;
        this.updates = updates;
        this.passage = passage;
        this.drainLimit = drainLimit;
        this.log = log;
        this.history = history;
    }

    /** Swaps a module for what is in a directory now. */
    SwapReport swap(ModuleEntry entry, Path directory) {
        try {
            ModuleCandidate candidate =
                    installer.read(directory, new LoadOptions(entry.headers().settings()));
            // Another directory may hold files of the same sizes and times.
            if (candidate.directory().equals(entry.headers().directory())
                    && ModuleInstaller.isCurrent(candidate, entry.headers())) {
                return new SwapInProgress(entry).unchanged();
            }
            return swap(entry, candidate, SwapLog.SWAP);
        } catch (ModuleException e) {
            return log.refused(new SwapInProgress(entry).refused(e.problems()), SwapLog.SWAP, entry);
        }
    }

    /** Swaps a module back for the content that it had before. */
    SwapReport rollBack(ModuleEntry entry) {
        try (StoredContent former = history.former(entry.bundle().getBundleId(), entry.name())) {
            return swap(entry, installer.read(former), SwapLog.ROLLBACK);
        } catch (ModuleException e) {
            return log.refused(new SwapInProgress(entry).refused(e.problems()), SwapLog.ROLLBACK, entry);
        }
    }

    /**
     * @param reason as in {@link org.kernos.api.RevisionRecord}
     */
    SwapReport swap(ModuleEntry entry, ModuleCandidate candidate, String reason) {
        SwapInProgress refusable = new SwapInProgress(entry);
        if (!updates.awaitOthers(entry.bundle())) {
            return refusable.refused(List.of(Problem.of(
                            ProblemCode.SWAP_BUSY,
                            "module '" + entry.name() + "' is being swapped, which has not ended yet")
                    .fix("swap it when that has ended")));
        }
        Replacement replacement = new Replacement(drainLimit, passage);
        refusable.by(replacement);
        try {
            checks.require(entry, candidate.descriptor());
            installer.refuseReplacement(entry, candidate);
        } catch (ModuleException e) {
            ModuleEntry now = updates.current(entry);
            return now.equals(entry)
                    ? log.refused(refusable.refused(e.problems()), reason, entry)
                    : swap(now, candidate, reason);
        }
        replacement.done("check");
        OwnUpdate update = new OwnUpdate(entry, candidate, replacement);
        try {
            updates.update(update);
            return ended(update, reason);
        } catch (ModuleException e) {
            return rolledBack(update, e.problems(), reason);
        } catch (BundleException e) {
            return rolledBack(update, StartProblems.of(entry, e), reason);
        } catch (IOException e) {
            List<Problem> unreadable =
                    List.of(ModuleDirectory.unreadable(candidate.files().location(), e));
            return update.formerContent() == null
                    ? log.refused(refusable.refused(unreadable), reason, entry)
                    : rolledBack(update, unreadable, reason);
        } catch (RuntimeException e) {
            LOG.error("{} could not be swapped", entry.name(), e);
            Problem problem = Problem.of(
                            ProblemCode.FRAMEWORK, "swapping module '" + entry.name() + "' ended with " + e)
                    .fix("the log has the stack trace");
            return rolledBack(update, List.of(problem), reason);
        }
    }

    private SwapReport ended(OwnUpdate update, String reason) {
        List<Problem> remains = update.remains();
        byte[] former = update.formerContent();
        return remains == null || former == null
                ? update.swap().refused(List.of(stopped(update)))
                : log.ended(update.swap().switched(remains), reason, update.former(), former);
    }

    private SwapReport rolledBack(OwnUpdate update, List<Problem> problems, String reason) {
        byte[] former = update.formerContent();
        if (former == null) {
            List<Problem> all = new ArrayList<>(problems);
            all.add(stopped(update));
            return update.swap().refused(all);
        }
        SwapReport report = update.swap().rolledBack(problems, updates.putBack(update));
        return log.ended(report, reason, update.former(), former);
    }

    private static Problem stopped(OwnUpdate update) {
        return Problem.of(
                        ProblemCode.SWAP_REFUSED,
                        "module '" + update.former().name() + "' was stopped or uninstalled before it could be swapped")
                .fix("if it is still installed, start it: it has the new content already");
    }
}
