/** The memory that MicroPython's code runs in. The compiled code calls this package, so that it depends on nothing else here. */
@NullMarked
package org.kernos.runtime.micropython.memory;

import org.jspecify.annotations.NullMarked;
