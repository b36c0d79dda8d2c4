/** The seams: what a descriptor format, a runtime, and the activator of a module's bundle meet at. */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
