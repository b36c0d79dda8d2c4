/** Reads what a shared library says of itself before any of its code is mapped (native C-6). */
@NullMarked
package org.kernos.elf;

import org.jspecify.annotations.NullMarked;
