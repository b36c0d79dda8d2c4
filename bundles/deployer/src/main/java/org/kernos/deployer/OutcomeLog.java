package org.kernos.deployer;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Problem;
import org.kernos.api.SwapReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what has come of each change: one line each, beginning with the file or directory that it is about. */
final class OutcomeLog {

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private OutcomeLog() {}

    static void started(Path artifact, ModuleInfo module) {
        LOG.info(
                "{}: {} {} deployed, revision {}",
                artifact,
                module.name(),
                module.descriptor().version(),
                module.revision());
    }

    static void unchanged(Path artifact, ModuleInfo module) {
        LOG.info(
                "{}: {} {} is there already, revision {}",
                artifact,
                module.name(),
                module.descriptor().version(),
                module.revision());
    }

    static void swapped(Path artifact, SwapReport report) {
        LOG.info(
                "{}: {} swapped, revision {} -> {}, version {} -> {}, calls waited {} us, {} bytes of state{}",
                artifact,
                report.module(),
                report.oldRevision(),
                report.newRevision(),
                report.oldVersion(),
                report.newVersion(),
                report.gateClosed().toNanos() / 1_000,
                report.stateBytes(),
                report.problems().isEmpty() ? "" : "; " + line(report.problems()));
    }

    static void removed(Path artifact, String module) {
        LOG.info("{}: gone, {} uninstalled", artifact, module);
    }

    static void nothingToRemove(Path artifact) {
        LOG.info("{}: gone, nothing is installed from it", artifact);
    }

    static void waits(Path artifact, List<Problem> problems) {
        LOG.warn("{}: waits, and is tried again when something new arrives: {}", artifact, line(problems));
    }

    static void failed(Path artifact, List<Problem> problems) {
        LOG.error("{}: not deployed until it changes: {}", artifact, line(problems));
    }

    /** The content that was deployed before goes on. */
    static void serves(Path artifact, ModuleInfo module, String what, List<Problem> problems) {
        LOG.warn(
                "{}: {}, {} {} revision {} serves on: {}",
                artifact,
                what,
                module.name(),
                module.descriptor().version(),
                module.revision(),
                line(problems));
    }

    /** Problems as people read them, without line breaks. */
    static String line(List<Problem> problems) {
        return problems.stream().map(OutcomeLog::line).collect(Collectors.joining(" | "));
    }

    private static String line(Problem problem) {
        return problem.toString().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\s+", " ");
    }
}
