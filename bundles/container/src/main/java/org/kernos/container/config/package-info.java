/** What modules are configured with, and where it comes from. */
@NullMarked
package org.kernos.container.config;

import org.jspecify.annotations.NullMarked;
