/** The data language SLP: from bytes to values that know their place. */
@NullMarked
package org.kernos.sxs.slp;

import org.jspecify.annotations.NullMarked;
