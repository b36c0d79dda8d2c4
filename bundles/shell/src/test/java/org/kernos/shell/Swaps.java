package org.kernos.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Result;
import org.kernos.api.SwapReport.Step;
import org.osgi.framework.Version;

/** Reports of swaps of alu. */
final class Swaps {

    private static final Version V1 = new Version(1, 0, 0);
    private static final Version V2 = new Version(1, 1, 0);
    private static final Instant BEGAN = Instant.parse("2026-11-21T10:20:30.456Z");

    private Swaps() {}

    private static SwapReport report(Result result, long next, long bytes, Duration gate, Problem... problems) {
        List<Step> steps = result == Result.REFUSED
                ? List.of()
                : List.of(new Step("check", Duration.ofNanos(52_000)), new Step("load", Duration.ofNanos(3_240_000)));
        return new SwapReport(
                "alu", result, 2, V1, next, next == 2 ? V1 : V2, BEGAN, steps, bytes, gate, List.of(problems));
    }

    static SwapReport switched() {
        return report(Result.SWITCHED, 3, 1_024, Duration.ofNanos(412_345));
    }

    static SwapReport unchanged() {
        return report(Result.UNCHANGED, 2, 0, Duration.ZERO);
    }

    /** A module without state, whose old code stays. */
    static SwapReport withRemains() {
        Problem problem = Problem.of(ProblemCode.STILL_MAPPED, "1 call has not ended within 5000 ms")
                .fix("find out what it waits for");
        return report(Result.SWITCHED, 3, 0, Duration.ZERO, problem);
    }

    static SwapReport refused() {
        return report(
                Result.REFUSED,
                2,
                0,
                Duration.ZERO,
                Problem.of(ProblemCode.NO_FORMER_REVISION, "module 'greet' has no former revision to return to")
                        .fix("module:history greet shows what is kept"));
    }

    static SwapReport takenBack() {
        return report(
                Result.ROLLED_BACK,
                4,
                0,
                Duration.ofNanos(23_000),
                Problem.of(ProblemCode.STATE, "the state has 3 bytes, expected 8")
                        .fix("give it 8"));
    }

    static List<RevisionRecord> history() {
        return List.of(
                record(4, "rollback", false, false, Optional.of(takenBack())),
                record(2, "swap", false, false, Optional.of(refused())),
                record(3, "swap", true, false, Optional.of(switched())),
                record(2, "update", false, true, Optional.of(unchanged())),
                record(1, "load", false, false, Optional.empty()));
    }

    private static RevisionRecord record(
            long revision, String reason, boolean serving, boolean kept, Optional<SwapReport> swap) {
        return new RevisionRecord(revision, revision < 3 ? V1 : V2, BEGAN, reason, serving, kept, swap);
    }
}
