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
 * @param methods of the interfaces that it says are provided, in the order of the file
 * @param properties description, author, license, state, as far as they are given, and each setting as {@code config.<key>}
 */
public record Manifest(
        Optional<String> name,
        Optional<Version> version,
        List<Dependency> dependencies,
        ModuleTraits traits,
        List<PlacedMethod> methods,
        Map<String, String> properties) {

    /** Of a module that has no such file, or one that cannot be read. */
    public static final Manifest NONE =
            new Manifest(Optional.empty(), Optional.empty(), List.of(), ModuleTraits.NONE, List.of(), Map.of());

    public Manifest {
        dependencies = List.copyOf(dependencies);
        methods = List.copyOf(methods);
        properties = Map.copyOf(properties);
    }
}
