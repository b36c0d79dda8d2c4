package org.kernos.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.container.bundle.ModuleContent;
import org.kernos.container.bundle.ModuleLocation;

/**
 * A module that was read and may be installed: from a directory, or from what was kept of a former revision.
 *
 * @param directory absolute and normalised, where it came from
 * @param stamp what the stamp of its bundle will be
 * @param settings of the configuration and the load options, the latter winning
 */
record ModuleCandidate(
        Path directory,
        ModuleContent files,
        String stamp,
        ModuleDescriptor descriptor,
        List<Problem> warnings,
        Map<String, String> settings) {

    String location() {
        return ModuleLocation.of(directory);
    }
}
