/** What a running program consists of: its scopes, its threads, its limits, and the modules and files it has loaded. */
@NullMarked
package org.kernos.sxs.run;

import org.jspecify.annotations.NullMarked;
