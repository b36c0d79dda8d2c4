package org.kernos.sources;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.kernos.api.source.ModuleLoadException;

/**
 * Reads the paths in hints.
 *
 * @param workingDirectory that relative ones count from
 */
record LocalPaths(Path workingDirectory) {

    /**
     * {@code file:///a/b}, as people copy it, is {@code file:/a/b}.
     *
     * @param form of the hint, for those who wrote another one
     */
    Path path(String moduleId, String text, String form) throws ModuleLoadException {
        String plain = text.startsWith("///") ? text.substring(2) : text;
        try {
            if (plain.isEmpty() || plain.startsWith("//")) {
                throw SourceHints.refused(
                        moduleId,
                        "the source hint names '" + UserInfo.blanked(text) + "', expected a path on this computer",
                        form);
            }
            return workingDirectory.resolve(plain).normalize();
        } catch (InvalidPathException e) {
            // Without the exception, whose message repeats the text as it was written.
            throw SourceHints.refused(moduleId, "'" + UserInfo.blanked(text) + "' is no path: " + e.getReason(), form);
        }
    }
}
