package org.kernos.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Says what unloaded modules have left behind. An OSGi service of each runtime whose modules can leave something. */
@ConsumerType
public interface LeakSource {

    /** What is left now, in the order in which it was left; what has gone meanwhile is not among it. Any thread. */
    List<Leak> leaks();
}
