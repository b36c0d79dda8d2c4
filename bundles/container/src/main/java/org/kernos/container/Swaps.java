package org.kernos.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.bundle.StoredContent;
import org.kernos.container.history.History;
import org.kernos.container.life.AttachedModule;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.Replacement;
import org.kernos.container.life.StartProblems;
import org.osgi.framework.Bundle;
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
    private final Attachments attachments;
    private final Contents contents;
    private final Replacement.StatePassage passage;
    private final Duration drainLimit;
    private final SwapLog log;
    private final History history;

    Swaps(
            ModuleInstaller installer,
            SwapChecks checks,
            Attachments attachments,
            Contents contents,
            Replacement.StatePassage passage,
            Duration drainLimit,
            SwapLog log,
            History history) {
        this.installer = installer;
        this.checks = checks;
        this.attachments = attachments;
        this.contents = contents;
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
            if (ModuleInstaller.isCurrent(candidate, entry.headers())) {
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
        SwapInProgress swap = new SwapInProgress(entry);
        Replacement replacement = new Replacement(drainLimit, passage);
        swap.by(replacement);
        byte[] former;
        try {
            checks.require(entry, candidate.descriptor());
            installer.refuseReplacement(entry, candidate);
            former = installer.snapshot(entry);
        } catch (ModuleException e) {
            return log.refused(swap.refused(e.problems()), reason, entry);
        }
        Optional<AttachedModule> attached = attachments.findOpen(entry.bundle());
        if (attached.isEmpty()) {
            Problem stopped = Problem.of(
                    ProblemCode.SWAP_REFUSED, "module '" + entry.name() + "' was stopped before it could be swapped");
            return log.refused(swap.refused(List.of(stopped)), reason, entry);
        }
        replacement.done("check");
        AttachedModule module = attached.get();
        module.stayOpen(true);
        try {
            List<Problem> remains = replace(entry, candidate, module, swap, replacement);
            return log.ended(swap.switched(remains), reason, entry, former);
        } catch (ModuleException e) {
            return log.ended(swap.rolledBack(e.problems(), putBack(entry, former)), reason, entry, former);
        } catch (BundleException e) {
            return log.ended(
                    swap.rolledBack(StartProblems.of(entry, e), putBack(entry, former)), reason, entry, former);
        } catch (RuntimeException | IOException e) {
            LOG.error("{} could not be swapped", entry.name(), e);
            Problem problem = Problem.of(
                            ProblemCode.FRAMEWORK, "swapping module '" + entry.name() + "' ended with " + e)
                    .fix("the log has the stack trace");
            return log.ended(swap.rolledBack(List.of(problem), putBack(entry, former)), reason, entry, former);
        } finally {
            attachments.settle(module);
        }
    }

    private List<Problem> replace(
            ModuleEntry entry,
            ModuleCandidate candidate,
            AttachedModule module,
            SwapInProgress swap,
            Replacement replacement)
            throws ModuleException, BundleException, IOException {
        Bundle bundle = entry.bundle();
        try (InputStream content = installer.stream(candidate)) {
            bundle.stop(Bundle.STOP_TRANSIENT);
            bundle.update(content);
        }
        ModuleEntry next =
                new ModuleEntry(bundle, ModuleHeaders.of(bundle), candidate.descriptor(), candidate.warnings());
        swap.to(next);
        contents.start(next, entry);
        return module.replace(next, replacement);
    }

    private List<Problem> putBack(ModuleEntry entry, byte[] former) {
        try {
            contents.putBack(entry, former);
            return List.of();
        } catch (BundleException | ModuleException e) {
            LOG.error("the former content of {} could not be put back", entry.name(), e);
            return List.of(Problem.of(
                            ProblemCode.FRAMEWORK,
                            "the former content of module '" + entry.name()
                                    + "' could not be put back into its bundle: " + e.getMessage())
                    .at(org.kernos.api.Place.of(entry.headers().shownLocation()))
                    .fix("uninstall and load it anew"));
        }
    }
}
