/** Module sources and the order in which they are asked: a policy, beside which there may be others (module-source-protocol). */
@NullMarked
package org.kernos.sources;

import org.jspecify.annotations.NullMarked;
