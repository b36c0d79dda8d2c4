/** Reads what shared libraries and objects say of themselves before any of their code is mapped (native C-6, E-5). */
@NullMarked
package org.kernos.elf;

import org.jspecify.annotations.NullMarked;
