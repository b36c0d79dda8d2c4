/**
 * Makes classes for the JVM of MicroPython's WebAssembly build; runs while Kernos is built, and is in no bundle
 * (docs/micropython-build.md).
 */
@NullMarked
package org.kernos.micropython.build;

import org.jspecify.annotations.NullMarked;
