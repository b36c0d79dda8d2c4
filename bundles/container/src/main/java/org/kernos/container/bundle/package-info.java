/** Between a module directory and its bundle: files, manifest, revision numbers. */
@NullMarked
package org.kernos.container.bundle;

import org.jspecify.annotations.NullMarked;
