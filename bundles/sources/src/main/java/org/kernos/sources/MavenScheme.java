package org.kernos.sources;

import java.nio.file.Path;
import java.util.Optional;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;
import org.kernos.sources.maven.MavenArchives;
import org.kernos.sources.maven.MavenCoordinates;

/** {@code mvn:GROUP:ARTIFACT:VERSION}: an archive of a module in a Maven repository. */
record MavenScheme(MavenArchives archives, SingleFlight<Path> flights, SourceCache cache) implements Scheme {

    MavenScheme(MavenArchives archives, SourceCache cache) {
        this(archives, new SingleFlight<>(), cache);
    }

    @Override
    public String prefix() {
        return "mvn";
    }

    @Override
    public String form() {
        return "mvn:" + MavenCoordinates.FORM + "[#sha256:HEX]";
    }

    @Override
    public ModuleSource source(String moduleId, String rest, Optional<Digest> digest) throws ModuleLoadException {
        Optional<MavenCoordinates> coordinates = MavenCoordinates.parse(rest);
        if (coordinates.isEmpty()) {
            throw SourceHints.refused(
                    moduleId,
                    "the source hint 'mvn:" + UserInfo.blanked(rest) + "' does not name one version of an archive",
                    form());
        }
        return new MavenSource(moduleId, coordinates.get(), digest, this);
    }
}
