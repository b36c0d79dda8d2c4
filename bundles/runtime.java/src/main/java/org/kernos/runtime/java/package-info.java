/** The runtime of kernels that are written in Java: a jar, one class, a method for each function. */
@NullMarked
package org.kernos.runtime.java;

import org.jspecify.annotations.NullMarked;
