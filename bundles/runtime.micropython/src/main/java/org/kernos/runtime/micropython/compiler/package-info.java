/** The compiler from Python to bytecode, mpy-cross, as classes. */
@NullMarked
package org.kernos.runtime.micropython.compiler;

import org.jspecify.annotations.NullMarked;
