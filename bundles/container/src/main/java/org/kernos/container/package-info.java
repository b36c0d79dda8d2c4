/** The container: the only writer of module state (architecture, section 3). */
@NullMarked
package org.kernos.container;

import org.jspecify.annotations.NullMarked;
