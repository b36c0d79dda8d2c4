/** The commands of org.kernos.shell as commands of Karaf's shell, with completion of arguments and help. */
@NullMarked
package org.kernos.shell.karaf;

import org.jspecify.annotations.NullMarked;
