/** The machine that MicroPython's code runs on: its code, what it begins with, and how it calls the host. */
@NullMarked
package org.kernos.runtime.micropython.machine;

import org.jspecify.annotations.NullMarked;
