/** The backend that needs nothing but JNA: the kernel table is made of direct callbacks (native H-2). */
@NullMarked
package org.kernos.runtime.cabi.helix;

import org.jspecify.annotations.NullMarked;
