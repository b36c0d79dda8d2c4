/** Turns what happens in a directory that FileInstall watches into calls of the container, in Felix and in Karaf. */
@NullMarked
package org.kernos.deployer;

import org.jspecify.annotations.NullMarked;
