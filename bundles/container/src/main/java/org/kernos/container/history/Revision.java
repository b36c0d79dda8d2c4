package org.kernos.container.history;

import java.time.Instant;
import java.util.Optional;
import org.kernos.api.SwapReport;
import org.osgi.framework.Version;

/**
 * One entry of the history of a module's bundle: a content that came to serve, or that was to.
 *
 * @param revision the content's number; the former one's when none was made
 * @param since when it began to serve, or the attempt began
 * @param reason as in {@link org.kernos.api.RevisionRecord}
 * @param before the revision whose content a roll back from this one returns to; 0 when there is none
 * @param checksum CRC32C of that content
 * @param swap how it came; empty for one that was loaded
 */
record Revision(
        long bundle,
        long revision,
        Version version,
        Instant since,
        String reason,
        long before,
        long checksum,
        Optional<SwapReport> swap) {

    /** The same of another bundle, which has come in that one's place. */
    Revision of(long other) {
        return new Revision(other, revision, version, since, reason, before, checksum, swap);
    }

    /** Whether it ever served. */
    boolean served() {
        return swap.map(SwapReport::isSwitched).orElse(true);
    }
}
