/** Programs in a language of modules' functions: what runs them, within which limits, and how they fail. */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.api.program;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
