/** Projects for new modules, made of the SDK's templates. */
@NullMarked
package org.kernos.shell.project;

import org.jspecify.annotations.NullMarked;
