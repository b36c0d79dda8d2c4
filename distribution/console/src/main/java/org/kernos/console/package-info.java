/** Gogo's JLine shell, without a terminal until somebody asks for one. */
@NullMarked
package org.kernos.console;

import org.jspecify.annotations.NullMarked;
