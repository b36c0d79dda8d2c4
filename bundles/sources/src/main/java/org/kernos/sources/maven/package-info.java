/** Archives in Maven repositories: where they are in a local one, and how they come from remote ones (ADR 24). Knows nothing of modules' sources. */
@NullMarked
package org.kernos.sources.maven;

import org.jspecify.annotations.NullMarked;
