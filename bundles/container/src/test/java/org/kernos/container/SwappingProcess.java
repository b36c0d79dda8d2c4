package org.kernos.container;

import java.nio.file.Path;
import org.kernos.api.SwapReport;

/** Swaps a module to and fro until it is killed; writes a byte for each swap. */
final class SwappingProcess {

    private SwappingProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        TestContainer kernos = new TestContainer(root);
        if (kernos.registry().findModule("tally").isEmpty()) {
            kernos.container().load(root.resolve("odd/tally").toString());
        }
        TestContainer.await("the module", () -> kernos.registry().stopOrder().contains("tally"));
        for (int i = 0; true; i++) {
            SwapReport report = kernos.container().swap("tally", root.resolve(i % 2 == 0 ? "even/tally" : "odd/tally"));
            if (report.result() != SwapReport.Result.SWITCHED && i > 0) {
                throw new AssertionError(report.toString());
            }
            System.out.write(1);
            System.out.flush();
        }
    }
}
