package org.kernos.sxs;

import java.util.List;
import java.util.Map;
import org.kernos.api.Dependency;
import org.osgi.framework.Version;

/**
 * What a manifest.json beside a kernel.sxs says.
 *
 * @param properties of the module: description, author, license, args, retain-objects, as far as they are given
 */
record Manifest(Version version, List<Dependency> dependencies, Map<String, String> properties) {

    /** Of a kernel that has no such file. */
    static final Manifest NONE = new Manifest(Version.emptyVersion, List.of(), Map.of());
}
