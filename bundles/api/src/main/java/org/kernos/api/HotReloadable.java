package org.kernos.api;

import org.osgi.annotation.versioning.ConsumerType;

/** A module that has a say in how it is swapped (helix X-1, W-1). */
@ConsumerType
public interface HotReloadable extends Module {

    /** About how many bytes its state has; for people. */
    default long stateSize() {
        return 0;
    }

    /** Pauses what it does by itself. Calls that arrive wait. */
    default void prepareReload() throws Exception {}

    /** Goes on: the new revision after a swap, the old one when the swap has been given up. */
    default void completeReload() throws Exception {}

    /** Whether the state it has taken over is sound; throws when it is not. */
    default void verifyState() throws Exception {}
}
