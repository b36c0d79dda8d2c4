/**
 * Where modules come from: what a resolver is asked and answers, where one is mounted, and what loads by it. How and where modules are
 * looked for is the business of resolvers, which are no part of the kernel (module-source-protocol).
 */
@NullMarked
@Export
@Version("1.0.0")
package org.kernos.api.source;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
