/** Interfaces that modules provide to each other: their identity, their methods, and whether two of them agree. */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.api.interfaces;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
