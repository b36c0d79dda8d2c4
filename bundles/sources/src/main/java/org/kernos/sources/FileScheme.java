package org.kernos.sources;

import java.util.Optional;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;

/** {@code file:PATH}: a module's directory. */
record FileScheme(LocalPaths paths) implements Scheme {

    @Override
    public String prefix() {
        return "file";
    }

    @Override
    public String form() {
        return "file:PATH";
    }

    @Override
    public ModuleSource source(String moduleId, String rest, Optional<Digest> digest) throws ModuleLoadException {
        if (digest.isPresent()) {
            throw SourceHints.refused(
                    moduleId,
                    "the source hint 'file:" + UserInfo.blanked(rest) + "' has a digest, which a directory has not",
                    form());
        }
        return new FileSource(moduleId, paths.path(moduleId, rest, form()));
    }
}
