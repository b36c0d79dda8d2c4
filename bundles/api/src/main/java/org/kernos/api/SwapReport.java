package org.kernos.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.framework.Version;

/**
 * How a swap of a module has ended (helix W-5).
 *
 * @param module its name
 * @param result what came of it
 * @param oldRevision the one that served before
 * @param oldVersion its author's version
 * @param newRevision the one that was to take its place; equal to the old one when none was made
 * @param newVersion its author's version
 * @param began when it was begun
 * @param steps what was done, in order, the last one being the one that failed where one did
 * @param stateBytes how much state went over; 0 when the module has none
 * @param gateClosed how long calls had to wait; zero when they had not
 * @param problems why it came to nothing, or what went wrong after the switch
 */
public record SwapReport(
        String module,
        Result result,
        long oldRevision,
        Version oldVersion,
        long newRevision,
        Version newVersion,
        Instant began,
        List<Step> steps,
        long stateBytes,
        Duration gateClosed,
        List<Problem> problems) {

    public SwapReport {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /** What came of a swap. */
    public enum Result {
        /** The new revision serves. */
        SWITCHED,
        /** The new content is the one that serves already. */
        UNCHANGED,
        /** Nothing was begun: the module is not there or not active, the content is no module, a dependent needs what it lacks. */
        REFUSED,
        /** The new revision failed, and the old one serves on with its state untouched (helix W-2). */
        ROLLED_BACK
    }

    /**
     * One step of a swap: {@code check}, {@code load}, {@code prepare}, {@code drain}, {@code serialize}, {@code deserialize},
     * {@code verify}, {@code switch}, {@code complete}, {@code save}, {@code clean}.
     */
    public record Step(String name, Duration took) {}

    /** Whether the new revision serves. */
    public boolean isSwitched() {
        return result == Result.SWITCHED;
    }
}
