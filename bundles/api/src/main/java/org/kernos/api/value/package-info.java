/** Values that cross every border between languages, their types, and the signatures of functions. */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.api.value;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
