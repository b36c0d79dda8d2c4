/** Reads the header of a Helix module without loading its code (helix ). */
@NullMarked
package org.kernos.elf.helix;

import org.jspecify.annotations.NullMarked;
