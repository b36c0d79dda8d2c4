/** Measurements of Kernos against what it stands on, as ratios within one run. */
@NullMarked
package org.kernos.bench;

import org.jspecify.annotations.NullMarked;
