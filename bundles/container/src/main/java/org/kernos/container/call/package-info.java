/** A call on its way from a service to a runtime: signature, gate, time limits, bound interfaces. */
@NullMarked
package org.kernos.container.call;

import org.jspecify.annotations.NullMarked;
