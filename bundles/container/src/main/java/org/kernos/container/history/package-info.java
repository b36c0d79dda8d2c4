/** What contents each module has had, and those that it can be given back. */
@NullMarked
package org.kernos.container.history;

import org.jspecify.annotations.NullMarked;
