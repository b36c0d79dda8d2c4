package org.kernos.sxs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Dependency;
import org.kernos.api.Place;
import org.osgi.framework.Version;

/**
 * What a manifest.json beside a kernel.sxs says.
 *
 * @param properties of the module: description, author, license, args, retain-objects, class, as far as they are given
 * @param java where the part for kernels in Java stands, if there is one
 */
record Manifest(Version version, List<Dependency> dependencies, Map<String, String> properties, Optional<Place> java) {

    /** Of a kernel that has no such file, or one that cannot be read. */
    static final Manifest NONE = new Manifest(Version.emptyVersion, List.of(), Map.of(), Optional.empty());
}
