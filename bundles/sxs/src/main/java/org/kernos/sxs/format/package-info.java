/** Writes sources in SXS as they should look: from a text with comments to the same objects and comments, laid out anew. */
@NullMarked
package org.kernos.sxs.format;

import org.jspecify.annotations.NullMarked;
