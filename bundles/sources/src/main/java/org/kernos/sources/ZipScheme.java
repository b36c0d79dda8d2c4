package org.kernos.sources;

import java.util.Optional;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;

/** {@code zip:PATH}: an archive of a module. */
record ZipScheme(LocalPaths paths, SourceCache cache) implements Scheme {

    @Override
    public String prefix() {
        return "zip";
    }

    @Override
    public String form() {
        return "zip:PATH[#sha256:HEX]";
    }

    @Override
    public ModuleSource source(String moduleId, String rest, Optional<Digest> digest) throws ModuleLoadException {
        return new ZipSource(moduleId, paths.path(moduleId, rest, form()), digest, cache);
    }
}
