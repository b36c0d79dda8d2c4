/** From what was read to what can be evaluated. */
@NullMarked
package org.kernos.sxs.compile;

import org.jspecify.annotations.NullMarked;
