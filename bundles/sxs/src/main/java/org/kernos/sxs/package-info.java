/** The data language as a service, and the reader of kernel.sxs with its manifest.json. */
@NullMarked
package org.kernos.sxs;

import org.jspecify.annotations.NullMarked;
