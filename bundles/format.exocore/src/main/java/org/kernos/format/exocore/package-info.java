/** Reads the descriptors of modules written in Python (exocore-module-loader; design Y-5, Y-6, Y-7). */
@NullMarked
package org.kernos.format.exocore;

import org.jspecify.annotations.NullMarked;
