/** Programs and sessions of users in Python, and its compiler, as the shell finds them. */
@NullMarked
package org.kernos.runtime.micropython.program;

import org.jspecify.annotations.NullMarked;
