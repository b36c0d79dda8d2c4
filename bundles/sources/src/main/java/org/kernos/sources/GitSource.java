package org.kernos.sources;

import java.io.IOException;
import java.nio.file.Path;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;

/** A module in a Git repository, fetched and checked out into the cache. */
record GitSource(String moduleId, GitHint hint, GitRepositories repositories) implements ModuleSource {

    @Override
    public Path resolve() throws ModuleNotFoundException, ModuleLoadException, IOException {
        return repositories.directory(moduleId, hint);
    }
}
