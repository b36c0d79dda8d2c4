/** The backend whose kernel table is a small C library, entered through JNI (native H-1 to H-6). */
@NullMarked
package org.kernos.runtime.cabi.shim;

import org.jspecify.annotations.NullMarked;
