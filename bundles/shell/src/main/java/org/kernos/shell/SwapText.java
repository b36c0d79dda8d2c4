package org.kernos.shell;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;

/** How swaps and the history of revisions read on a terminal. */
final class SwapText {

    /** With these the code of the old revision may still be there. */
    private static final Set<ProblemCode> REMAINS = Set.of(ProblemCode.STILL_MAPPED, ProblemCode.SHUTDOWN_FAILED);

    private SwapText() {}

    /**
     * @throws CommandFailure when the new revision does not serve
     */
    static String of(SwapReport report) {
        return switch (report.result()) {
            case SWITCHED -> switched(report);
            case UNCHANGED ->
                report.module() + " " + report.oldVersion() + " revision " + report.oldRevision()
                        + " is this content already, nothing was changed";
            case REFUSED -> throw new CommandFailure(report.problems());
            case ROLLED_BACK -> throw new CommandFailure(List.of(takenBack(report)), report.problems());
        };
    }

    private static String takenBack(SwapReport report) {
        String next = report.newRevision() == report.oldRevision() ? "" : " to revision " + report.newRevision();
        return report.module() + ": revision " + report.oldRevision() + " serves on, the change" + next
                + " was taken back";
    }

    private static String switched(SwapReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.module() + ": revision " + report.oldRevision() + " -> " + report.newRevision() + ", version "
                + report.oldVersion() + " -> " + report.newVersion() + ", " + gate(report) + ", " + state(report)
                + (report.problems().stream().map(Problem::code).anyMatch(REMAINS::contains)
                        ? ""
                        : ", old revision unloaded"));
        if (!report.problems().isEmpty()) {
            lines.add(CommandFailure.text(report.problems()));
        }
        return String.join("\n", lines);
    }

    private static String gate(SwapReport report) {
        return report.gateClosed().isZero() ? "gate not closed" : "gate closed " + ms(report.gateClosed()) + " ms";
    }

    private static String state(SwapReport report) {
        return report.stateBytes() == 0 ? "no state" : bytes(report) + " bytes of state";
    }

    private static String bytes(SwapReport report) {
        return String.format(Locale.ROOT, "%,d", report.stateBytes());
    }

    private static String ms(Duration duration) {
        if (duration.isZero()) {
            return "0";
        }
        double ms = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, ms < 0.1 ? "%.3f" : "%.1f", ms);
    }

    static String table(List<RevisionRecord> records) {
        TextTable table = new TextTable(
                List.of("revision", "version", "since", "reason", "is", "gate ms", "bytes", "total ms"),
                Set.of(0, 5, 6, 7));
        for (RevisionRecord record : records) {
            SwapReport swap = record.swap().orElse(null);
            table.row(
                    record.revision(),
                    record.version(),
                    record.since().truncatedTo(ChronoUnit.SECONDS),
                    record.reason(),
                    standing(record),
                    swap == null ? "-" : ms(swap.gateClosed()),
                    swap == null ? "-" : bytes(swap),
                    swap == null ? "-" : ms(total(swap)));
        }
        return table.toString();
    }

    private static String standing(RevisionRecord record) {
        if (record.isServing()) {
            return "serving";
        } else if (record.isKept()) {
            return "kept";
        }
        return record.swap()
                .map(swap -> switch (swap.result()) {
                    case REFUSED -> "refused";
                    case ROLLED_BACK -> "taken back";
                    case SWITCHED, UNCHANGED -> "-";
                })
                .orElse("-");
    }

    private static Duration total(SwapReport swap) {
        return swap.steps().stream().map(SwapReport.Step::took).reduce(Duration.ZERO, Duration::plus);
    }

    static String details(List<RevisionRecord> records) {
        List<String> lines = new ArrayList<>();
        for (RevisionRecord record : records) {
            lines.add("revision " + record.revision() + ", version " + record.version() + ", " + record.reason() + " "
                    + record.since().truncatedTo(ChronoUnit.SECONDS) + ", " + standing(record));
            record.swap().ifPresent(swap -> {
                if (!swap.steps().isEmpty()) {
                    lines.add("  "
                            + swap.steps().stream()
                                    .map(step -> step.name() + " " + ms(step.took()))
                                    .collect(Collectors.joining(", "))
                            + " ms");
                }
                swap.problems()
                        .forEach(problem -> lines.add("  " + problem.toString().replace("\n", "\n  ")));
            });
        }
        return String.join("\n", lines);
    }
}
