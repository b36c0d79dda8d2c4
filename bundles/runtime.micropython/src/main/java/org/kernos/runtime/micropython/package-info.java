/** The runtime of modules written in Python: they share an interpreter, and their functions are called by name. */
@NullMarked
package org.kernos.runtime.micropython;

import org.jspecify.annotations.NullMarked;
