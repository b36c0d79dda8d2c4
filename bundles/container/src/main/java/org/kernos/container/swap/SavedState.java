package org.kernos.container.swap;

import org.osgi.framework.Version;

/**
 * A module's state between two runs of the container, and whose it is.
 *
 * @param module its name
 * @param version of the module
 * @param revision that gave it
 */
public record SavedState(String module, Version version, long revision, StateSeal state) {}
