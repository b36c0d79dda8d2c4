package org.kernos.container;

import org.kernos.api.Problem;
import org.kernos.api.SwapReport;
import org.kernos.container.life.ModuleEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how each swap has ended. */
final class SwapLog {

    static final String SWAP = "swap";
    static final String UPDATE = "update";
    static final String ROLLBACK = "rollback";

    private static final Logger LOG = LoggerFactory.getLogger(SwapLog.class);

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
        return report;
    }
}
