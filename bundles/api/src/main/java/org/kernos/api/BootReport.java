package org.kernos.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of loading many modules at once. Registered as an OSGi service when the boot directories are loaded: who
 * runs user programs waits for it (architecture L-3).
 *
 * @param active in the order they were started
 * @param refused the problems of each module that is not active, by directory
 * @param took from the first to the last step
 */
public record BootReport(List<ModuleInfo> active, Map<String, List<Problem>> refused, Duration took) {
    public BootReport {
        active = List.copyOf(active);
    }
}
