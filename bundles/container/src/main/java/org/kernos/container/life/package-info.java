/** Modules while they are installed: state, wiring, opening and closing. */
@NullMarked
package org.kernos.container.life;

import org.jspecify.annotations.NullMarked;
