/** What Kernos promises, as JUnit 4 tests that run in a bundle of whatever framework; and what they need. */
@Export
@Version("1.0.0")
package org.kernos.itests;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
