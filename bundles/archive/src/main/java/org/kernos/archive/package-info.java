/** Archives of modules. Carried inside of the bundles that unpack some. */
@NullMarked
package org.kernos.archive;

import org.jspecify.annotations.NullMarked;
