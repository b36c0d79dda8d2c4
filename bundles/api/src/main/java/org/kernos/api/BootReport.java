package org.kernos.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of loading many modules at once. Registered as an OSGi service when the boot directories are loaded: who
 * runs user programs waits for it (architecture L-3).
 *
 * @param active in the order they were started
 * @param refused the problems of each module that is not active, by directory; those of {@code optional} are not among them
 * @param optional the problems of each module that is not active and that its author flagged as {@link ModuleFlag#OPTIONAL}, by
 *     directory: warnings, with which nothing has failed
 * @param took from the first to the last step
 */
public record BootReport(
        List<ModuleInfo> active,
        Map<String, List<Problem>> refused,
        Map<String, List<Problem>> optional,
        Duration took) {
    public BootReport {
        active = List.copyOf(active);
    }

    /** Without optional modules that are not active. */
    public BootReport(List<ModuleInfo> active, Map<String, List<Problem>> refused, Duration took) {
        this(active, refused, Map.of(), took);
    }
}
