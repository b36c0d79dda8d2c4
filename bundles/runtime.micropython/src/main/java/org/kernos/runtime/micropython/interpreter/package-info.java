/**
 * Python interpreters: one is one instance of MicroPython, with its limits, and values and exceptions that cross its border both
 * ways.
 */
@NullMarked
package org.kernos.runtime.micropython.interpreter;

import org.jspecify.annotations.NullMarked;
