/** The sample kernel {@code fs}: files below one directory. */
@NullMarked
package org.kernos.samples.fs;

import org.jspecify.annotations.NullMarked;
