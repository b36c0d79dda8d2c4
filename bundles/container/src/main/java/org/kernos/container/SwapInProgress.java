package org.kernos.container;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Result;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.Replacement;
import org.osgi.framework.Version;

/** What there is to report of a swap, as it comes to be known. */
final class SwapInProgress {

    private final Instant began = Instant.now();
    private final ModuleEntry former;
    private ModuleEntry next;
    private @Nullable Replacement replacement;

    SwapInProgress(ModuleEntry former) {
        this.former = former;
        this.next = former;
    }

    /** The report of a swap of what is not there. */
    static SwapReport ofNothing(String module, Problem problem) {
        return new SwapReport(
                module,
                Result.REFUSED,
                0,
                Version.emptyVersion,
                0,
                Version.emptyVersion,
                Instant.now(),
                List.of(),
                0,
                Duration.ZERO,
                List.of(problem));
    }

    void by(Replacement steps) {
        replacement = steps;
    }

    void to(ModuleEntry revision) {
        next = revision;
    }

    SwapReport unchanged() {
        return report(Result.UNCHANGED, List.of());
    }

    SwapReport refused(List<Problem> problems) {
        return report(Result.REFUSED, problems);
    }

    SwapReport switched(List<Problem> remains) {
        List<Problem> problems = new ArrayList<>(next.warnings());
        problems.addAll(remains);
        return report(Result.SWITCHED, problems);
    }

    SwapReport rolledBack(List<Problem> reasons, List<Problem> remains) {
        List<Problem> problems = new ArrayList<>(reasons);
        problems.addAll(remains);
        return report(Result.ROLLED_BACK, problems);
    }

    private SwapReport report(Result result, List<Problem> problems) {
        Replacement done = replacement;
        List<Problem> all = new ArrayList<>(problems);
        if (done != null) {
            all.addAll(done.warnings());
        }
        return new SwapReport(
                former.name(),
                result,
                former.headers().revision(),
                former.descriptor().version(),
                next.headers().revision(),
                next.descriptor().version(),
                began,
                done == null ? List.of() : done.steps(),
                done == null || result != Result.SWITCHED ? 0 : done.stateBytes(),
                done == null ? Duration.ZERO : done.gateClosed(),
                all);
    }
}
