/**
 * The runtime of what is written in Java. A kernel or a Helix module in a jar is one class with a method for each function; a Module service of
 * a bundle is made a module directory that the container loads.
 */
@NullMarked
package org.kernos.runtime.java;

import org.jspecify.annotations.NullMarked;
