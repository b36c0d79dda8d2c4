package org.kernos.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kernel in Java (ADR 15) whose state goes over to its next revision when it is replaced (helix W-9). The class that {@code manifest.json}
 * names implements it. While these run no function of the kernel does; what one throws gives the swap up, and the former revision serves
 * on. A {@link Module} has methods of its own for this.
 */
@ConsumerType
public interface StatefulKernel {

    /** What the next revision needs to go on; may be empty. The state itself stays as it is. */
    byte[] saveState() throws Exception;

    /**
     * Takes over what a former revision has saved.
     *
     * @param version the former revision's {@link #stateVersion}
     * @throws Exception when it cannot
     */
    void restoreState(byte[] state, int version) throws Exception;

    /** The layout of what {@link #saveState} gives. Asked once, when the kernel is opened. */
    default int stateVersion() {
        return 1;
    }

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
