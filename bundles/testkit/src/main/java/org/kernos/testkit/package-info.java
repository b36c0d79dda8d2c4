/** Tests for those who extend Kernos to extend. */
@NullMarked
package org.kernos.testkit;

import org.jspecify.annotations.NullMarked;
