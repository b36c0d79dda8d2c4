/** Mount points, and what is asked of a mounted resolver: the mechanism, without any place to look for modules. */
@NullMarked
package org.kernos.container.source;

import org.jspecify.annotations.NullMarked;
