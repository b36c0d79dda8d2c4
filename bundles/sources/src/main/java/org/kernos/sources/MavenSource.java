package org.kernos.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;
import org.kernos.sources.maven.MavenCoordinates;

/**
 * A module in an archive of a Maven repository, unpacked into the cache.
 *
 * @param digest that the archive has to have
 */
record MavenSource(String moduleId, MavenCoordinates coordinates, Optional<Digest> digest, MavenScheme maven)
        implements ModuleSource {

    /** An archive's own name ends with its version, which is no part of the module's: a module at its top has the name that it was asked for by. */
    @Override
    public Path resolve() throws ModuleNotFoundException, ModuleLoadException, IOException {
        String source = "mvn:" + coordinates;
        Path archive = maven.flights().get(moduleId + "=" + source, () -> maven.archives()
                .archive(
                        moduleId, coordinates, bytes -> maven.cache().progress().at(source, bytes)));
        return maven.cache().unpacked(new ArchiveFetch(moduleId, archive, digest, source, moduleId + ".zip"));
    }
}
