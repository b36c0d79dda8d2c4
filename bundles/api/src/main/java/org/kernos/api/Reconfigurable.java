package org.kernos.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A module in Java, be it a {@link Module} or a kernel (ADR 15), that takes changes of its configuration while it is in use (ADR 25). Without
 * this a change takes effect at the module's next start.
 */
@ConsumerType
public interface Reconfigurable {

    /**
     * Takes another configuration in place of the one it has. Calls go on beside this, so that what they read is to be changed safely; no two
     * of these run at once.
     *
     * @param config the whole of it, by keys, as {@link Module#configure} gets it
     * @throws Exception when the module does not take it: then it must go on with what it had, which is what the container shows too
     */
    void reconfigure(Map<String, String> config) throws Exception;
}
