/** Gogo commands. They return text or values, which Gogo prints or pipes; nothing prints by itself. */
@NullMarked
package org.kernos.shell;

import org.jspecify.annotations.NullMarked;
