package org.kernos.container;

import org.kernos.api.Problem;
import org.kernos.api.SwapReport;
import org.kernos.container.history.History;
import org.kernos.container.life.ModuleEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how each swap has ended: in the log, in the history of revisions, to who listens. */
final class SwapLog {

    static final String SWAP = "swap";
    static final String UPDATE = "update";
    static final String ROLLBACK = History.ROLLBACK;

    private static final Logger LOG = LoggerFactory.getLogger(SwapLog.class);

    private final History history;
    private final ModuleEvents events;

    SwapLog(History history, ModuleEvents events) {
        this.history = history;
        this.events = events;
    }

    /** A swap that was not begun. */
    SwapReport refused(SwapReport report, String reason, ModuleEntry entry) {
        tell(report, reason, entry, new byte[0]);
        return report;
    }

    /**
     * @param former what served before, with its content
     */
    SwapReport ended(SwapReport report, String reason, ModuleEntry former, byte[] content) {
        if (report.isSwitched()) {
            LOG.info(
                    "{}: revision {} -> {}, version {} -> {}, gate closed {} us, {} bytes of state",
                    report.module(),
                    report.oldRevision(),
                    report.newRevision(),
                    report.oldVersion(),
                    report.newVersion(),
                    report.gateClosed().toNanos() / 1_000,
                    report.stateBytes());
        } else {
            LOG.warn(
                    "{} serves on with revision {}, the {} to revision {} was taken back",
                    report.module(),
                    report.oldRevision(),
                    reason,
                    report.newRevision());
        }
        for (Problem problem : report.problems()) {
            LOG.warn("{}", problem);
        }
        tell(report, reason, former, content);
        return report;
    }

    /** The swap has ended, and nothing that happens here may make its end another one. */
    private void tell(SwapReport report, String reason, ModuleEntry former, byte[] content) {
        try {
            history.ended(report, reason, former.bundle().getBundleId(), content);
            events.swapEnded(report, reason, former);
        } catch (RuntimeException e) {
            LOG.error("{}: how its swap has ended is not remembered", report.module(), e);
        }
    }
}
