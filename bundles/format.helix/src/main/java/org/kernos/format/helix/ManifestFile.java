package org.kernos.format.helix;

import java.util.Optional;
import org.kernos.api.ModuleException;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;
import org.kernos.spi.ModuleFiles;

/** Finds the manifest.json of a module. */
final class ManifestFile {

    /** Architecture O-4. */
    private static final int SIZE_LIMIT = 1 << 20;

    private ManifestFile() {}

    /** The file as JSON; empty when it cannot be read, which is noted. */
    static Optional<ManifestReader> parse(ModuleFiles files, ProblemList problems, ProblemList warnings) {
        try {
            byte[] bytes = files.read(ManifestReader.FILE, SIZE_LIMIT);
            return ManifestReader.parse(files.location() + "/" + ManifestReader.FILE, bytes, problems, warnings);
        } catch (ModuleException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
