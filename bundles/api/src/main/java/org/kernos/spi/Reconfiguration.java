package org.kernos.spi;

import java.util.Map;
import org.kernos.api.ModuleException;
import org.osgi.annotation.versioning.ConsumerType;

/** How a changed configuration reaches a module that is in use. */
@ConsumerType
@FunctionalInterface
public interface Reconfiguration {

    /**
     * Hands over the whole configuration, which differs from the one before. Counts as a call inside the module: other calls go on beside it, it
     * waits while the module is paused, and the module is not closed before it has ended. One at a time.
     *
     * @param configuration as {@link ModuleContext#configuration}
     * @throws ModuleException when the module does not take it: it goes on with what it had
     */
    void reconfigure(Map<String, String> configuration) throws ModuleException;
}
