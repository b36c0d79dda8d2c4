/** The files that Python code sees: modules, in memory and read-only, and its output. */
@NullMarked
package org.kernos.runtime.micropython.file;

import org.jspecify.annotations.NullMarked;
