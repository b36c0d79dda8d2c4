/** Hosts native kernels: finds and loads their libraries, and runs their functions through a backend. */
@NullMarked
package org.kernos.runtime.cabi;

import org.jspecify.annotations.NullMarked;
