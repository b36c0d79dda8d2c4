package org.kernos.sxs;

import java.util.Map;
import java.util.Optional;
import org.kernos.api.Place;
import org.kernos.descriptor.Manifest;

/**
 * What a manifest.json beside a kernel.sxs says.
 *
 * @param common what it says as every module's may
 * @param properties of the kernel: description, author, license, args, retain-objects, class, as far as they are given
 * @param java where the part for kernels in Java stands, if there is one
 */
record KernelManifest(Manifest common, Map<String, String> properties, Optional<Place> java) {

    /** Of a kernel that has no such file, or one that cannot be read. */
    static final KernelManifest NONE = new KernelManifest(Manifest.NONE, Map.of(), Optional.empty());
}
