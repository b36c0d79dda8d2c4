/** Values, signatures and problems as bytes, in JSON and in a compact binary form (architecture A-6). */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.api.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
