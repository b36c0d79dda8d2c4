/** What readers of descriptors share: texts that know their places, problems as they are found, {@code manifest.json}. */
@NullMarked
package org.kernos.descriptor;

import org.jspecify.annotations.NullMarked;
