/** Which modules can be loaded together, in which order, and what keeps the others from it: pure, without a framework. */
@NullMarked
package org.kernos.container.resolve;

import org.jspecify.annotations.NullMarked;
