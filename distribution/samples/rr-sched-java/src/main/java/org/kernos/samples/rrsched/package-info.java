/** The sample Helix module {@code rr-sched-java}: a round-robin scheduler. */
@NullMarked
package org.kernos.samples.rrsched;

import org.jspecify.annotations.NullMarked;
