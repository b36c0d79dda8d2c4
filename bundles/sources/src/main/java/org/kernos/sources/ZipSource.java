package org.kernos.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;
import org.kernos.archive.Digest;

/**
 * A module in an archive, unpacked into the cache.
 *
 * @param archive absolute
 * @param digest that the archive has to have
 */
record ZipSource(String moduleId, Path archive, Optional<Digest> digest, SourceCache cache) implements ModuleSource {

    @Override
    public Path resolve() throws ModuleNotFoundException, ModuleLoadException, IOException {
        if (!Files.isRegularFile(archive)) {
            String why = Files.exists(archive) ? "is no file" : "does not exist";
            throw new ModuleNotFoundException(
                    moduleId,
                    List.of(new Attempt(UserInfo.blanked("zip:" + archive), why)),
                    List.of(),
                    "name the archive's file");
        }
        return cache.unpacked(moduleId, archive, digest);
    }
}
