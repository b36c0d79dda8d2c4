/** The machine that MicroPython's code runs on: its memory, its code, and how it calls the host. */
@NullMarked
package org.kernos.runtime.micropython.machine;

import org.jspecify.annotations.NullMarked;
