/** The state of a module on its way from one revision to the next (helix, section 4). */
@NullMarked
package org.kernos.container.swap;

import org.jspecify.annotations.NullMarked;
