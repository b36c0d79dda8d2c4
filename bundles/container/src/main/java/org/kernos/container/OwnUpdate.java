package org.kernos.container;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.history.UnfinishedUpdates;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.Replacement;

/** An update of a module's bundle by the container itself, and what becomes of it. Used by one thread. */
final class OwnUpdate {

    private final ModuleCandidate candidate;
    private final Replacement replacement;

    private SwapInProgress swap;
    private ModuleEntry former;
    private byte @Nullable [] formerContent;
    private UnfinishedUpdates.@Nullable Guard guard;
    private @Nullable List<Problem> remains;
    private @Nullable ModuleException failure;

    OwnUpdate(ModuleEntry former, ModuleCandidate candidate, Replacement replacement) {
        this.former = former;
        this.candidate = candidate;
        this.replacement = replacement;
        this.swap = new SwapInProgress(former);
        swap.by(replacement);
    }

    ModuleEntry former() {
        return former;
    }

    ModuleCandidate candidate() {
        return candidate;
    }

    SwapInProgress swap() {
        return swap;
    }

    Replacement replacement() {
        return replacement;
    }

    /** What serves until the update, which another one may have preceded since this was begun. */
    void replaces(ModuleEntry entry, byte[] content) {
        if (!entry.equals(former)) {
            former = entry;
            swap = new SwapInProgress(entry);
            swap.by(replacement);
        }
        formerContent = content;
    }

    /** The new revision, as its bundle has it now. */
    ModuleEntry next() {
        return new ModuleEntry(
                former.bundle(), ModuleHeaders.of(former.bundle()), candidate.descriptor(), candidate.warnings());
    }

    void guardedBy(UnfinishedUpdates.Guard theGuard) {
        guard = theGuard;
    }

    /** Empty when the bundle's update has not begun. */
    Optional<UnfinishedUpdates.Guard> guard() {
        return Optional.ofNullable(guard);
    }

    void switched(List<Problem> whatRemains) {
        remains = whatRemains;
    }

    void failed(ModuleException why) {
        failure = why;
    }

    /** Whether the new revision has neither taken its place nor failed to. */
    boolean isUndecided() {
        return remains == null && failure == null;
    }

    void throwFailure() throws ModuleException {
        if (failure != null) {
            throw failure;
        }
    }

    /** What remained of the former revision when the next took its place; null unless that has happened. */
    @Nullable
    List<Problem> remains() {
        return remains;
    }

    /** The content of the former revision; null when the module was not open any more. */
    byte @Nullable [] formerContent() {
        return formerContent;
    }
}
