package org.kernos.spi;

import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ConsumerType;

/** How a module's state is handed from one revision to the next (helix W-1). None of these runs beside a call but
 * {@link #prepareReload}, which calls that are inside may go on beside. */
@ConsumerType
public interface ReloadHooks {

    /** About how many bytes of state there are, or 0 when the module does not say. */
    long stateSize();

    void prepareReload() throws ModuleException;

    /**
     * What the next revision needs; no bytes when there is nothing to hand over. Who asks gives it back, before any other of these is called
     * and before the module is shut down.
     */
    StateBytes serializeState() throws ModuleException;

    /** The layout of what {@link #serializeState} gives. */
    int stateVersion();

    /** Takes over what another revision has lent: it is read, not changed, and not kept. */
    void deserializeState(StateBytes state, int version) throws ModuleException;

    void verifyState() throws ModuleException;

    void completeReload() throws ModuleException;
}
