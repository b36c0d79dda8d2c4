/** Programs in the language SXS, for those who run them from Java. */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.sxs.program;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
