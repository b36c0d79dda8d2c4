/** How the state of native code goes over to its next revision, whatever names its hooks have (helix W-1, W-9). */
@NullMarked
package org.kernos.runtime.cabi.state;

import org.jspecify.annotations.NullMarked;
