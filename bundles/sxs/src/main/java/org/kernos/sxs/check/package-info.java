/** Finds wrong calls and types of a program before it runs. */
@NullMarked
package org.kernos.sxs.check;

import org.jspecify.annotations.NullMarked;
