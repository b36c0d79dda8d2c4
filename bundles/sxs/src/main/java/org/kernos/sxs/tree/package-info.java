/** Programs as trees of expressions with their names resolved. */
@NullMarked
package org.kernos.sxs.tree;

import org.jspecify.annotations.NullMarked;
