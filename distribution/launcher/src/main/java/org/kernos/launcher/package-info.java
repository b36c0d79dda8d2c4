/** Starts an OSGi framework with the bundles of a Kernos installation and hands over to its console. */
@NullMarked
package org.kernos.launcher;

import org.jspecify.annotations.NullMarked;
