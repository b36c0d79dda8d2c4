/** The activator that travels inside each module's bundle. */
@NullMarked
package org.kernos.module;

import org.jspecify.annotations.NullMarked;
