/** SXS as a language of {@code javax.script}. */
@NullMarked
package org.kernos.sxs.script;

import org.jspecify.annotations.NullMarked;
