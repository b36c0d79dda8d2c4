package org.kernos.sources;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;

/**
 * A module's directory on this computer.
 *
 * @param directory absolute
 */
record FileSource(String moduleId, Path directory) implements ModuleSource {

    @Override
    public Path resolve() throws ModuleNotFoundException {
        if (!Files.isDirectory(directory)) {
            String why = Files.exists(directory) ? "is no directory" : "does not exist";
            throw new ModuleNotFoundException(
                    moduleId,
                    List.of(new Attempt(UserInfo.blanked("file:" + directory), why)),
                    List.of(),
                    "name the directory that holds the module's descriptor");
        }
        return directory;
    }
}
