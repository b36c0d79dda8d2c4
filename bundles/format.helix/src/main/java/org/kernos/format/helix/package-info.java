/** Reads the descriptors of Helix modules: native ones with a header, and those in Java (helix ). */
@NullMarked
package org.kernos.format.helix;

import org.jspecify.annotations.NullMarked;
