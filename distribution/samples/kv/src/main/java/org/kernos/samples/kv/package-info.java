/** The sample kernel {@code kv}: values under keys, in memory and on disk. */
@NullMarked
package org.kernos.samples.kv;

import org.jspecify.annotations.NullMarked;
