/** What a user of Kernos sees: functions as services, modules and their descriptors, the container, the registry, and problems. */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
