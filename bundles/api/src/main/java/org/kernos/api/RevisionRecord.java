package org.kernos.api;

import java.time.Instant;
import java.util.Optional;
import org.osgi.framework.Version;

/**
 * A content that a module has had.
 *
 * @param revision its number
 * @param version its author's version
 * @param since when it began to serve
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
