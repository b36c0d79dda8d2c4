/** Archives of modules, and the digests of what is in them. Carried inside of the bundles that unpack or pack some. */
@NullMarked
package org.kernos.archive;

import org.jspecify.annotations.NullMarked;
