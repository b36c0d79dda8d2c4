package org.kernos.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleTraits;
import org.osgi.framework.Version;

/**
 * What the fields of a manifest.json say that every kind of module may have.
 *
 * @param name as written; it is a module's name
 * @param version as written
 * @param properties description, author, license, as far as they are given
 */
public record Manifest(
        Optional<String> name,
        Optional<Version> version,
        List<Dependency> dependencies,
        ModuleTraits traits,
        Map<String, String> properties) {

    /** Of a module that has no such file, or one that cannot be read. */
    public static final Manifest NONE =
            new Manifest(Optional.empty(), Optional.empty(), List.of(), ModuleTraits.NONE, Map.of());

    public Manifest {
        dependencies = List.copyOf(dependencies);
        properties = Map.copyOf(properties);
    }
}
