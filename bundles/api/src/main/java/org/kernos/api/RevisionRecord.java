package org.kernos.api;

import java.time.Instant;
import java.util.Optional;
import org.osgi.framework.Version;

/**
 * A content that a module has had, or one that was to take its place and did not: then {@code swap} says why.
 *
 * @param revision its number; of what was refused before it had one, the number of the revision that served on
 * @param version its author's version
 * @param since when it began to serve, or the swap that came to nothing was begun
 * @param reason how it came: {@code load}, {@code swap}, {@code update}, {@code rollback}
 * @param isServing whether it is the one that serves now
 * @param isKept whether {@link ModuleContainer#rollback} can still return to it
 * @param swap how the swap that brought it went; empty for one that was loaded
 */
public record RevisionRecord(
        long revision,
        Version version,
        Instant since,
        String reason,
        boolean isServing,
        boolean isKept,
        Optional<SwapReport> swap) {}
